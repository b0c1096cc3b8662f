"""Makes the vectors of one document: its units' views and the questions that lead to it."""

from collections.abc import Iterable, Iterator, Sequence

from knowledge.library.days import end_of, start_of
from knowledge.library.dense import DenseEntry, Vector
from knowledge.library.embedders.cached import CachedEmbedder
from knowledge.library.units import Unit
from knowledge.library.views import Views, views_of
from knowledge.records import ExampleQuestion


def dense_entries(
    units: Sequence[Unit], questions: Sequence[ExampleQuestion], embedder: CachedEmbedder
) -> list[DenseEntry]:
    """The entries of a document for the vector index. Pieces are only cached: they score, never propose."""
    views = {unit.id: views_of(unit) for unit in units}
    texts = [text for view in views.values() for text in view.texts]
    vectors = dict(zip(texts, embedder.embed_passages(texts), strict=True))
    asked = zip(questions, embedder.embed_questions([one.text for one in questions]), strict=True)
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
    units: Sequence[Unit],
    views: dict[str, Views],
    vectors: dict[str, Vector],
    asked: Iterable[tuple[ExampleQuestion, Vector]],
) -> Iterator[tuple[str, str, str, Vector]]:
    for unit in units:
        yield unit.id, "whole", unit.id, vectors[views[unit.id].whole]
        for number, text in enumerate(views[unit.id].windows):
            yield f"{unit.id}:{number}", "window", unit.id, vectors[text]
    key = units[0].document_key
    for number, (question, vector) in enumerate(asked):
        yield f"{key}-q{number:05d}", "taught" if question.taught else "question", key, vector
