"""Text as it is stored: decoded, NFC, without what a terminal, a database or a browser would choke on."""

import re
import unicodedata

from charset_normalizer import from_bytes

from ingest.options import MAX_TEXT_CHARACTERS
from knowledge.errors import UnreadableDocument

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_UNWANTED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufff9-\ufffb]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_SPACES = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")
_SURROGATES = re.compile("[\ud800-\udfff]")
_HAN = "\uf53a"  # Hancom's private character for the 한 of 한글
_PRIVATE_BULLET = re.compile("^([ \t]*)[\ue000-\uf8ff\U000f0000-\U0010fffd]+[ \t]*", re.MULTILINE)
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010fffd\ufffe\uffff]")
_DETECTION_BYTES = 200_000


def clean(text: str) -> str:
    """The text in NFC with plain line ends and spaces, without control characters or lone surrogates.

    Private characters, which only their font can show, become a bullet at a line's start and go elsewhere.
    """
    text = _LINE_ENDS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _UNWANTED.sub("", text)
    text = _SURROGATES.sub("\ufffd", text)
    text = _PRIVATE_BULLET.sub(r"\1• ", text.replace(_HAN, "한"))
    return unicodedata.normalize("NFC", _PRIVATE.sub("", text))


def squeeze(text: str) -> str:
    """The text on one line with single spaces, as a title or a table cell needs it."""
    return " ".join(text.split())


def decode(data: bytes) -> str:
    """The text of a plain file in UTF-8, UTF-16 or CP949, cleaned.

    Raises `UnreadableDocument` (without a file name) when the bytes are no text in any of them.
    """
    text = _decode(data)
    if len(text) > MAX_TEXT_CHARACTERS:
        raise UnreadableDocument(
            f"글자가 {MAX_TEXT_CHARACTERS:,}자를 넘습니다. 문서를 나누어 다시 올려 주십시오."
        )
    return clean(text)


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strict(data, encoding)
    for encoding in ("utf-8", "cp949"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _looks_like_text(text):
            return text
    guess = from_bytes(data[:_DETECTION_BYTES]).best()
    if guess is None:
        raise UnreadableDocument("글자로 읽을 수 없습니다. UTF-8 텍스트로 저장해 다시 올려 주십시오.")
    text = _strict(data, guess.encoding)
    if not _looks_like_text(text):
        raise UnreadableDocument("글자로 읽을 수 없습니다. UTF-8 텍스트로 저장해 다시 올려 주십시오.")
    return text


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableDocument(
            "글자 일부가 깨져 있습니다. 원본을 UTF-8 텍스트로 저장해 다시 올려 주십시오."
        ) from error


def _looks_like_text(text: str) -> bool:
    """Whether control characters are rare: UTF-16 without a mark also decodes as UTF-8, full of NULs."""
    sample = text[:_DETECTION_BYTES]
    return sum(1 for c in sample if c < " " and c not in "\t\n\r\x0c\x1a") * 50 <= len(sample)
