"""Korean text to what is asked: program, aspect, year, scope, danger. Words are data, in YAML beside it."""
