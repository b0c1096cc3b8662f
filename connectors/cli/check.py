"""`ieum check`: a household in, what it is entitled to out, criterion by criterion."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from connectors.cli.determinations import overview, question
from connectors.cli.households import Household, alone, listed, member_of, place_of
from connectors.cli.labels import Labels, plain
from connectors.cli.output import day_of, err, out, print_json
from connectors.cli.reasons import changes, grounds, limits
from connectors.cli.together import together
from connectors.clock import today
from connectors.settings import read_settings
from knowledge.errors import InputError
from knowledge.rules import Rules
from knowledge.rules.consequences import Relations, held_by
from knowledge.rules.names import nearest

FEW = 3


@dataclass(frozen=True)
class Asked:
    """What is asked about one household beside its determinations."""

    explain: tuple[str, ...] = ()
    what_if: tuple[str, ...] = ()
    how_far: str | None = None
    only_next: bool = False


def check(
    household: Annotated[Path | None, typer.Argument(help="가구 JSON 파일. -이면 표준 입력")] = None,
    households: Annotated[Path | None, typer.Option(help="JSONL 파일: 줄마다 id가 있는 가구")] = None,
    as_of: Annotated[str | None, typer.Option(help="기준일(2026-11-24). 없으면 가구의 as_of, 오늘")] = None,
    program: Annotated[list[str] | None, typer.Option(help="볼 사업(id나 이름). 여러 번 적습니다")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="아무것도 짐작하지 않습니다")] = False,
    draft: Annotated[
        list[Path] | None, typer.Option(help="초안 폴더: 고시되지 않은 수치로 판정해 봅니다")
    ] = None,
    explain: Annotated[list[str] | None, typer.Option(help="계산 과정까지 볼 사업")] = None,
    what_if: Annotated[
        list[str] | None, typer.Option(help="바꾸어 볼 값. 예: household.deposit=0, a.earned_income=900000")
    ] = None,
    how_far: Annotated[str | None, typer.Option(help="얼마까지 되는지 볼 사실. 예: a.earned_income")] = None,
    only_next: Annotated[bool, typer.Option("--next", help="다음에 물을 것만 봅니다")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="JSON으로")] = False,
) -> None:
    """가구가 받을 수 있는 사업을 기준마다 판정합니다."""
    if (household is None) == (households is None):
        raise InputError("가구 파일이나 --households 파일 가운데 하나만 적어 주세요.")
    asked = Asked(tuple(explain or ()), tuple(what_if or ()), how_far, only_next)
    if households is not None and asked != Asked():
        raise InputError("--explain, --what-if, --how-far, --next는 가구 하나에만 씁니다.")
    day = day_of(as_of, today()) if as_of else None
    dirs = read_settings().catalog_dirs
    rules = Rules.load(extra_dirs=dirs, overlays=draft) if draft else load_rules(dirs)
    if draft:
        err.print("초안의 수치를 넣어 판정합니다. 고시된 것이 아닙니다.", style="yellow", highlight=False)
    checker = Checker(rules, _programs(rules, [*(program or ()), *asked.explain]), strict)
    if household is not None:
        one = alone(rules, household, day, today(), strict)
        asked = Asked(tuple(_programs(rules, asked.explain)), asked.what_if, asked.how_far, asked.only_next)
        checker.show(one, asked, as_json)
    else:
        checker.show_all(listed(rules, Path(str(households)), day, today(), strict), as_json)


def load_rules(catalog_dirs: tuple[Path, ...]) -> Rules:
    """The built-in rules, and those of local folders beside them."""
    return Rules.load(extra_dirs=catalog_dirs)


def _programs(rules: Rules, wanted: Sequence[str]) -> list[str]:
    """Ids of programs that were named by id or by name; `InputError` where there is no such program."""
    ids = {card.name: name for name, card in rules.catalog.programs.items()}
    for name in wanted:
        if name not in ids and name not in rules.catalog.programs:
            hint = nearest(name, [*ids, *rules.catalog.programs])
            raise InputError(f"사업 '{plain(name)}'이(가) 없습니다.{hint} 이름이나 id를 확인해 주세요.")
    return list(dict.fromkeys(ids.get(name, name) for name in wanted))


@dataclass(frozen=True)
class Checker:
    """Judges households by the rules of a catalog. `programs` are the ids to look at; none means all."""

    rules: Rules
    programs: list[str]
    strict: bool

    def result(self, one: Household) -> dict[str, Any]:
        """The contract's object of a household, with its id where it stands in a list."""
        wanted = self.programs or None
        found = self.rules.check(one.data, one.day, wanted, self.strict)
        return {
            "as_of": one.day,
            "determinations": found,
            "next_question": self.rules.next_question(one.data, one.day, wanted, self.strict),
        }

    def show_all(self, households: Sequence[Household], as_json: bool) -> None:
        """Many households: one object a line, or a table each."""
        for one in households:
            result = self.result(one)
            if as_json:
                print_json({"id": one.data["id"], **result})
            else:
                out.print(one.data["id"], style="bold", markup=False, highlight=False)
                out.print(
                    overview(result["determinations"], one.day, Labels(self.rules, one.day)),
                    question(result["next_question"]),
                )

    def show(self, one: Household, asked: Asked, as_json: bool) -> None:
        """One household with what else was asked of it."""
        more = self._more(one, asked)
        result = self.result(one)
        if as_json:
            print_json({**result, **more})
            return
        if asked.only_next:
            out.print(question(result["next_question"]))
            return
        self._print(one, result, more)
        out.print(question(result["next_question"]))

    def _print(self, one: Household, result: dict[str, Any], more: dict[str, Any]) -> None:
        labels = Labels(self.rules, one.day)
        names = {name: card.name for name, card in self.rules.catalog.programs.items()}
        found = result["determinations"]
        if self.programs and len(self.programs) <= FEW:
            trees = {name: list(each) for name, each in more.get("explanations", {}).items()}
            for determination in found:
                waiting = trees.get(determination["program"])
                out.print(grounds(determination, labels, waiting.pop(0) if waiting else None))
        else:
            out.print(overview(found, one.day, labels))
            scenarios = Relations.load(self.rules, read_settings().catalog_dirs).between(
                found, one.day, set(held_by(one.data))
            )
            if (shown := together(scenarios)) is not None:
                out.print(shown)
        if "what_if" in more:
            out.print(changes(more["what_if"], names))
        if "how_far" in more:
            out.print(limits(more["how_far"], names, labels))

    def _more(self, one: Household, asked: Asked) -> dict[str, Any]:
        """What was asked beside the contract's keys: explanations by program, what-if, how-far."""
        found: dict[str, Any] = {}
        if asked.explain:
            found["explanations"] = {
                name: self.rules.explain(one.data, name, one.day, self.strict) for name in asked.explain
            }
        if asked.what_if:
            wanted = self.programs or None
            values = dict(self._change(change, one.data) for change in asked.what_if)
            found["what_if"] = self.rules.what_if(one.data, values, one.day, wanted, self.strict)
        if asked.how_far:
            member, fact = member_of(place_of(asked.how_far, one.data, self.rules), one.data)
            found["how_far"] = [
                self.rules.how_far(one.data, fact, name, member, one.day, self.strict)
                for name in self.programs or self.rules.sources.programs
            ]
        return found

    def _change(self, change: str, household: dict[str, Any]) -> tuple[str, Any]:
        """`fact=value` as a place in the JSON and a value; what is no JSON is taken as a word."""
        fact, equals, text = change.partition("=")
        if not equals or not fact:
            raise InputError(f"--what-if '{change}': 사실=값 꼴로 적어 주세요. 예: household.deposit=0")
        try:
            value: Any = json.loads(text)
        except (ValueError, RecursionError):
            value = text
        return place_of(fact.strip(), household, self.rules), value
