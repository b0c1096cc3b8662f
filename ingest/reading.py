"""A file becomes drafts. Pure and in process; `ingest.worker` does the same where it can be killed."""

from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from ingest.formats import Format, sniff
from ingest.options import MAX_FILE_BYTES, MAX_TEXT_CHARACTERS, ReadOptions
from ingest.text import clean
from knowledge.errors import UnreadableDocument
from knowledge.records import DocumentDraft

# Imported when first needed: a text file should not wait for the PDF libraries.
_READERS = {
    Format.PDF: "ingest.readers.pdf",
    Format.HTML: "ingest.readers.html",
    Format.MARKDOWN: "ingest.readers.markdown",
    Format.JSONL: "ingest.readers.jsonl",
    Format.TEXT: "ingest.readers.plain",
}
_OTHERS = {
    Format.OLE: "예전 Office 형식(doc, xls, ppt)은 읽지 않습니다. PDF로 저장해 다시 올려 주십시오.",
    Format.ZIP: "압축 파일은 읽지 않습니다. 압축을 풀어 문서를 하나씩 올려 주십시오.",
    Format.IMAGE: "그림 파일은 글자로 읽지 못합니다. 글자가 들어 있는 PDF나 텍스트로 올려 주십시오.",
}


def read_file(path: Path, options: ReadOptions) -> list[DocumentDraft]:
    """The documents in a file: one, or one a line for JSONL; never empty.

    Raises `UnreadableDocument` with one Korean line: `파일명: 무엇이 문제인지. 어떻게 하면 되는지.`
    """
    name = clean(path.name)
    try:
        drafts = _read(path, options)
        _check_text(drafts)
    except UnreadableDocument as error:
        raise UnreadableDocument(f"{name}: {error}") from error
    except OSError as error:
        raise UnreadableDocument(
            f"{name}: 파일을 열 수 없습니다. 파일이 그 자리에 있는지, 읽을 권한이 있는지 확인해 주십시오."
        ) from error
    except (MemoryError, RecursionError) as error:
        raise UnreadableDocument(
            f"{name}: 구조가 너무 크거나 깊어 읽기를 멈추었습니다. 문서를 나누어 다시 올려 주십시오."
        ) from error
    return drafts


def _read(path: Path, options: ReadOptions) -> list[DocumentDraft]:
    size = path.stat().st_size
    if size == 0:
        raise UnreadableDocument("빈 파일입니다. 내용이 있는 파일인지 확인해 다시 올려 주십시오.")
    if size > MAX_FILE_BYTES:
        limit = MAX_FILE_BYTES // (1024 * 1024)
        raise UnreadableDocument(f"파일이 {limit}MB를 넘습니다. 문서를 나누어 다시 올려 주십시오.")
    found = sniff(path)
    if found not in _READERS:
        raise UnreadableDocument(
            _OTHERS.get(found, f"{found} 문서는 아직 읽지 못합니다. PDF로 저장해 다시 올려 주십시오.")
        )
    read: Callable[[Path, ReadOptions], list[DocumentDraft]] = import_module(_READERS[found]).read
    return read(path, options)


def _check_text(drafts: list[DocumentDraft]) -> None:
    characters = 0
    for draft in drafts:
        own = sum(len(passage.text) for section in draft.sections for passage in section.passages)
        if own == 0:
            raise UnreadableDocument(
                "글자가 하나도 없습니다. 내용이 있는 문서인지 확인해 다시 올려 주십시오."
            )
        characters += own
    if not drafts:
        raise UnreadableDocument("문서가 하나도 없습니다. 내용이 있는 파일인지 확인해 다시 올려 주십시오.")
    if characters > MAX_TEXT_CHARACTERS:
        raise UnreadableDocument(
            f"글자가 {MAX_TEXT_CHARACTERS:,}자를 넘습니다. 문서를 나누어 다시 올려 주십시오."
        )
