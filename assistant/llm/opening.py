"""Opening the model of `IEUM_LLM`; only here, and only then, are LangChain's chat models imported.

Whatever the environment says, nothing is sent anywhere but to the model: tracing is off (`agent`), and a
server on the premises is reached without a proxy.
"""

import importlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from assistant.llm.direct import past_proxies
from assistant.llm.premises import on_premises
from assistant.llm.settings import ModelSettings
from knowledge.errors import InputError

if TYPE_CHECKING:
    import httpx
    from langchain_core.language_models import BaseChatModel

_NO_KEY = "none"  # servers on the premises ask for none, their clients do


@dataclass(frozen=True)
class OpenModel:
    """A chat model that can be asked. `tells`: it may receive what people said and facts of households."""

    chat: "BaseChatModel"
    settings: ModelSettings
    tells: bool
    client: "httpx.AsyncClient | None" = None

    async def close(self) -> None:
        """Close its connections."""
        if self.client is not None:
            await self.client.aclose()


def open_model(settings: ModelSettings) -> OpenModel:
    """The model; it is not asked anything yet.

    Raises InputError where the name is no model's, or the packages for it are not installed.
    """
    make = _maker()
    inside = on_premises(settings.url)
    provider, colon, _ = settings.name.partition(":")
    if not colon:
        raise InputError(
            f"IEUM_LLM '{settings.name}': 제공자:모델 꼴로 적어 주세요. 예: openai:gpt-5.5, ollama:qwen3"
        )
    given: dict[str, Any] = {"max_tokens": settings.tokens, "timeout": settings.seconds}
    if inside:  # services refuse it for models that think
        given["temperature"] = 0.0
    given |= {"max_retries": 0, "base_url": settings.url, "api_key": _key(settings, inside)}
    given = {name: value for name, value in given.items() if value is not None}
    client = _direct_client(settings) if inside and provider == "openai" else None
    if client is not None:
        given |= {"http_async_client": client, "openai_proxy": None}
    elif inside and settings.url:
        past_proxies(settings.url)
    try:
        chat = make(settings.name, **given)
    except ImportError as problem:
        raise InputError(
            f"IEUM_LLM '{settings.name}'에 필요한 패키지가 없습니다. langchain-{provider}를 설치해 주세요."
        ) from problem
    except Exception as problem:  # each provider has its own errors, for a missing key above all
        raise InputError(
            f"IEUM_LLM '{settings.name}'을(를) 열 수 없습니다. "
            "모델 이름, IEUM_LLM_URL, IEUM_LLM_KEY를 확인해 주세요."
        ) from problem
    for chatty in ("openai", "httpx", "httpcore"):  # their logs hold what was sent
        logging.getLogger(chatty).setLevel(logging.WARNING)
    return OpenModel(chat, settings, tells=inside or settings.external_allowed, client=client)


def _maker() -> Callable[..., Any]:
    try:
        found = importlib.import_module("langchain.chat_models")
    except ImportError as problem:
        raise InputError(
            "IEUM_LLM을 쓰려면 pip install 'ieum[llm]'로 LangChain을 설치해 주세요."
        ) from problem
    maker: Callable[..., Any] = found.init_chat_model
    return maker


def _key(settings: ModelSettings, inside: bool) -> str | None:
    return settings.key or (_NO_KEY if inside else None)


def _direct_client(settings: ModelSettings) -> "httpx.AsyncClient":
    """A client that goes straight to the server: a proxy of the environment would see the facts."""
    import httpx

    return httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(), timeout=settings.seconds)
