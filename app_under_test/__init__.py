"""A small shop made of parts that only talk over HTTP: something real to test against."""
