"""How fast answers come: in process, over the wire, under load, in a large library, and from a cold start."""
