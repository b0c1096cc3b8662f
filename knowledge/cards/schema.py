"""The shape of catalog files. Unknown keys, wrong types and missing keys are errors with file and line."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
)

from knowledge.cards.files import CatalogFile, Place
from knowledge.errors import CatalogError


class Confidence(StrEnum):
    """How well a value is known, best first; anything after `law` is shown as 확인 필요."""

    VERIFIED = "verified"
    LAW = "law"
    SINGLE = "single"
    MEMORY = "memory"
    UNSURE = "unsure"

    @property
    def needs_check(self) -> bool:
        """Whether a reader must be told that the value still has to be confirmed."""
        return self not in (Confidence.VERIFIED, Confidence.LAW)


class Strict(BaseModel):
    """A frozen model that takes no key it does not know and converts nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True)


Text = Annotated[str, StringConstraints(strict=True, strip_whitespace=True, min_length=1)]
ProgramId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
SnakeId = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$")]
Day = Annotated[date, Field(strict=True)]


class Statement(Strict):
    """One sentence or a few of a card. `text` may hold `{{…}}`; `source` is the article it rests on.

    It holds from `start` to `end`, both included; without them always.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    text: Text
    source: Text | None = None
    confidence: Confidence = Confidence.VERIFIED
    start: Day | None = Field(default=None, alias="from")
    end: Day | None = Field(default=None, alias="to")


def _as_statement(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


# A plain string is the common case; a mapping adds its source or says that it is unsure.
Line = Annotated[Statement, BeforeValidator(_as_statement)]


class Band(Strict):
    """Bands of semi-automatic decision, in percent of the limit: clear up to, far over above."""

    clear: int = Field(default=70, ge=0, le=100)
    far_over: int = Field(default=150, ge=100, le=10_000)


class Criterion(Statement):
    """One criterion of a program, with the article it must name.

    `when` is the rule that decides it; `explains` names the criterion whose rule it only explains, see
    docs/rules.md.
    """

    id: SnakeId
    source: Text
    when: Text | None = None
    band: Band | None = None
    explains: SnakeId | None = None


class NotModelled(Statement):
    """What the rules leave to an official; `criterion` names the criterion that is meant, where one is."""

    criterion: SnakeId | None = None


def _as_not_modelled(value: Any) -> Any:
    return {"text": value} if isinstance(value, str) else value


class Amount(Strict):
    """What is paid. `formula` gives won (percent with `per: percent`), `rounding` is how sure its rounding
    is.
    """

    formula: Text | None = None
    per: Literal["month", "year", "once", "day", "percent", "in_kind"]
    rounding: Confidence = Confidence.VERIFIED


class Expectation(Strict):
    """What a test expects: for `member`, or for the whole unit where it is left out."""

    verdict: Literal["eligible", "ineligible", "unknown"]
    amount: int | None = None
    tolerance: int = Field(default=0, ge=0)
    member: Text | None = None
    missing: list[Text] | None = None


class CardTest(Strict):
    """A worked case beside the rules: a household as JSON has it, and what comes of it."""

    name: Text
    as_of: Day
    given: dict[str, Any]
    expect: Expectation


class Application(Strict):
    """How to apply: the ways, then the steps in order."""

    online: Line | None = None
    visit: Line | None = None
    proxy: Line | None = None
    ex_officio: Line | None = None
    steps: list[Line] = []


class LawReference(Strict):
    """A statute or notice and the articles that matter."""

    name: Text
    articles: list[Text] = []
    confidence: Confidence = Confidence.VERIFIED


class ProgramCard(Strict):
    """A program: everything a person may ask about it. `central` names the figures an edition is made for.

    `scope` is `national` (or left out), or the code of the area whose households alone it is for.
    From `applies_to` on stands its rule part, see docs/rules.md; `conditions` are criteria that its text
    tells elsewhere.
    """

    id: ProgramId
    name: Text
    aliases: list[Text] = []
    agency: Text
    field: SnakeId
    unit: SnakeId
    scope: Text | None = None
    central: list[SnakeId] = []
    summary: list[Line] = Field(min_length=1)
    target: list[Line] = Field(min_length=1)
    criteria: list[Criterion] = Field(min_length=1)
    benefit: list[Line] = Field(min_length=1)
    application: Application
    documents: list[Line] = Field(min_length=1)
    period: list[Line] = Field(min_length=1)
    appeal: list[Line] = Field(min_length=1)
    overlap: list[Line] = Field(min_length=1)
    notes: list[Line] = Field(min_length=1)
    contact: list[Line] = Field(min_length=1)
    law: list[LawReference] = Field(min_length=1)
    related: list[Text] = []
    questions: list[Text] = Field(min_length=1)
    confidence: Confidence
    applies_to: Text | None = None
    conditions: list[Criterion] = []
    amount: Amount | None = None
    pay_from: Text | None = None
    not_modelled: list[Annotated[NotModelled, BeforeValidator(_as_not_modelled)]] = []
    tests: list[CardTest] = []


class Term(Strict):
    """A glossary entry. `synonyms` are everyday words for it."""

    id: SnakeId
    term: Text
    definition: Text
    synonyms: list[Text] = []
    source: Text | None = None
    confidence: Confidence = Confidence.VERIFIED


class PeriodEntry(Strict):
    """One dated value of a parameter as it stands in the file; `value` is checked against `by` later."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    start: Day = Field(alias="from")
    end: Day | None = Field(default=None, alias="to")
    source: Text
    confidence: Confidence
    value: Any
    confidence_by_key: dict[str, Confidence] = {}
    note: Text | None = None


