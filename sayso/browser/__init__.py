"""The browser that drives the system under test."""
