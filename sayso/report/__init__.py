"""What a run found out: recorded as Cucumber Messages first, drawn as pages second."""
