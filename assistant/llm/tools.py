"""The three tools as the model sees them: who asks, the day and the household are the turn's.

Every result is JSON, and data: what gives orders in it has been taken out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from langchain.tools import ToolRuntime, tool
from langchain_core.tools import BaseTool

from assistant.grounding.evidence import Evidence
from assistant.grounding.wording import Wording
from assistant.llm.material import as_text, determination, shown
from assistant.llm.ports import ShowingLibrary
from assistant.llm.privacy import Veil
from assistant.llm.quarantine import for_a_model
from assistant.llm.trouble import ModelTrouble, Trouble
from assistant.reply import Reply
from assistant.tools import search_guidelines as searching
from knowledge.language.text import compact
from knowledge.records import Role

NO_SUCH = "이 대화에서 판정한 사업이 아닙니다."


@dataclass
class TurnContext:
    """One turn, as the tools and the limits see it. `role` is what the sources are read as."""

    reply: Reply
    role: Role
    library: ShowingLibrary
    evidence: Evidence
    wording: Wording
    veil: Veil
    most_calls: int
    tells: bool
    calls: int = 0

    def count(self) -> None:
        """One more request to the model; raises ModelTrouble past the limit."""
        self.calls += 1
        if self.calls > self.most_calls:
            raise ModelTrouble(Trouble.LIMIT, "calls")


Runtime = ToolRuntime[Any, Any]  # with the class named LangChain would check every field of the turn


def _turn(runtime: Runtime) -> TurnContext:
    turn = runtime.context
    assert isinstance(turn, TurnContext)  # noqa: S101 - what `Agent.write` hands in
    return turn


@tool(searching.NAME, description=searching.DESCRIPTION)
def search_guidelines(query: str, runtime: Runtime) -> str:
    """The passages found, each with the mark to cite it by."""
    turn = _turn(runtime)
    found = searching.search_guidelines(turn.library, query, as_of=turn.reply.as_of, role=turn.role)
    sources = [turn.evidence.add(one, for_a_model(one.text, turn.wording)) for one in found]
    return as_text([shown(source) for source in sources])


@tool("check_eligibility", description="이 가구를 규칙으로 판정한 결과를 봅니다. program은 사업 이름입니다.")
def check_eligibility(program: str, runtime: Runtime) -> str:
    """What the rules decided on a program in this turn."""
    turn = _turn(runtime)
    wanted = compact(program)
    found = [
        determination(one)
        for one in (turn.reply.determinations if turn.tells else ())
        if wanted and wanted in (compact(str(one.get("name"))), compact(str(one.get("program"))))
    ]
    return as_text(found) if found else NO_SUCH


@tool("suggest_programs", description="이 가구에 함께 안내할 사업과 그 까닭을 봅니다.")
def suggest_programs(runtime: Runtime) -> str:
    """The programs suggested in this turn."""
    turn = _turn(runtime)
    return as_text(
        [{"name": one.name, "why": one.why} for one in (turn.reply.suggestions if turn.tells else ())]
    )


TOOLS: Sequence[BaseTool] = (search_guidelines, check_eligibility, suggest_programs)
