"""search_guidelines: the passages of guidelines, laws and cards that answer a question."""

from collections.abc import Sequence
from datetime import date

from assistant.ports import LibraryPort
from knowledge.language.masking import mask
from knowledge.records import Passage, Role

NAME = "search_guidelines"
DESCRIPTION = (
    "사회보장 지침, 법령, 사업 안내에서 물음에 가까운 대목을 찾습니다. "
    "query는 사업 이름과 알고 싶은 것입니다."
)

MOST = 8
_LONGEST = 300  # characters of a query


def search_guidelines(
    library: LibraryPort, query: str, *, as_of: date, role: Role, top: int = 5
) -> Sequence[Passage]:
    """At most `top` (up to 8) passages, best first, each once: what the role may read, in force that day.

    Personal numbers are taken out of the query; an empty query finds nothing.
    """
    asked = mask(query).strip()[:_LONGEST]
    if not asked:
        return []
    hits = library.search(asked, as_of=as_of, role=role, top=max(1, min(top, MOST)))
    return list({hit.passage.id: hit.passage for hit in hits}.values())
