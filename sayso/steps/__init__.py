"""Step definitions: their registry, parsers, catalogue, and suggestions."""
