"""Rules on features and step definitions, for a run and for `sayso check`."""
