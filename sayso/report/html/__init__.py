"""The living documentation: a run as pages that anybody can read."""
