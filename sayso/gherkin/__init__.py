"""Feature files: reading, collecting, selecting and running them, and their problems."""
