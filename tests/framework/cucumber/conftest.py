"""The samples in here are data of tests, no features of this project."""

collect_ignore_glob = ["*"]
