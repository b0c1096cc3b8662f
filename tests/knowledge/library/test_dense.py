"""The vector index by itself: a real embedded Chroma."""

from collections.abc import Iterator
from contextlib import suppress
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from small_library import TODAY, NgramEmbedder

from knowledge.library.days import FIRST, LAST
from knowledge.library.dense import DenseEntry, DenseIndex
from knowledge.library.embedders.base import unit
from knowledge.library.failures import IndexDamaged, IndexUnreachable
from knowledge.records import Audience

EMBEDDER = NgramEmbedder()


def entry(
    key: str,
    text: str,
    audience: Audience = Audience.PUBLIC,
    view: str = "whole",
    start: int = FIRST,
    end: int = LAST,
    vector: np.ndarray | None = None,
) -> DenseEntry:
    target = f"{key}-00000-00000"
    made = EMBEDDER.embed_query(text) if vector is None else vector
    return DenseEntry(target, view, audience, key, target, start, end, made, opening=view == "whole")


@pytest.fixture
def index(tmp_path: Path) -> Iterator[DenseIndex]:
    made = DenseIndex(tmp_path, "g")
    yield made
    made.close()


def near(index: DenseIndex, text: str, audience: Audience = Audience.PUBLIC, share: float = 1.0) -> list[str]:
    found = index.near(EMBEDDER.embed_query(text), "whole", audience, TODAY, 10, share)
    return [neighbour.target.split("-")[0] for neighbour in found]


def test_putting_in_twice_leaves_what_once_leaves(index: DenseIndex) -> None:
    for _ in range(2):
        index.upsert([entry("a", "월세 지원"), entry("b", "양육수당")])
    assert (index.count(), index.documents()) == (2, 2)


def test_taking_out_twice_leaves_what_once_leaves(index: DenseIndex) -> None:
    index.upsert([entry("a", "월세 지원"), entry("a", "월세", view="window"), entry("b", "양육수당")])
    for _ in range(2):
        index.delete_documents(["a"])
    assert (index.count("whole"), index.count("window")) == (1, 0)


def test_the_nearest_comes_first_with_its_cosine(index: DenseIndex) -> None:
    index.upsert([entry("a", "월세를 지원합니다"), entry("b", "아이를 돌봅니다")])
    found = index.near(EMBEDDER.embed_query("월세를 지원합니다"), "whole", Audience.PUBLIC, TODAY, 2, 1.0)
    assert found[0].target.startswith("a-")
    assert found[0].cosine == pytest.approx(1.0, abs=1e-3)
    assert found[0].cosine > found[1].cosine


def test_audiences_lie_apart(index: DenseIndex) -> None:
    index.upsert([entry("p", "월세"), entry("s", "월세", Audience.STAFF)])
    assert near(index, "월세") == ["p"]
    assert near(index, "월세", Audience.STAFF) == ["s"]


def test_an_empty_index_and_an_empty_share_find_nothing(index: DenseIndex) -> None:
    assert near(index, "월세") == []
    index.upsert([entry("a", "월세")])
    assert near(index, "월세", share=0.0) == []


def many_editions(index: DenseIndex, count: int, in_force: int) -> None:
    """`count` near-equal texts of which the `in_force` that hold today are the farthest from the query."""
    rng = np.random.default_rng(7)
    query = EMBEDDER.embed_query("월세")
    past = date(2020, 1, 1).toordinal()
    entries = []
    for number in range(count):
        holds = number < in_force
        vector = unit(query + (0.05 if holds else 0.01) * rng.normal(size=64))
        entries.append(
            entry(
                f"d{number}",
                "",
                start=FIRST if holds else past,
                end=LAST if holds else past + 1,
                vector=vector,
            )
        )
    index.upsert(entries)


def test_the_few_editions_in_force_are_found_behind_the_many_that_are_not(index: DenseIndex) -> None:
    many_editions(index, 400, 40)
    assert len(near(index, "월세", share=40 / 400)) >= 9  # the graph is approximate
    assert set(near(index, "월세", share=40 / 400)) <= {f"d{n}" for n in range(40)}


def test_a_very_small_share_is_asked_for_by_the_filter(index: DenseIndex) -> None:
    many_editions(index, 1_500, 10)
    found = set(near(index, "월세", share=10 / 1_500))
    assert found <= {f"d{n}" for n in range(10)}
    assert len(found) >= 8  # the graph is approximate


def test_the_first_and_the_last_day_in_force_count(index: DenseIndex) -> None:
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    index.upsert([entry("a", "월세", start=first.toordinal(), end=last.toordinal())])
    query = EMBEDDER.embed_query("월세")
    seen = [
        bool(index.near(query, "whole", Audience.PUBLIC, day, 5, 1.0))
        for day in (date(2025, 12, 31), first, last, date(2027, 1, 1))
    ]
    assert seen == [False, True, True, False]


def test_what_is_discarded_is_gone(index: DenseIndex) -> None:
    index.upsert([entry("a", "월세")])
    index.discard()
    assert index.count() == 0


def test_a_damaged_database_is_damage(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path, "g")
    index.upsert([entry("a", "월세")])
    index.close()
    (tmp_path / "g" / "chroma.sqlite3").write_bytes(b"\x07" * 50_000)
    with pytest.raises(IndexDamaged):
        DenseIndex(tmp_path, "g")


def test_a_graph_that_was_deleted_is_seen_though_chroma_says_nothing(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path, "g")
    many_editions(index, 1_500, 0)
    assert index.answers()
    index.close()
    for path in (tmp_path / "g").rglob("*.*"):
        if path.name != "chroma.sqlite3":
            path.unlink()
    index = DenseIndex(tmp_path, "g")
    whole = False
    with suppress(IndexDamaged):
        whole = index.answers()
    index.close()
    assert not whole


def test_an_index_that_was_closed_fails_as_an_index_fails(tmp_path: Path) -> None:
    index = DenseIndex(tmp_path, "g")
    index.upsert([entry("a", "월세")])
    index.close()
    with pytest.raises(IndexDamaged):
        near(index, "월세")


def test_a_server_that_is_not_there_is_unreachable(tmp_path: Path) -> None:
    with pytest.raises(IndexUnreachable):
        DenseIndex(tmp_path, "g", "http://127.0.0.1:9")
