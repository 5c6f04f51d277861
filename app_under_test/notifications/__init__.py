"""Mails that follow from what happened in the shop."""
