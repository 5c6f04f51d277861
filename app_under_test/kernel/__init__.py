"""What every part of the shop stands on: database, money, clock, events, problems, logs."""
