"""The source of the function that judges a program and writes its determinations in the contract's shape.

Everything is in one function, so that what criteria, amount and dates share is computed once. What a program
always says is a model that is copied; what a household changes is put into the copy.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from knowledge.cards.schema import Confidence
from knowledge.rules.code import Code, CompiledCriterion, CompiledProgram
from knowledge.rules.ir import Node
from knowledge.rules.kinds import Kind
from knowledge.rules.lacking import Lacking
from knowledge.rules.page import Value
from knowledge.rules.rests import NOTHING, Rests, rank_bit
from knowledge.rules.scalar import Emitter
from knowledge.rules.shown import shown as as_shown
from knowledge.rules.tables import RANKS


class Judged(NamedTuple):
    """Expressions for a verdict: whether no criterion surely fails, whether all are surely met, and what it
    rests on where none fails and where one does.
    """

    open: str
    met: str
    rests: str
    failed: str


def judged(criteria: Iterable[tuple[CompiledCriterion, Value]]) -> Judged:
    """The verdict of criteria and their values. An unmet one is all that a "no" rests on."""
    own = [v._replace(rests=v.rests.joined(ranked(c.criterion.entry.confidence))) for c, v in criteria]
    failed = [f"(0 if {v.high} else {v.rests.code})" for v in own if v.rests != NOTHING]
    return Judged(
        " and ".join(v.high for v in own) or "True",
        " and ".join(v.low for v in own) or "True",
        NOTHING.joined(*(v.rests for v in own)).code,
        " | ".join(failed) or "0",
    )


def ranked(confidence: Confidence | None) -> Rests:
    """What a formula of some certainty rests on by itself."""
    return Rests(rank_bit(RANKS.index(confidence))) if confidence else NOTHING


class Writing:
    """Writes `d<n>(r, needs, definitions, add)` for a program; `add` gets each determination."""

    def __init__(self, n: int, compiled: CompiledProgram, lacking: Lacking) -> None:
        self.n, self.compiled, self.lacking, self.pool = n, compiled, lacking, lacking.wiring.pool
        codes = (compiled.applies_to, compiled.amount, compiled.pay_from)
        nodes = [code.node for code in codes if code]
        for criterion in compiled.criteria:
            nodes += [criterion.code.node, *(criterion.sides or ())]
        self.page = Emitter(lacking.wiring, nodes)
        self.write = self.page.write

    def source(self, candidates: str | None) -> str:
        """The source; `candidates` is the function that says who is looked at."""
        unit, n = self.compiled.program.unit, self.n
        self._models()
        if not unit.each:
            self.write(f"u = r.heads[{unit.index}] or r.head_unit({unit.index}); m = u.anchor")
            self.page.scopes[-1][unit.index, "r"] = "u"
            self._one("u.named()", None)
            return self._text(0)
        self.write("nobody = True")
        self.write("for m in r.people:")
        self.page.depth += 1
        if candidates:
            self.write(f"if not {candidates}(m)[1]: continue")
        self.write(f"u = m.units[{unit.index}] or m.unit({unit.index})")
        at = len(self.page.lines)
        self._one("[m.id] if m.id else []", self.compiled.applies_to)
        self.page.depth -= 1
        self.write(f"if nobody: needs.nobody(d{n}_model, d{n}_nobody, d{n}_notes, definitions, add)")
        return self._text(at)

    def _text(self, at: int) -> str:
        """The lines as source; lists of facts that are read often have a name. A person's gets it at line
        `at`, for each person anew.
        """
        lines, begins = self.page.lines, [f"def d{self.n}(r, needs, definitions, add):"]
        body = "\n".join("    " * depth + line for depth, line in lines)
        for side in ("low", "high"):
            if body.count(f"r.{side}[") > 2:
                begins.append(f"    r{side} = r.{side}")
                lines[:] = [(depth, line.replace(f"r.{side}[", f"r{side}[")) for depth, line in lines]
            if at and body.count(f"m.{side}[") > 2:
                lines[:] = [(depth, line.replace(f"m.{side}[", f"m{side}[")) for depth, line in lines]
                lines.insert(at, (2, f"m{side} = m.{side}"))
        return "\n".join([*begins, *("    " * depth + line for depth, line in lines)])

    def _models(self) -> None:
        """What every determination of the program says, and the criterion where nobody is looked at."""
        card, n = self.compiled.program.card, self.n
        self.pool[f"d{n}_model"] = {
            "program": card.id,
            "name": card.name,
            "unit": self.compiled.program.unit.id,
            **dict.fromkeys(("members", "verdict", "band", "amount", "pay_from", "criteria", "missing")),
            **dict.fromkeys(("amount_missing", "unpublished", "assumed", "not_modelled")),
            **dict.fromkeys(("confidence", "definitions")),
        }
        self.pool[f"d{n}_notes"] = self.compiled.not_modelled
        text = f"가구에 {card.name}의 대상이 될 수 있는 사람이 있어야 합니다."
        self.pool[f"d{n}_nobody"] = _model("applies_to", text, card.criteria[0].source)

    def _one(self, members: str, applies_to: Code | None) -> None:
        """The determination of the unit `u`, where it is looked at."""
        compiled, page = self.compiled, self.page
        applies = page.atom(applies_to.node) if applies_to else None
        if applies:
            self.write(f"if not {applies.high}: continue")
        if compiled.program.unit.each:
            self.write("nobody = False")
        values = [page.atom(criterion.code.node) for criterion in compiled.criteria]
        found = judged(zip(compiled.criteria, values, strict=True))
        sides = [[page.atom(side) for side in criterion.sides or ()] for criterion in compiled.criteria]
        self.write("paid = None; w = k = 0" if compiled.amount else "k = 0")
        if compiled.pay_from:
            self.write("day = None")
        self.write(f"if {found.open}:")
        page.open()
        self.write(f"t = {found.rests}")
        self.write(f"if {found.met}{f' and {applies.low}' if applies else ''}:")
        page.open()
        self.write("v = 'eligible'")
        if compiled.pay_from:
            low, high, _ = page.atom(compiled.pay_from.node)
            self.write(f"if {low} == {high}: day = day_shown({low})")
        page.close()
        self.write("else:")
        page.open()
        self.write("v = 'unknown'")
        self._lack(values, applies)
        page.close()
        self._amount()
        page.close()
        self.write(f"else: v = 'ineligible'; t = {found.failed}")
        parts = {"members": members} | self._paid() | self._band(sides)
        if compiled.pay_from:
            parts["pay_from"] = "day"
        each = enumerate(zip(compiled.criteria, values, sides, strict=True))
        criteria = [self._criterion(c, *one) for c, one in each]
        self._determination(parts, f"[{', '.join(criteria)}]", "w" if compiled.amount else "0")

    def _lack(self, values: Sequence[Value], applies: Value | None) -> None:
        """What an open verdict misses."""
        n, compiled = self.n, self.compiled
        looked = [(compiled.applies_to, applies)] if applies and compiled.applies_to else []
        looked += [(c.code, value) for c, value in zip(compiled.criteria, values, strict=True)]
        for c, (code, value) in enumerate(looked):
            plain = self.lacking.plain(code)
            if plain is None:
                plain, self.pool[f"p{n}_{c}"] = f"p{n}_{c}.lack(u)", code
            self.write(f"if not {value.low}: k |= {plain}")

    def _amount(self) -> None:
        """The lines that find the bounds of what is paid."""
        compiled, entry = self.compiled, self.compiled.program.card.amount
        if compiled.amount is None or entry is None:
            return
        shape = f"'per': {entry.per!r}, 'rounding': {entry.rounding.value!r}"
        scale, per = compiled.amount.node.type.scale, 100 if entry.per == "percent" else 1
        times = (f" * {per}" if per > 1 else "") + (f" // {scale}" if scale > 1 else "")
        low, high, rests = self.page.atom(compiled.amount.node)
        self.write(
            f"a = {low}{times}; b = {high}{times}" + (f"; t |= {rests.code}" if rests != NOTHING else "")
        )
        one = f"paid = {{'won': a, 'min': None, 'max': None, {shape}}}"
        if low == high:
            self.write(one)
            return
        self.write(f"if a == b: {one}")
        self.write(f"else: paid = {{'won': None, 'min': a, 'max': b, {shape}}}; w = p{self.n}_amount.lack(u)")
        self.pool[f"p{self.n}_amount"] = compiled.amount

    def _paid(self) -> dict[str, str]:
        """The amount; none stands on a "no"."""
        entry = self.compiled.program.card.amount
        if entry is None or (entry.formula and self.compiled.amount is None):
            return {}
        if self.compiled.amount:
            return {"amount": "paid"}
        shape = f"'per': {entry.per!r}, 'rounding': {entry.rounding.value!r}"
        return {
            "amount": f"None if v == 'ineligible' else {{'won': None, 'min': None, 'max': None, {shape}}}"
        }

    def _band(self, sides: Sequence[Sequence[Value]]) -> dict[str, str]:
        """The band; None while the two ends lie in different ones."""
        criterion = self.compiled.banded
        if criterion is None or criterion.criterion.entry.band is None:
            return {}
        limits = criterion.criterion.entry.band
        past = f"{limits.clear}, {limits.far_over}, {criterion.exclusive}"
        value, limit = sides[self.compiled.criteria.index(criterion)]
        self.write(f"band = band_of({value.low}, {limit.high}, {past})")
        if (value.low, limit.low) != (value.high, limit.high):
            self.write(f"if band != band_of({value.high}, {limit.low}, {past}): band = None")
        return {"band": "band"}

    def _criterion(self, c: int, criterion: CompiledCriterion, value: Value, sides: Sequence[Value]) -> str:
        """The expression for a criterion as it came out: a model of its result, with what was compared."""
        name, entry = f"j{self.n}_{c}", criterion.criterion.entry
        shown = [*zip(("left", "right"), sides, criterion.sides or (), strict=False)]
        settled = {
            side: as_shown(node, (int(value.low), int(value.low)))
            for side, value, node in shown
            if value.low == value.high and value.low.lstrip("-").isdigit()
        }
        for letter, result in (("y", True), ("u", None), ("n", False)):
            self.pool[name + letter] = (
                _model(entry.id, criterion.text, entry.source) | settled | {"result": result}
            )
        copy = f"({name}y if {value.low} else {name}u if {value.high} else {name}n).copy()"
        moving = [(side, value, node) for side, value, node in shown if side not in settled]
        if not moving:
            return copy
        self.write(f"c{c} = {copy}")
        for side, (low, high, _), node in moving:
            known = f"if {low} == {high}: " if low != high else ""
            self.write(f"{known}c{c}['{side}'] = {_shown(low, node)}")
        return f"c{c}"

    def _determination(self, parts: dict[str, str], criteria: str, unpaid: str) -> None:
        """The lines that add a determination, from `v`, `t`, `k` and the other parts."""
        n = self.n
        self.write(f"sureness, assumed = read_known(t) or read(t); d = d{n}_model.copy()")
        lists = {"criteria": criteria, "assumed": "[*assumed]", "not_modelled": f"[*d{n}_notes]"}
        rest = {"verdict": "v", "confidence": "sureness", "definitions": "definitions"}
        self.write("; ".join(f"d['{key}'] = {value}" for key, value in (parts | lists | rest).items()))
        missing = ("missing", "amount_missing", "unpublished")
        self.write(f"if {'k' if unpaid == '0' else 'k or w'}: needs.tell(d, k, {unpaid})")
        self.write("else: " + "; ".join(f"d['{key}'] = []" for key in missing))
        self.write("add(d)")


def _model(id_: str, text: str, source: str) -> dict[str, Any]:
    return {"id": id_, "text": text, "result": None, "left": None, "right": None, "source": source}


def _shown(value: str, node: Node) -> str:
    """The expression that shows a compared value."""
    if node.type.kind is Kind.DATE:
        return f"day_shown({value})"
    return f"scaled({value}, {node.type.scale})" if node.type.scale > 1 else value


__all__ = ["Judged", "Writing", "judged", "ranked"]
