"""The addresses of carts and orders."""
