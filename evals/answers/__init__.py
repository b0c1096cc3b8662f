"""Whether answers say what is right, cite where it stands, and refuse what nobody knows."""
