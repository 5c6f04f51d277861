"""Runs the steps of a scenario inside pytest."""
