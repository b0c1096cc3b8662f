"""Text as an embedder takes it: composed, clean and bounded; and the keys of its vectors."""

import hashlib
import unicodedata

QUERY_CHARACTERS = 2_000
PASSAGE_CHARACTERS = 4_000


def clean(text: str, limit: int = PASSAGE_CHARACTERS) -> str:
    """``text`` in NFC without NUL, lone surrogates and outer white space, at most ``limit`` characters.

    Decomposed Hangul is another text to the model (cosine .85 with itself), a NUL would cut the text in the
    native engine, and a lone surrogate cannot be encoded.
    """
    text = text[: 4 * limit].encode("utf-8", "ignore").decode().replace("\0", " ")
    return unicodedata.normalize("NFC", text).strip()[:limit].rstrip()


def text_hash(text: str) -> str:
    """The key of a passage's vector: sha256 (hex) of what the model gets to see of ``text``."""
    return hashlib.sha256(clean(text).encode()).hexdigest()


def question_hash(text: str, embedder: str) -> str:
    """The key of a question's vector by an embedder's `query_identity`; never that of a passage."""
    return hashlib.sha256(f"query\0{embedder}\0{clean(text, QUERY_CHARACTERS)}".encode()).hexdigest()
