"""Embedders: text to vectors.

``open_embedder`` makes one by the name in the settings; everything else takes an ``Embedder``.
"""

from knowledge.library.embedders.base import Embedder
from knowledge.library.embedders.opening import open_embedder

__all__ = ["Embedder", "open_embedder"]
