"""The agent: LangChain's loop of a model and its tools, seen as a stream of what it writes.

Nothing of a turn is kept in it, so that one is made and serves all turns.
"""

import re
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import Any

from langchain.agents import create_agent
from langchain.agents.middleware import AgentMiddleware, AgentState
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.tools import BaseTool
from langgraph.runtime import Runtime
from langsmith import tracing_context

from assistant.llm.prompts import Prompt
from assistant.llm.tools import TurnContext
from assistant.llm.trouble import ModelTrouble, Trouble

_THINKING = re.compile(r"^\s*<think>.*?(?:</think>\s*|$)", re.DOTALL)
_ENDS = ("finish_reason", "stop_reason", "done_reason", "status")  # as providers call it
_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS", "incomplete"})
_TELLS_THE_END = frozenset({"openai"})  # of others an end may come without a word
_DECLINED = frozenset({"content_filter", "refusal", "safety", "SAFETY"})


@dataclass(frozen=True, slots=True)
class Written:
    """All that the model has written in its `message` (they count from 1); `done` where it has ended well."""

    text: str
    message: int = 1
    done: bool = False


class _Limits(AgentMiddleware[AgentState[Any], TurnContext, Any]):
    """Counts the requests of a turn."""

    def before_model(self, _: AgentState[Any], runtime: Runtime[TurnContext]) -> None:
        """See `TurnContext.count`."""
        runtime.context.count()

    async def abefore_model(self, _: AgentState[Any], runtime: Runtime[TurnContext]) -> None:
        """See `TurnContext.count`."""
        runtime.context.count()


class Agent:
    """Writes an answer to messages; see `write`."""

    def __init__(self, model: BaseChatModel, prompt: Prompt, tools: Sequence[BaseTool]) -> None:
        """`prompt` is the system prompt."""
        self._graph = create_agent(
            model, list(tools), system_prompt=prompt.text, middleware=[_Limits()], context_schema=TurnContext
        )

    async def write(
        self, messages: Sequence[dict[str, str]], context: TurnContext
    ) -> AsyncGenerator[Written]:
        """What the model writes, as it grows; a message that ends in a call of a tool is no answer.

        Raises ModelTrouble where it refuses, is cut off or says nothing; and whatever its client raises.
        """
        steps = 4 * context.most_calls + 4
        with tracing_context(enabled=False):
            stream = self._graph.astream(
                {"messages": list(messages)},
                context=context,
                stream_mode="messages",
                config={"recursion_limit": steps},
            )
            async with aclosing(_own(stream)) as parts:
                said, current, number, ended, ends = "", None, 0, True, False
                async for part in parts:
                    if part.id != current:
                        said, current, number, ended, ends = "", part.id, number + 1, False, False
                    ended = _look(part) or ended
                    ends = ends or part.response_metadata.get("model_provider") in _TELLS_THE_END
                    if part.text:
                        said += part.text
                        yield Written(visible(said), number)
        if ends and not ended:
            raise ModelTrouble(Trouble.DOWN, "broken off")
        if not visible(said).strip():
            raise ModelTrouble(Trouble.REFUSED, "empty")
        yield Written(visible(said), number, done=True)


def visible(text: str) -> str:
    """A text without the thoughts that some models write before it."""
    return _THINKING.sub("", text) if text.lstrip().startswith("<") else text


async def _own(stream: AsyncIterator[Any]) -> AsyncGenerator[AIMessage]:
    """What the model itself says, not its tools."""
    async for message, _ in stream:
        if isinstance(message, AIMessage):
            yield message


def _look(part: BaseMessage) -> bool:
    """Whether it says that the message has ended; raises where the model declines or is cut off."""
    told = part.response_metadata
    why = str(next((told[key] for key in _ENDS if told.get(key)), ""))
    if part.additional_kwargs.get("refusal") or why in _DECLINED:
        raise ModelTrouble(Trouble.REFUSED, "refusal")
    if why in _CUT:
        raise ModelTrouble(Trouble.LIMIT, "tokens")
    return bool(why)


def messages_of(material: str, failed: str = "", complaint: str = "") -> list[dict[str, str]]:
    """The messages of an attempt: the material, and after a failed one its text with what was wrong."""
    found = [{"role": "user", "content": material}]
    if complaint:
        found += [{"role": "assistant", "content": failed}, {"role": "user", "content": complaint}]
    return found
