"""Nothing is wired here: features, steps and fixtures are found by lying in their folders."""
