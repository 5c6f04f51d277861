"""The outside card company: takes made-up cards, and knows nothing of the shop."""
