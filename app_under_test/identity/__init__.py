"""People: accounts, sessions, links in mails, and the record of who was let in."""
