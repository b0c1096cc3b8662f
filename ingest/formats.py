"""Which format a file is: by its first bytes, then by its name. An HWP called .pdf is told so."""

import re
import zipfile
from enum import StrEnum
from pathlib import Path

from knowledge.errors import UnreadableDocument

_HEAD_BYTES = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(rb"\s*(?:<!doctype html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)


class Format(StrEnum):
    """A format by the name a person knows it under."""

    PDF = "PDF"
    HWP = "HWP"
    HWPX = "HWPX"
    DOCX = "DOCX"
    XLSX = "XLSX"
    OLE = "예전 Office 또는 HWP"
    ZIP = "ZIP"
    IMAGE = "그림"
    HTML = "HTML"
    MARKDOWN = "Markdown"
    JSONL = "JSONL"
    TEXT = "텍스트"


_EXTENSIONS = {
    ".pdf": Format.PDF,
    ".hwp": Format.HWP,
    ".hwpx": Format.HWPX,
    ".docx": Format.DOCX,
    ".xlsx": Format.XLSX,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".jsonl": Format.JSONL,
    ".txt": Format.TEXT,
}
_PLAIN = (Format.HTML, Format.MARKDOWN, Format.JSONL, Format.TEXT)
_MAGIC = (
    (b"%PDF-", Format.PDF),
    (b"HWP Document File", Format.HWP),
    (b"\x89PNG", Format.IMAGE),
    (b"\xff\xd8\xff", Format.IMAGE),
    (b"GIF8", Format.IMAGE),
    (b"II*\x00", Format.IMAGE),
    (b"MM\x00*", Format.IMAGE),
)


def sniff(path: Path) -> Format:
    """The format of a file.

    Raises `UnreadableDocument` (without the file name) when the content contradicts the name, when the name
    promises a format that the content is not, and when the format is not known at all.
    """
    named = _EXTENSIONS.get(path.suffix.lower())
    content = _by_content(path)
    if content is None:
        return _by_name(path, named)
    if named is not None and named is not content and not (named in _PLAIN and content in _PLAIN):
        raise UnreadableDocument(
            f"이름은 {named} 파일이지만 내용은 {content} 파일입니다. 맞는 확장자로 바꾸어 다시 올려 주십시오."
        )
    return content


def _by_name(path: Path, named: Format | None) -> Format:
    if named is None:
        raise UnreadableDocument(
            f"'{path.suffix or '확장자 없음'}' 형식은 읽지 않습니다. "
            "PDF, Markdown, 텍스트, HTML, JSONL 가운데 하나로 저장해 다시 올려 주십시오."
        )
    if named not in _PLAIN:
        raise UnreadableDocument(
            f"{named} 파일이 아니거나 손상되었습니다. 원본을 열어 다시 저장한 뒤 올려 주십시오."
        )
    return named


def _by_content(path: Path) -> Format | None:
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    for magic, found in _MAGIC:
        if head.startswith(magic):
            return found
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(_OLE):
        return _ole(path)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(path)
    if _HTML.match(head.removeprefix(b"\xef\xbb\xbf")):
        return Format.HTML
    return None


def _ole(path: Path) -> Format:
    """An HWP 5 names its streams in UTF-16 in the OLE directory."""
    with path.open("rb") as file:
        return Format.HWP if "FileHeader".encode("utf-16-le") in file.read() else Format.OLE


def _zip(path: Path) -> Format | None:
    """The document inside a ZIP, by the names of its parts; a ZIP that cannot be listed is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if "word/document.xml" in names:
        return Format.DOCX
    if "xl/workbook.xml" in names:
        return Format.XLSX
    if "Contents/header.xml" in names or "Contents/content.hpf" in names:
        return Format.HWPX
    return Format.ZIP
