"""Learning to read questions: cross-entropy over all documents of a corpus, passages fixed."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch.nn import functional

from evals.tuning.corpus import Corpus
from evals.tuning.data import Pair
from evals.tuning.encoder import QuestionEncoder

CUTOFFS = (1, 3, 5, 10)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How learning goes. Chosen on the held fifth of the services; see docs/decisions/0005."""

    rank: int = 16
    rounds: int = 2
    rate: float = 3e-4
    temperature: float = 0.02
    dropout: float = 0.1
    batch: int = 32
    warm_up: int = 30
    share: float = 0.7
    seed: int = 20261124


Lesson = tuple[Corpus, Sequence[Pair]]
"""Questions and the documents they choose from."""


def learn(
    encoder: QuestionEncoder,
    lessons: Sequence[Lesson],
    recipe: Recipe,
    tell: Callable[[str], None],
) -> None:
    """Trains the encoder in place."""
    torch.manual_seed(recipe.seed)
    shuffled = random.Random(recipe.seed)  # noqa: S311 - repeatable, not secret
    learning = [parameter for parameter in encoder.parameters() if parameter.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=recipe.rate, weight_decay=0.01)
    batches = [_batches(lessons, recipe.batch, shuffled) for _ in range(recipe.rounds)]
    steps, step = sum(map(len, batches)), 0
    for number, of_round in enumerate(batches, start=1):
        encoder.train()
        total = 0.0
        for corpus, pairs in of_round:
            rising, falling = min(1.0, (step + 1) / recipe.warm_up), 1 - step / (steps + 1)
            for group in optimizer.param_groups:
                group["lr"] = recipe.rate * rising * falling
            loss = _loss(encoder, corpus, pairs, recipe.temperature)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(learning, 1.0)
            optimizer.step()
            total, step = total + loss.item(), step + 1
        tell(f"{number}번째 학습: 손실 {total / len(of_round):.3f}")


def ranks(encoder: QuestionEncoder, corpus: Corpus, pairs: Sequence[Pair]) -> list[int]:
    """The rank, from 0, of each question's document; documents it fits alike do not count against it."""
    encoder.eval()
    ordered = sorted(range(len(pairs)), key=lambda at: len(pairs[at].question))
    found = [0] * len(pairs)
    with torch.no_grad():
        for start in range(0, len(ordered), 64):
            places = ordered[start : start + 64]
            scores = corpus.scores(encoder([encoder.tokens(pairs[at].question) for at in places]))
            for row, at in enumerate(places):
                target = corpus.places[pairs[at].target]
                better = (scores[row] > scores[row, target]) & ~corpus.no_wrong_answers[target]
                found[at] = int(better.sum())
    return found


def hit_rates(found: Sequence[int]) -> str:
    """Shares of ranks within 1, 3, 5 and 10, in percent."""
    rates = [sum(rank < cutoff for rank in found) / max(1, len(found)) for cutoff in CUTOFFS]
    return " / ".join(f"{100 * rate:.1f}" for rate in rates)


def _batches(lessons: Sequence[Lesson], size: int, shuffled: random.Random) -> list[Lesson]:
    """Batches of questions of about one length, so that little is padded, in random order."""
    batches: list[Lesson] = []
    for corpus, pairs in lessons:
        order = shuffled.sample(list(pairs), len(pairs))
        for start in range(0, len(order), 8 * size):
            near = sorted(order[start : start + 8 * size], key=lambda pair: len(pair.question))
            batches += [(corpus, near[at : at + size]) for at in range(0, len(near), size)]
    return shuffled.sample(batches, len(batches))


def _loss(
    encoder: QuestionEncoder, corpus: Corpus, pairs: Sequence[Pair], temperature: float
) -> torch.Tensor:
    targets = torch.tensor([corpus.places[pair.target] for pair in pairs])
    scores = corpus.scores(encoder([encoder.tokens(pair.question) for pair in pairs])) / temperature
    spared = corpus.no_wrong_answers[targets]
    spared[torch.arange(len(pairs)), targets] = False
    return functional.cross_entropy(scores.masked_fill(spared, -1e9), targets)
