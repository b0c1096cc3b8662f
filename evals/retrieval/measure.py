"""From ranks to hit rates and mean reciprocal rank, with their intervals, for all and for subsets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.ports import ContentWords
from evals.results import PERCENT, Group, Measure
from evals.retrieval.data import Query
from evals.stats import clustered_bootstrap, wilson
from knowledge.records import Hit

CUTOFFS = (1, 3, 5, 10)
LOW_OVERLAP = 0.25
"""Below this share of a question's content morphemes in its document's title, wording gives little away:
about three in ten questions of the 2023 welfare booklet."""

KINDS = {"name": "사업 이름을 부른 질문", "colloquial": "일상의 말로 한 질문"}


@dataclass(frozen=True, slots=True)
class Ranked:
    """A query with the rank (from 1) of the first relevant document; None where none came."""

    query: Query
    rank: int | None
    found: tuple[str, ...]


def documents_of(hits: Sequence[Hit]) -> list[str]:
    """The documents of the hits in order, each once; a built-in document goes by its program."""
    return list(dict.fromkeys(hit.passage.program or hit.passage.document_id for hit in hits))


def rank_of(relevant: Sequence[str], found: Sequence[str]) -> int | None:
    """The rank from 1 of the first relevant document."""
    return next((rank for rank, document in enumerate(found, start=1) if document in relevant), None)


def overlap(query: Query, titles: Mapping[str, str], words: ContentWords) -> float:
    """The share of the query's content morphemes that stand in the title of a relevant document, the most
    over its documents. 1 where the query has no content morpheme or no title is known.
    """
    asked = set(words.content(query.text))
    known = [set(words.content(titles[document])) for document in query.relevant if document in titles]
    if not asked or not known:
        return 1.0
    return max(len(asked & title) / len(asked) for title in known)


def groups(ranked: Sequence[Ranked], low: frozenset[str], *, seed: int) -> tuple[Group, ...]:
    """A group for all queries, one a kind, and one for the queries whose ids are in `low`."""
    chosen = [("all", "모든 질문", list(ranked))]
    for kind in sorted({one.query.kind for one in ranked if one.query.kind}):
        chosen.append((kind, KINDS.get(kind, kind), [one for one in ranked if one.query.kind == kind]))
    chosen.append(
        ("low", "문서 제목과 겹치는 말이 적은 질문", [one for one in ranked if one.query.id in low])
    )
    return tuple(Group(title, measures(id, part, seed)) for id, title, part in chosen if part)


def measures(prefix: str, ranked: Sequence[Ranked], seed: int) -> tuple[Measure, ...]:
    """Hit rates at every cutoff and MRR of queries that are not empty; ids begin with the prefix."""
    clusters = [one.query.relevant[0] for one in ranked]
    measures = [_hit_rate(prefix, cutoff, ranked, clusters, seed) for cutoff in CUTOFFS]
    reciprocal = [0.0 if one.rank is None else 1 / one.rank for one in ranked]
    spread = clustered_bootstrap(reciprocal, clusters, seed=seed)
    mean = sum(reciprocal) / len(reciprocal)
    measures.append(Measure(f"{prefix}.mrr", "MRR", mean, "", len(ranked), spread.low, spread.high))
    return tuple(measures)


def _hit_rate(
    prefix: str, cutoff: int, ranked: Sequence[Ranked], clusters: Sequence[str], seed: int
) -> Measure:
    hits = [one.rank is not None and one.rank <= cutoff for one in ranked]
    value, flat = sum(hits) / len(hits), wilson(sum(hits), len(hits))
    spread = clustered_bootstrap([float(hit) for hit in hits], clusters, seed=seed)
    # The bootstrap collapses to a point where every question hits; Wilson does not. The wider end counts.
    return Measure(
        f"{prefix}.hit@{cutoff}",
        f"적중률@{cutoff}",
        value,
        PERCENT,
        len(hits),
        min(flat.low, spread.low),
        max(flat.high, spread.high),
    )
