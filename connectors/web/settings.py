"""The limits of the web face, given by the composition; the defaults suit one machine on loopback."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WebSettings:
    """What the web face allows.

    hosts: names a request's Host header may carry, without port; loopback addresses always may.
    body_limit: bytes a request body may have. question_limit: characters of one question.
    burst, per_second: a client's token bucket; one request takes one token, assets and probes none.
    answer_workers: answers made at the same time. answers_waiting: questions that may wait for a worker.
    heartbeat: seconds of silence after which a stream sends a comment.
    """

    hosts: tuple[str, ...] = ("localhost",)
    body_limit: int = 16 * 1024
    question_limit: int = 2000
    burst: int = 600
    per_second: float = 50.0
    answer_workers: int = 8
    answers_waiting: int = 64
    heartbeat: float = 10.0