class ParameterEntry(Strict):
    """A parameter as it stands in the file."""

    id: SnakeId
    term: Text
    concept: SnakeId
    unit: Text
    by: list[SnakeId] = Field(default=[], max_length=2)
    values: list[PeriodEntry] = Field(min_length=1)


class Dimension(Strict):
    """What a parameter may vary by, and what its keys are called."""

    id: SnakeId
    term: Text
    keys: dict[str, Text] = Field(min_length=1)


Model = TypeVar("Model", bound=BaseModel)


def validated(model: type[Model], data: Any, file: CatalogFile, place: Place = ()) -> Model:
    """`data` as `model`, or a `CatalogError` for the first thing that is wrong."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        location = (*place, *first["loc"])
        raise file.error(_in_korean(first, location), location) from error


def entries(file: CatalogFile) -> Sequence[Any]:
    """The list that a file consists of; `CatalogError` if it is something else."""
    if not isinstance(file.data, list):
        raise file.error("파일은 '-'로 시작하는 목록이어야 합니다.")
    return file.data


def repeated(what: str, name: str, file: CatalogFile, place: Place, first: str) -> CatalogError:
    """The error for an id that was taken by another entry."""
    return file.error(
        f"{what} '{name}'이(가) 이미 있습니다({first}). 다른 id를 쓰거나 하나를 지워 주세요.",
        place,
    )


def _in_korean(error: Any, location: Place) -> str:
    name = ".".join(str(part) for part in location) or "파일"
    kind, given = error["type"], error.get("input")
    match kind:
        case "missing":
            return f"필수 항목 '{name}'이(가) 없습니다. 추가해 주세요."
        case "extra_forbidden":
            return f"모르는 항목 '{name}'입니다. 철자를 확인하거나 지워 주세요."
        case "enum":
            allowed = error["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
            return f"'{name}'의 값 '{given}'은(는) 쓸 수 없습니다. {allowed} 가운데 하나를 쓰세요."
        case "string_type":
            return f"'{name}'은(는) 글이어야 합니다. 숫자나 날짜라면 따옴표로 묶어 주세요."
        case "string_too_short" | "too_short":
            return f"'{name}'이(가) 비어 있습니다. 내용을 적어 주세요."
        case "string_pattern_mismatch":
            return f"'{name}'의 값 '{given}'은(는) 영문 소문자·숫자로 된 id여야 합니다."
        case "list_type":
            return f"'{name}'은(는) '-'로 시작하는 목록이어야 합니다."
        case "date_type":
            return f"'{name}'은(는) 2026-01-01 꼴의 날짜여야 합니다."
        case "model_type" | "model_attributes_type" | "dict_type":
            return f"'{name}'은(는) '이름: 값' 꼴이어야 합니다."
        case _:
            return f"'{name}'의 값 '{given}'이(가) 올바르지 않습니다."
