"""How well search finds the document that answers a question."""
