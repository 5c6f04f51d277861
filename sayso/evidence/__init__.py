"""What each step of a scenario left behind, with everything secret removed."""
