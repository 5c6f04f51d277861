"""How many there are of each product, how many are promised, and who changed it."""
