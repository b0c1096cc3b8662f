"""Learning to hear danger without a cue: one linear layer over the vectors of questions.

Examples of alike.yaml against its calm sayings, our own questions and the facts that people tell, as far as
those have no cue of a danger. Softmax regression by gradient descent: the same on every machine.
"""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from assistant.understanding.crisis import Crises, Level
from assistant.understanding.unspoken import CALM, WEIGHTS, Examples
from evals.answers.kinds import Part
from evals.facts.utterances import read_utterances
from knowledge.library.embedders import Embedder
from knowledge.library.question_words import own_questions
from knowledge.records import Role

_STEPS, _RATE, _MOMENTUM = 600, 2.4, 0.9
_DECAY = 1e-4
_ORDINARY = 0.15
"""How much one ordinary saying weighs beside an example: there are ten times as many."""
_EVERY = 2
"""One in so many of our own questions is learned from: they are much alike."""


def learn(embedder: Embedder, out: Path = WEIGHTS) -> int:
    """Write the weights for an embedder's question side; how many sayings were learned from."""
    examples = Examples.read()
    names = [*examples.kinds, CALM]
    said = [(text, names.index(kind)) for kind in examples.kinds for text in examples.kinds[kind]]
    said += [(text, names.index(CALM)) for text in (*examples.calm, *_ordinary())]
    vectors = np.stack([embedder.embed_query(text) for text, _ in said]).astype(np.float64)
    weights, bias = _regressed(vectors, np.array([kind for _, kind in said]), len(names))
    np.savez(
        out,
        identity=np.array(embedder.query_identity),
        kinds=np.array(names),
        weights=weights.astype(np.float32),
        bias=bias.astype(np.float32),
    )
    return len(said)


def _ordinary() -> Sequence[str]:
    """What people ask and tell, without what has a cue and without what is only measured."""
    crises = Crises()
    told = [one.say for one in read_utterances(None).utterances if one.part is Part.DEV]
    every = [*own_questions()[::_EVERY], *told]
    return [text for text in every if crises.read(text, Role.CITIZEN).level is Level.NONE]


def _regressed(vectors: np.ndarray, kinds: np.ndarray, count: int) -> tuple[np.ndarray, np.ndarray]:
    middle = vectors.mean(0)
    inputs = np.concatenate([vectors - middle, np.ones((len(vectors), 1))], 1)
    share = np.where(kinds < count - 1, 1.0, _ORDINARY)
    share /= share.sum()
    wanted, weights = np.eye(count)[kinds], np.zeros((inputs.shape[1], count))
    push = np.zeros_like(weights)
    for _ in range(_STEPS):
        scores = inputs @ weights
        likely = np.exp(scores - scores.max(1, keepdims=True))
        likely /= likely.sum(1, keepdims=True)
        push = _MOMENTUM * push + inputs.T @ ((likely - wanted) * share[:, None]) + _DECAY * weights
        weights -= _RATE * push
    return weights[:-1], weights[-1] - middle @ weights[:-1]
