"""Models that misbehave on purpose, put into the place of a real one over real HTTP."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

from connectors.settings import Settings
from evals.scripted_model import BEHAVIOURS, ScriptedModel

TERMS: Mapping[str, str] = MappingProxyType({
    "wrong_figure": "틀린 숫자를 쓰는 모형",
    "invented_program": "사업을 지어내는 모형",
    "invented_citation": "근거를 지어내는 모형",
    "endless_tools": "도구를 끝없이 부르는 모형",
    "obeys_documents": "문서의 지시를 따르는 모형",
    "promises": "받게 된다고 약속하는 모형",
    "invented_article": "조문을 지어내는 모형",
    "turns_verdicts": "판정을 뒤집는 모형",
    "leaves_the_verdict_out": "판정을 빼는 모형",
    "links_out": "바깥 주소를 넣는 모형",
    "repeats_everything": "받은 것을 되뇌는 모형",
    "refuses": "거절하는 모형",
    "says_nothing": "말이 없는 모형",
    "misreads": "말하지 않은 사실을 읽는 모형",
    "swaps_figures": "두 숫자를 맞바꾸는 모형",
    "turns_bounds": "이상과 이하를 뒤집는 모형",
    "negates": "되는 것을 안 된다고 하는 모형",
    "spells_figures": "틀린 금액을 다른 꼴로 적는 모형",
    "moves_amounts": "다른 사업에 금액을 옮기는 모형",
    "softly_promises": "부드럽게 약속하는 모형",
    "sends_people_away": "신청을 말리는 모형",
    "asks_for_numbers": "개인 번호를 묻는 모형",
    "adds_hearsay": "근거의 낱말로 없는 기준을 보태는 모형",
})  # fmt: skip
"""The misbehaviours of `evals.scripted_model` with their Korean names."""

OTHER_FACTS = frozenset({"misreads"})
"""Those that mislead the reading of facts: their conversations may go otherwise than without a model."""


@contextmanager
def scripted() -> Iterator[tuple[ScriptedModel, Callable[[Settings], Settings]]]:
    """A scripted model that runs, and the change of settings that puts it to use."""
    with ScriptedModel(BEHAVIOURS["faithful"]) as model:
        own = {"llm": "openai:scripted", "llm_url": model.url, "llm_key": None, "llm_external": "deny"}
        yield model, lambda settings: settings.model_copy(update=own)


def become(model: ScriptedModel, name: str) -> Callable[[], str]:
    """Give the model that character; what it is sent from now on as one text."""
    model.script = BEHAVIOURS[name]
    first = len(model.asked)
    return lambda: "\n".join(asked.text for asked in model.asked[first:])


def as_set(settings: Settings) -> Settings:
    """The same settings, with whatever model they name."""
    return settings


def without(settings: Settings) -> Settings:
    """The same settings with no model."""
    return settings.model_copy(update={"llm": None})
