"""The SQL store: the one truth that every index is derived from."""

from knowledge.store.store import Store

__all__ = ["Store"]
