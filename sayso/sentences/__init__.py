"""Step definitions: the index, the catalogue, and advice for a sentence nobody defined."""
