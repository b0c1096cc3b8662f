"""Run the queries against a library and gather the result."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from evals.ports import ContentWords, Searching
from evals.results import Failure, Result
from evals.retrieval.data import Query, QuerySet
from evals.retrieval.measure import CUTOFFS, LOW_OVERLAP, Ranked, documents_of, groups, overlap, rank_of
from knowledge.records import Hit, Role

DEPTH = max(CUTOFFS)
PASSAGES = 40
"""How many passages are asked for at first: enough that ten documents are among them most of the time."""

DEEPEST = 640
"""Asking deeper than this for ten documents is given up."""


def run(
    questions: QuerySet,
    library: Searching,
    titles: Mapping[str, str],
    words: ContentWords,
    *,
    as_of: date,
    seed: int,
    config: Mapping[str, object],
    advance: Callable[[], None] = lambda: None,
) -> Result:
    """Search every query as staff on that day; `titles` maps document (or program) ids to titles.

    `advance` is called after each query, for a progress bar.
    """
    ranked = []
    for query in questions.queries:
        found = search(query.text, library, as_of)
        ranked.append(Ranked(query, rank_of(query.relevant, found), tuple(found)))
        advance()
    low = frozenset(one.query.id for one in ranked if overlap(one.query, titles, words) < LOW_OVERLAP)
    return Result(
        name="retrieval",
        title="검색 평가",
        config={**config, "as_of": as_of.isoformat(), "seed": seed, "low_overlap_below": LOW_OVERLAP},
        groups=groups(ranked, low, seed=seed),
        failures=tuple(
            _failure(one.query, one, titles) for one in ranked if one.rank is None or one.rank > DEPTH
        ),
    )


def search(
    text: str,
    library: Searching,
    as_of: date,
    read: Callable[[Sequence[Hit]], list[str]] = documents_of,
) -> list[str]:
    """The first ten documents, or what `read` makes of the hits. A long document can fill the first passages
    alone, so ask deeper until there are ten or no more passages come.
    """
    top = PASSAGES
    while True:
        hits = library.search(text, as_of=as_of, role=Role.STAFF, top=top)
        found = read(hits)
        if len(found) >= DEPTH or len(hits) < top or top >= DEEPEST:
            return found[:DEPTH]
        top *= 4


def _failure(query: Query, one: Ranked, titles: Mapping[str, str]) -> Failure:
    expected = ", ".join(titles.get(document, document) for document in query.relevant)
    got = ", ".join(titles.get(document, document) for document in one.found[:3]) or "찾은 문서 없음"
    return Failure(query.id, query.text, f"{DEPTH}위 밖", expected, got)
