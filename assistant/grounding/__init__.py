"""What an answer stands on: every figure in a cited passage, every mark resolving to a citation."""
