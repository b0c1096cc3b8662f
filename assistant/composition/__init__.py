"""Passages into the blocks of an answer: sections of cards, quotes of documents, comparisons."""
