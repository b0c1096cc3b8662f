"""What a person says about a file while adding it, and the limits that hold for every file."""

from dataclasses import dataclass
from datetime import date

from knowledge.records import Audience

MAX_FILE_BYTES = 200 * 1024 * 1024
MAX_PAGES = 5_000
MAX_TEXT_CHARACTERS = 20_000_000
MAX_JSONL_LINES = 200_000


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """Overrides for the document that a file becomes; `None` means what the file itself says.

    `name` is the file's name relative to the folder that was given: it makes the default identity, so that
    two files of one name in different folders stay two documents and no machine's path is stored.
    """

    source: str | None = None
    title: str | None = None
    effective_from: date | None = None
    effective_to: date | None = None
    audience: Audience = Audience.STAFF
    name: str | None = None
