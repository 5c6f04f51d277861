"""Taking money for orders, through the card company."""
