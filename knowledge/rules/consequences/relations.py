"""Scenarios between the programs that one household was judged for, and what a held status opens."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, Self

from knowledge.cards.exclusions import Exclusion, ExclusionKind
from knowledge.rules.consequences.load import RelationsData, load_relations
from knowledge.rules.engine import Rules

Determination = Mapping[str, Any]
_PER = {"month": "월 ", "year": "연 ", "day": "하루 ", "once": ""}


@dataclass(frozen=True, slots=True)
class Effect:
    """What a program pays before and after, in won a `per` of the scenario; None where it is not settled."""

    program: str
    before: int | None
    after: int | None


@dataclass(frozen=True, slots=True)
class Scenario:
    """What two programs do to each other for this household.

    `id` is the entry of exclusions.yaml, `name` how people call it. `rule` is the entry's text with its
    source; `text` says what it means in won and is None where that cannot be reckoned. `better` is the
    program that pays more where only one may be had (None where they pay alike or it is not known), and
    `difference` by how much; for a reduction it is what both together pay above `reduced` alone. `settled`:
    both verdicts are yes, not only open.
    """

    id: str
    kind: ExclusionKind
    name: str
    programs: tuple[str, str]
    members: tuple[str, ...]
    rule: str
    text: str | None
    effects: tuple[Effect, ...]
    better: str | None
    difference: int | None
    per: str | None
    settled: bool
    confidence: str


@dataclass(frozen=True, slots=True)
class Opened:
    """A program that a held status opens: `why` is the criterion that it meets, with its source."""

    program: str
    name: str
    statuses: tuple[str, ...]
    why: str
    source: str


@dataclass(frozen=True)
class Relations:
    """What programs do to each other. Made once for the rules of a catalog."""

    rules: Rules
    data: RelationsData

    @classmethod
    def load(cls, rules: Rules, extra_dirs: Sequence[Path] = ()) -> Self:
        """The built-in relations and those of local folders; `CatalogError` for a wrong file."""
        return cls(rules, load_relations(rules, extra_dirs))

    def between(
        self, determinations: Sequence[Determination], day: date, held: Collection[str] = ()
    ) -> list[Scenario]:
        """The scenarios among the programs that are granted or open, in the order of exclusions.yaml.

        `determinations` are those of one household in the contract's shape. `held` are the statuses that it
        has already (ids of facts.yaml): what is paid already is in the verdicts and is not taken off again.
        Programs that look at each person meet only where they look at the same one.
        """
        open_ones = [found for found in determinations if found["verdict"] != "ineligible"]
        rank = {entry.entry.id: n for n, entry in enumerate(self.rules.catalog.exclusions.entries)}
        found: dict[tuple[str, ...], Scenario] = {}
        for a, b in combinations(open_ones, 2):
            if a["program"] == b["program"] or not _meet(a, b):
                continue
            for exclusion in self.rules.catalog.exclusions.between(a["program"], b["program"], day):
                if exclusion.kind is not ExclusionKind.ALLOWED:
                    pair = [self._together(exclusion, x, y, open_ones) for x, y in ((a, b), (b, a))]
                    scenario = self._scenario(exclusion, pair[0], pair[1], day, held)
                    found.setdefault((scenario.id, *scenario.programs, *scenario.members), scenario)
        return sorted(found.values(), key=lambda scenario: rank[scenario.id])

    def opened_by(self, statuses: Collection[str], day: date) -> list[Opened]:
        """The programs that these statuses open, in the order of the file; each once for a criterion."""
        found = []
        for opening in self.data.opens:
            own = tuple(status for status in opening.statuses if status in statuses)
            program = self.rules.sources.programs[opening.program]
            criterion = next(c for c in program.criteria if c.id == opening.criterion)
            if own and criterion.text.holds(day):
                found.append(
                    Opened(program.id, program.card.name, own, criterion.text.on(day), criterion.entry.source)
                )
        return found

    def _together(
        self, exclusion: Exclusion, own: Determination, other: Determination, every: Sequence[Determination]
    ) -> Determination:
        """What all members of the other's household are paid by a program, where it reduces that of all."""
        if not self._listed(exclusion, other, own):
            return own
        paid = [
            d for d in every if d["program"] == own["program"] and _meet(d, other) and _won(d) is not None
        ]
        if len(paid) < 2 or len({d["amount"]["per"] for d in paid}) > 1:
            return own
        members = [member for d in paid for member in d["members"]]
        won = sum(_known(d) for d in paid)
        return {**paid[0], "members": members, "amount": {**paid[0]["amount"], "won": won}}

    def _listed(self, exclusion: Exclusion, reduced: Determination, by: Determination) -> bool:
        wanted = exclusion.entry.id, reduced["program"], by["program"]
        return any((one.exclusion, one.reduced, one.by) == wanted for one in self.data.reductions)

    def _scenario(
        self, exclusion: Exclusion, a: Determination, b: Determination, day: date, held: Collection[str]
    ) -> Scenario:
        effects, text, better, difference = self._reckoned(exclusion, a, b, held)
        return Scenario(
            exclusion.entry.id,
            exclusion.kind,
            f"{a['name']} · {b['name']}: {exclusion.kind.term}",
            (a["program"], b["program"]),
            tuple(dict.fromkeys([*a["members"], *b["members"]])),
            exclusion.text(day),
            text,
            effects,
            better,
            difference,
            a["amount"]["per"] if text else None,
            a["verdict"] == b["verdict"] == "eligible",
            exclusion.entry.confidence.value,
        )

    def _reckoned(
        self, exclusion: Exclusion, a: Determination, b: Determination, held: Collection[str]
    ) -> tuple[tuple[Effect, ...], str | None, str | None, int | None]:
        nothing = tuple(Effect(found["program"], _won(found), None) for found in (a, b)), None, None, None
        if not _comparable(a, b):
            return nothing
        if exclusion.kind is not ExclusionKind.REDUCES:
            return self._chosen(a, b)
        for reduced, by in ((a, b), (b, a)):
            if self._listed(exclusion, reduced, by) and not self._paid(by, held):
                return self._reduced(reduced, by)
        return nothing

    def _paid(self, found: Determination, held: Collection[str]) -> bool:
        """Whether it is received already, and so stands in the verdicts."""
        return any(self.data.held.get(status) == found["program"] for status in held)

    def _reduced(
        self, reduced: Determination, by: Determination
    ) -> tuple[tuple[Effect, ...], str, None, int]:
        before, paid = _known(reduced), _known(by)
        after = max(before - paid, 0)
        effects = Effect(reduced["program"], before, after), Effect(by["program"], paid, paid)
        text = self.data.texts.reduced.format(
            by=by["name"],
            reduced=reduced["name"],
            by_amount=_shown(by, paid),
            before=_shown(reduced, before),
            after=_shown(reduced, after),
            total=_shown(reduced, after + paid),
        )
        return effects, text, None, after + paid - before

    def _chosen(self, a: Determination, b: Determination) -> tuple[tuple[Effect, ...], str, str | None, int]:
        first, second = _known(a), _known(b)
        better = None if first == second else a if first > second else b
        difference = abs(first - second)
        texts = self.data.texts
        text = (texts.better if better else texts.equal).format(
            a=a["name"],
            b=b["name"],
            a_amount=_shown(a, first),
            b_amount=_shown(b, second),
            better=better["name"] if better else "",
            difference=_shown(a, difference),
        )
        kept = better["program"] if better else None
        effects = tuple(
            Effect(found["program"], won, won if kept == found["program"] else 0 if kept else None)
            for found, won in ((a, first), (b, second))
        )
        return effects, text, kept, difference


def _meet(a: Determination, b: Determination) -> bool:
    """Whether they may speak of the same people; a household without a list of people is one."""
    first, second = set(a["members"]), set(b["members"])
    return not first or not second or bool(first & second)


def _won(found: Determination) -> int | None:
    """What is paid, where the verdict is a yes and the amount is settled."""
    amount = found["amount"]
    settled = amount and found["verdict"] == "eligible" and amount["per"] in _PER
    return amount["won"] if settled else None


def _known(found: Determination) -> int:
    return int(found["amount"]["won"])


def _comparable(a: Determination, b: Determination) -> bool:
    return _won(a) is not None and _won(b) is not None and a["amount"]["per"] == b["amount"]["per"]


def _shown(found: Determination, won: int) -> str:
    return f"{_PER[found['amount']['per']]}{won:,}원"


def held_by(household: Mapping[str, Any]) -> Iterator[str]:
    """The statuses that members of a household hold."""
    for member in household.get("members", ()):
        given = member.get("statuses", ())
        yield from given["value"] if isinstance(given, Mapping) else given
