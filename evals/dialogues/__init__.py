"""Whether a conversation of several turns ends with the right verdicts, and how much it had to ask."""
