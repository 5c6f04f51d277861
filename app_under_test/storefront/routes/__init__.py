"""The addresses of the shop's pages, one module for each noun."""
