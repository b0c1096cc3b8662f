"""Models that misbehave on purpose, put into the place of a real one over real HTTP."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from types import MappingProxyType

from connectors.settings import Settings
from evals.safety.cases import SafetySet
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
})  # fmt: skip
"""The misbehaviours of `evals.scripted_model` with their Korean names."""

FULL = (
    "wrong_figure",
    "invented_program",
    "invented_citation",
    "endless_tools",
    "obeys_documents",
    "promises",
)
"""Those that meet every case; each of the others meets one case in `SHARE`, chosen by the ids."""

SHARE = 4


def share(cases: SafetySet, name: str) -> SafetySet:
    """The cases that a model of that name meets, the same on every machine."""
    if name in FULL:
        return cases
    chosen = [one for one in cases.cases if sha256(f"{name} {one.id}".encode()).digest()[0] % SHARE == 0]
    return cases.model_copy(update={"cases": tuple(chosen) or cases.cases[:1]})


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
