"""Feature files as pytest nodes: discovery, markers, selection, validation."""
