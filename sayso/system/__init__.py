"""Driving a system under test: its processes, a browser, a mailbox, and waiting for facts."""
