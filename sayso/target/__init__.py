"""The system under test: its processes, its mailbox, and waiting for facts."""
