"""Asking over HTTP the way the web chat does: a streamed answer, read to its end."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter

import httpx

TIMEOUT = 30.0
"""Seconds until a request counts as failed."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: how long it took until the last byte, and what went wrong ("" where nothing did)."""

    milliseconds: float
    error: str = ""


async def ask(client: httpx.AsyncClient, question: str) -> Asked:
    """Ask in a conversation of its own. It succeeds where the stream ends with a `reply` event."""
    start = perf_counter()
    events: list[str] = []
    try:
        async with client.stream("POST", "/chat/stream", json={"text": question}) as response:
            if response.status_code != httpx.codes.OK:
                return Asked(_since(start), f"HTTP {response.status_code}")
            async for line in response.aiter_lines():
                if line.startswith("event:"):
                    events.append(line.removeprefix("event:").strip())
    except httpx.HTTPError as error:
        return Asked(_since(start), type(error).__name__)
    return Asked(_since(start), "" if events[-1:] == ["reply"] else "답변 없이 끝남")


async def _user(address: str, questions: Sequence[str]) -> list[Asked]:
    async with httpx.AsyncClient(base_url=address, timeout=TIMEOUT, trust_env=False) as client:
        return [await ask(client, question) for question in questions]


def ask_all(address: str, users: Sequence[Sequence[str]]) -> list[Asked]:
    """Every user asks their questions one after another over one connection, all users at the same time."""

    async def together() -> list[Asked]:
        each = await asyncio.gather(*(_user(address, questions) for questions in users))
        return [asked for one in each for asked in one]

    return asyncio.run(together())


def succeeded(asked: Sequence[Asked]) -> list[float]:
    """The milliseconds of the requests that succeeded."""
    return [one.milliseconds for one in asked if not one.error]


def _since(start: float) -> float:
    return (perf_counter() - start) * 1000
