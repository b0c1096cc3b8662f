"""Many search while documents come and go and indexes are made anew."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import monotonic

import numpy as np
from small_library import TODAY, document, expect_whole, found

from knowledge.library import Library
from knowledge.library.query_vectors import QueryVectors
from knowledge.records import Role

SEARCHERS = 8
CHANGES = 25


def searching(library: Library, stop: Event, withdrawn: set[str]) -> int:
    """Searches until told to stop; a document withdrawn before the question was asked is never found."""
    asked = 0
    while not stop.is_set():
        gone = set(withdrawn)
        for role in Role:
            hits = library.search("월세 지원 안내", as_of=TODAY, role=role, top=20)
            assert not gone & {hit.passage.document_id for hit in hits}
            assert any(hit.passage.document_id == "always" for hit in hits)
        asked += 1
    return asked


def run_beside(library: Library, change: Callable[[set[str]], None]) -> int:
    stop, withdrawn = Event(), set[str]()
    with ThreadPoolExecutor(SEARCHERS) as pool:
        running = [pool.submit(searching, library, stop, withdrawn) for _ in range(SEARCHERS)]
        try:
            change(withdrawn)
        finally:
            stop.set()
        return sum(one.result() for one in running)


def test_searches_beside_changes_see_no_error_and_nothing_stale(library: Library) -> None:
    library.store.add([document("always", "월세 지원 안내는 주민센터에서 합니다.")])
    library.keep()

    def change(withdrawn: set[str]) -> None:
        for number in range(CHANGES):
            library.store.add([document(f"d{number}", f"월세 지원 안내 {number}번 글입니다.")])
            if number >= 3:
                library.store.withdraw(f"d{number - 3}")
                withdrawn.add(f"d{number - 3}")

    assert run_beside(library, change) >= SEARCHERS
    library.catch_up()
    expect_whole(library)
    assert set(found(library, "월세 지원 안내")) == {"always", "d22", "d23", "d24"}


def test_searches_beside_indexes_made_anew_see_no_error(library: Library) -> None:
    """Only one index is away at a time, so that the other answers."""
    library.store.add([document("always", "월세 지원 안내는 주민센터에서 합니다.")])
    library.catch_up()

    def change(_withdrawn: set[str]) -> None:
        end = monotonic() + 4
        while monotonic() < end:
            for name in ("dense", "lexical"):
                library._keeper.report_broken(name)
                library.catch_up()

    run_beside(library, change)
    library.catch_up()
    expect_whole(library)


def test_a_search_during_which_both_indexes_are_made_anew_finds_all_the_same(library: Library) -> None:
    """Words are looked for while their index is still empty, meaning when its own is gone again."""
    library.store.add([document("always", "월세 지원 안내는 주민센터에서 합니다.")])
    library.catch_up()
    assert found(library, "월세 지원 안내") == ["always"]
    embed, made_anew = library.embedder.embed_query, []

    def while_indexes_change(text: str) -> np.ndarray:
        if not made_anew:
            made_anew.append(text)
            library.catch_up()
            library._keeper.report_broken("dense")
            library.catch_up()
        return embed(text)

    library._searcher._query_vectors = QueryVectors(while_indexes_change)
    library._indexes.begin("lexical", library.store.state()[0])

    assert found(library, "월세 지원 안내") == ["always"]
    assert made_anew
