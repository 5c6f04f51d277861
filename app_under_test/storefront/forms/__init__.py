"""What people are asked for, and what is said when an answer cannot be used."""
