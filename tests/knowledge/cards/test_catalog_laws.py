"""Every article that a card names exists in the statutes we have."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from knowledge.cards import Catalog

KINDS = {"시행령": "시행령.md", "시행규칙": "시행규칙.md"}
ARTICLE = re.compile(r"제\d+조(?:의\d+)?")
CITED = re.compile(
    r"(같은 법|[가-힣ㆍ ]+?법(?:률)?)(?: (시행령|시행규칙))? "
    r"((?:제\d+조(?:의\d+)?(?:제\d+[항호])*(?:의\d+)?(?:, )?)+)"
)


def headings(shared: Path, law: str, kind: str | None) -> set[str] | None:
    path = shared / "data" / "laws" / law.replace(" ", "") / KINDS.get(kind or "", "법률.md")
    if not path.is_file():
        return None
    return set(re.findall(r"^##### (제\d+조(?:의\d+)?)", path.read_text(encoding="utf-8"), re.MULTILINE))


def citations(card_text: str) -> list[tuple[str, str | None, list[str]]]:
    found, law = [], ""
    for name, kind, articles in CITED.findall(card_text):
        law = law if name.strip() == "같은 법" else name.strip()
        found.append((law, kind or None, ARTICLE.findall(articles)))
    return found


def sources(catalog: Catalog) -> Iterator[tuple[str, list[str]]]:
    """What each text of the catalog rests on, as written."""
    texts = [(c.card.id, c.blocks, c.card.law) for c in catalog.cards.values()]
    texts += [(g.guide.id, g.blocks, g.guide.law) for g in catalog.guides.values()]
    texts += [(e.event.id, e.blocks, []) for e in catalog.life_events.values()]
    texts += [(e.entry.id, (e.block,), []) for e in catalog.exclusions.entries]
    for name, blocks, laws in texts:
        found = [block.suffix.strip(" ()") for block in blocks if block.suffix]
        yield name, found + [f"{law.name} {', '.join(law.articles)}" for law in laws]


def test_every_cited_article_exists(builtin: Catalog, shared: Path) -> None:
    checked, unknown = 0, []
    for name, texts in sources(builtin):
        for law, kind, articles in [c for text in texts for c in citations(text)]:
            known = headings(shared, law, kind)
            if known is None:
                continue
            checked += len(articles)
            unknown += [f"{name}: {law} {kind or ''} {a}" for a in articles if a not in known]
    assert unknown == []
    assert checked > 200


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("국민기초생활 보장법 제8조제2항", [("국민기초생활 보장법", None, ["제8조"])]),
        (
            "아동수당법 제4조제6항, 같은 법 시행령 제2조제2항",
            [("아동수당법", None, ["제4조"]), ("아동수당법", "시행령", ["제2조"])],
        ),
    ],
)
def test_citations_are_read(text: str, found: list[tuple[str, str | None, list[str]]]) -> None:
    assert citations(text) == found
