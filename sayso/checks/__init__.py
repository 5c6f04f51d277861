"""What `sayso check` looks for beyond what stops a run: style, dead sentences, empty promises."""
