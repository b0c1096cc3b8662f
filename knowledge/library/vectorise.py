"""Makes the vectors of one document: its units' views and its example questions."""

from collections.abc import Iterator, Sequence

from knowledge.library.days import end_of, start_of
from knowledge.library.dense import DenseEntry, Vector
from knowledge.library.embedders.cached import CachedEmbedder
from knowledge.library.units import Unit
from knowledge.library.views import Views, views_of


def dense_entries(
    units: Sequence[Unit], questions: Sequence[str], embedder: CachedEmbedder
) -> list[DenseEntry]:
    """The entries of a document for the vector index. Pieces are only cached: they score, never propose."""
    views = {unit.id: views_of(unit) for unit in units}
    texts = [text for view in views.values() for text in view.texts]
    vectors = dict(zip(texts, embedder.embed_passages(texts), strict=True))
    asked = dict(zip(questions, embedder.embed_questions(questions), strict=True))
    return [
        DenseEntry(
            id=entry_id,
            view=view,
            audience=units[0].passages[0].audience,
            document_key=units[0].document_key,
            target=target,
            start=start_of(units[0].passages[0]),
            end=end_of(units[0].passages[0]),
            vector=vector,
            opening=view == "whole" and target == units[0].id,
        )
        for entry_id, view, target, vector in _named(units, views, vectors, asked)
    ]


def _named(
    units: Sequence[Unit], views: dict[str, Views], vectors: dict[str, Vector], asked: dict[str, Vector]
) -> Iterator[tuple[str, str, str, Vector]]:
    for unit in units:
        yield unit.id, "whole", unit.id, vectors[views[unit.id].whole]
        for number, text in enumerate(views[unit.id].windows):
            yield f"{unit.id}:{number}", "window", unit.id, vectors[text]
    key = units[0].document_key
    for number, vector in enumerate(asked.values()):
        yield f"{key}-q{number:05d}", "question", key, vector
