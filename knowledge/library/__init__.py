"""The library: passages found by words and by meaning, and always read again from the store."""

from knowledge.library.library import Library

__all__ = ["Library"]
