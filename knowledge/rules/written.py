"""The source of the function that writes a program's determinations in the contract's shape.

What a program always says is a model that is copied; what a household changes is put into the copy. Nothing
here decides anything: verdicts and bounds come from the functions of `drafts`.
"""

from typing import Any

from knowledge.rules.code import CompiledCriterion, CompiledProgram
from knowledge.rules.ir import Node
from knowledge.rules.kinds import Kind
from knowledge.rules.lacking import Layout


class Writing:
    """Writes `d<n>(r, needs, definitions, add)` for a program; `add` gets each determination."""

    def __init__(self, n: int, compiled: CompiledProgram, layout: Layout, pool: dict[str, Any]) -> None:
        self.n, self.compiled, self.layout, self.pool = n, compiled, layout, pool
        self.lines: list[str] = []

    def source(self, candidates: str | None) -> str:
        """The source; `candidates` is the function that says who is looked at."""
        unit, n = self.compiled.program.unit, self.n
        self._models()
        self._write(0, f"def d{n}(r, needs, definitions, add):")
        if not unit.each:
            self._write(1, f"u = r.heads[{unit.index}] or r.head_unit({unit.index})")
            self._one(1, "u.named()", "")
            return "\n".join(self.lines)
        self._write(1, "nobody = True")
        self._write(1, "for m in r.people:")
        if candidates:
            self._write(2, f"if not {candidates}(m)[1]: continue")
        self._write(2, f"u = m.units[{unit.index}] or m.unit({unit.index})")
        if self.compiled.applies_to:
            self._write(2, f"sure, maybe, _ = p{n}t(u)")
            self._write(2, "if not maybe: continue")
        self._write(2, "nobody = False")
        self._one(2, "[m.id] if m.id else []", "sure" if self.compiled.applies_to else "")
        self._write(1, "if nobody:")
        self._write(
            2, f"v = None if r.more_people and not r.closed else False; t = 0; c = d{n}_nobody.copy()"
        )
        self._write(2, "c['result'] = v")
        self._write(2, f"k = 0 if v is False else {self.layout.members}")
        self._determination(2, {"members": "[i.id for i in r.people if i.id]"}, "[c]", "0")
        return "\n".join(self.lines)

    def _write(self, depth: int, line: str) -> None:
        self.lines.append("    " * depth + line)

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

    def _one(self, depth: int, members: str, sure: str) -> None:
        """The determination of the unit `u`; `sure` names whether it surely is looked at."""
        n, compiled = self.n, self.compiled
        self._write(depth, f"x = p{n}(u); v = x[0]; t = x[1]; k = 0")
        if sure:
            self._write(depth, f"if v and not {sure}: v = None")
        self._write(depth, "if v is None:")
        if sure and compiled.applies_to:
            self._write(depth + 1, f"if not {sure}: k |= p{n}_applies.lack(u)")
            self.pool[f"p{n}_applies"] = compiled.applies_to
        for c, criterion in enumerate(compiled.criteria):
            self._write(depth + 1, f"if not x[{criterion.at}]: k |= p{n}_{c}.lack(u)")
            self.pool[f"p{n}_{c}"] = criterion.code
        self._write(depth + 1, "pass")
        parts = {"members": members} | self._amount(depth) | self._band(depth)
        if compiled.pay_from:
            parts["pay_from"] = f"day_paid(p{n}d(u)) if v else None"
        for c, criterion in enumerate(compiled.criteria):
            self._criterion(depth, c, criterion)
        names = ", ".join(f"c{c}" for c in range(len(compiled.criteria)))
        self._determination(depth, parts, f"[{names}]", "w" if compiled.amount else "0")

    def _amount(self, depth: int) -> dict[str, str]:
        """The amount, after the lines that find its bounds; none stands on a "no"."""
        compiled, entry = self.compiled, self.compiled.program.card.amount
        if entry is None:
            return {}
        shape = f"'per': {entry.per!r}, 'rounding': {entry.rounding.value!r}"
        if compiled.amount is None:
            fixed = f"{{'won': None, 'min': None, 'max': None, {shape}}}"
            return {} if entry.formula else {"amount": f"None if v is False else {fixed}"}
        scale, per = compiled.amount.node.type.scale, 100 if entry.per == "percent" else 1
        times = (f" * {per}" if per > 1 else "") + (f" // {scale}" if scale > 1 else "")
        self._write(depth, "paid = None; w = 0")
        self._write(depth, "if v is not False:")
        self._write(depth + 1, f"a, b, s = p{self.n}a(u); a = a{times}; b = b{times}; t |= s")
        self._write(depth + 1, "if a == b:")
        self._write(depth + 2, f"paid = {{'won': a, 'min': None, 'max': None, {shape}}}")
        self._write(depth + 1, "else:")
        self._write(depth + 2, f"paid = {{'won': None, 'min': a, 'max': b, {shape}}}")
        self._write(depth + 2, f"w = p{self.n}_amount.lack(u)")
        self.pool[f"p{self.n}_amount"] = compiled.amount
        return {"amount": "paid"}

    def _band(self, depth: int) -> dict[str, str]:
        """The band; None while the two ends lie in different ones."""
        criterion = self.compiled.banded
        if criterion is None or criterion.criterion.entry.band is None:
            return {}
        at, limits = criterion.at + 2, criterion.criterion.entry.band
        past = f"{limits.clear}, {limits.far_over}, {criterion.exclusive}"
        ends = [f"band_of(x[{at + i}], x[{at + 3 - i}], {past})" for i in (0, 1)]
        self._write(depth, f"band = {ends[0]}")
        self._write(depth, f"if band != {ends[1]}: band = None")
        return {"band": "band"}

    def _criterion(self, depth: int, c: int, criterion: CompiledCriterion) -> None:
        name, entry, at = f"j{self.n}_{c}", criterion.criterion.entry, criterion.at
        self.pool[name] = _model(entry.id, criterion.text, entry.source)
        parts = {"result": f"True if x[{at}] else None if x[{at + 1}] else False"}
        for n, (side, node) in enumerate(zip(("left", "right"), criterion.sides or (), strict=False)):
            parts[side] = _shown(at + 2 + 2 * n, node)
        sets = "; ".join(f"c{c}['{key}'] = {value}" for key, value in parts.items())
        self._write(depth, f"c{c} = {name}.copy(); {sets}")

    def _determination(self, depth: int, parts: dict[str, str], criteria: str, unpaid: str) -> None:
        """The lines that add a determination, from `v`, `t`, `k` and the other parts."""
        n, at = self.n, self.layout.figures_at
        self._write(depth, "sureness, assumed = read_known(t) or read(t)")
        every = "k" if unpaid == "0" else "(k | w)"
        rest = {
            "verdict": "'eligible' if v else 'unknown' if v is None else 'ineligible'",
            "criteria": criteria,
            "missing": "needs.shown(k) if k else []",
            "amount_missing": "[]" if unpaid == "0" else "needs.shown(w & ~k) if w else []",
            "unpublished": f"needs.figures({every}) if {every} >> {at} else []",
            "assumed": "list(assumed)",
            "not_modelled": f"list(d{n}_notes)",
            "confidence": "'unsure' if d['unpublished'] else sureness",
            "definitions": "definitions",
        }
        self._write(depth, f"d = d{n}_model.copy()")
        for key, value in (parts | rest).items():
            self._write(depth, f"d['{key}'] = {value}")
        self._write(depth, "add(d)")


def _model(id_: str, text: str, source: str) -> dict[str, Any]:
    return {"id": id_, "text": text, "result": None, "left": None, "right": None, "source": source}


def _shown(at: int, node: Node) -> str:
    """The expression that shows a compared value; None while it is unknown."""
    shown = f"x[{at}]"
    if node.type.kind is Kind.DATE:
        shown = f"day_shown(x[{at}])"
    elif node.type.scale > 1:
        shown = f"scaled(x[{at}], {node.type.scale})"
    return f"{shown} if x[{at}] == x[{at + 1}] else None"
