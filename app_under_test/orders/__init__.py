"""Carts, and the orders they become."""
