"""Whether the worked cases and published tables would notice a rule that is written wrong."""
