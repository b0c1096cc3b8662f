"""Timing, asking over a real loopback connection, and the made-up library."""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date
from functools import partial
from pathlib import Path

import httpx
import numpy as np
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from assistant.reply import Reply, Status, Turn
from evals.machine import machine_line, resident_bytes
from evals.speed import scale, server, synthetic, wire
from evals.speed.latency import latencies, timed
from evals.speed.runner import Plan, in_process
from knowledge.library.embedders.cached import text_hash
from knowledge.library.units import units_of
from knowledge.library.views import views_of
from knowledge.records import Hit, Role
from knowledge.store import Store, reading

DAY = date(2026, 11, 22)


async def _stream(request: Request) -> Response:
    """Answers like the web chat: in time, with an error page, cut off, or not at all."""
    text = (await request.json())["text"]
    if text == "busy":
        return Response("busy", 503)

    async def events() -> AsyncIterator[bytes]:
        yield b"event: step\ndata: {}\n\n"
        await asyncio.sleep(0.01)
        yield b"event: failed\ndata: {}\n\n" if text == "fails" else b"event: reply\ndata: {}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    app = Starlette(routes=[Route("/chat/stream", _stream, methods=["POST"])])
    listener = socket.socket()
    listener.bind((server.LOOPBACK, 0))
    served = uvicorn.Server(uvicorn.Config(app, log_level="critical", ws="none", lifespan="off"))
    thread = threading.Thread(target=served.run, kwargs={"sockets": [listener]})
    thread.start()
    yield f"http://{server.LOOPBACK}:{listener.getsockname()[1]}"
    served.should_exit = True
    thread.join(10)
    listener.close()


def test_every_user_gets_every_answer(address: str) -> None:
    asked = wire.ask_all(address, [["a", "b", "c"]] * 4)
    assert len(asked) == 12
    assert not any(one.error for one in asked)
    assert all(one.milliseconds >= 10 for one in asked)


def test_what_goes_wrong_is_counted_not_raised(address: str) -> None:
    asked = wire.ask_all(address, [["fails", "busy", "fine"]])
    assert [one.error for one in asked] == ["답변 없이 끝남", "HTTP 503", ""]
    assert len(wire.succeeded(asked)) == 1


def test_a_server_that_is_not_there_is_an_error() -> None:
    [asked] = wire.ask_all(f"http://{server.LOOPBACK}:{server.free_port()}", [["a"]])
    assert asked.error == httpx.ConnectError.__name__


def test_a_server_that_is_not_there_says_nothing_of_its_readiness() -> None:
    gone = server.Server(f"http://{server.LOOPBACK}:{server.free_port()}", 0, 0.0)
    assert server.readiness(gone) == {}


def test_latencies_with_failures() -> None:
    group = latencies("x", "시간", [1.0, 2.0, 3.0], tries=4)
    values = {measure.id: measure.value for measure in group.measures}
    assert values == {"x.p50": 2.0, "x.p95": pytest.approx(2.9), "x.max": 3.0, "x.errors": 0.25}


def test_latencies_of_nothing_have_no_value() -> None:
    assert [measure.value for measure in latencies("x", "시간", [], tries=2).measures] == [
        None,
        None,
        None,
        1.0,
    ]


def test_each_call_is_timed_once() -> None:
    calls: list[int] = []
    assert len(timed([partial(calls.append, number) for number in range(3)])) == 3
    assert calls == [0, 1, 2]


class Counting:
    """An assistant and a library that count what they are asked."""

    def __init__(self) -> None:
        self.turns: list[Turn] = []
        self.searches: list[str] = []

    def answer(self, turn: Turn) -> Reply:
        self.turns.append(turn)
        return Reply(
            turn_id=turn.id, conversation=turn.conversation, knowledge_revision=1, as_of=turn.as_of,
            status=Status.ANSWERED, text="",
        )  # fmt: skip

    def search(self, query: str, *, as_of: date, role: Role, top: int) -> Sequence[Hit]:
        assert (as_of, role, top) == (DAY, Role.CITIZEN, scale.TOP)
        self.searches.append(query)
        return []


def test_the_warm_up_is_not_counted() -> None:
    assistant = Counting()
    taken = in_process(assistant, ["a", "b"], Plan(in_process=5, warm_up=3), DAY)
    assert len(taken) == 5
    assert [turn.text for turn in assistant.turns] == ["a", "b"] * 4
    assert {turn.role for turn in assistant.turns} == {Role.CITIZEN}


def test_search_is_measured_over_every_query() -> None:
    library = Counting()
    group, curve = scale.measure_search(library, ["q"] * 8, as_of=DAY, texts=1000)
    assert group.measures[0].n == len(curve.series["검색"]) == 8
    assert len(library.searches) == 8 + scale.WARM_UP


def test_the_plan_stays_under_what_one_address_may_ask() -> None:
    plan = Plan()
    assert 1 + plan.warm_up + plan.one_user + plan.users * plan.requests_each <= 600


def test_made_up_texts_repeat_and_differ() -> None:
    drafts = list(synthetic.documents(250, seed=3))
    assert drafts == list(synthetic.documents(250, seed=3))
    assert drafts != list(synthetic.documents(250, seed=4))
    assert len({draft.identity for draft in drafts}) == 3
    assert len({section.title for draft in drafts for section in draft.sections}) == 250
    assert synthetic.queries(5, seed=3) == synthetic.queries(5, seed=3)


class NoEmbedding:
    """An embedder that must not be asked to embed."""

    identity, dimensions = "none", 16


def test_made_up_documents_find_their_vectors_before_they_are_made(tmp_path: Path) -> None:
    store = Store.open(None, tmp_path)
    try:
        synthetic.fill(store, NoEmbedding(), 120, seed=3)  # type: ignore[arg-type]
        with store.reading() as connection:
            keys = reading.opened_since(connection, 0, store.revision())
            units = [unit for key in keys for unit in units_of(reading.passages_of(connection, [key]))]
        assert len(units) == 120
        texts = {text_hash(text) for unit in units for text in views_of(unit).texts}
        found = store.vectors.get_many("none", list(texts))
        assert found.keys() == texts
        assert all(np.linalg.norm(vector) == pytest.approx(1, abs=1e-5) for vector in found.values())
    finally:
        store.close()


def test_the_machine_is_one_line() -> None:
    line = machine_line()
    assert "\n" not in line
    assert "코어" in line
    assert "Python 3" in line


def test_a_process_that_is_not_there_has_no_memory() -> None:
    assert resident_bytes(2**22 + 1) is None
