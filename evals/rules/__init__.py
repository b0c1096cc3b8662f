"""How fast the rules decide, and whether a decision taken with facts unknown holds whatever they are."""
