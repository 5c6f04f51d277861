"""What the shop sells: names, descriptions and prices."""
