"""What facts, values and amounts of determinations are called in Korean, for people at a terminal."""

from datetime import date
from typing import Any

from knowledge.rules import Rules

VERDICTS = {
    "eligible": ("받을 수 있음", "green"),
    "unknown": ("더 알아야 함", "yellow"),
    "ineligible": ("받을 수 없음", "red"),
}
BANDS = {
    "clear": "기준보다 넉넉히 아래",
    "near": "기준 가까이",
    "over": "기준 초과",
    "far_over": "기준을 크게 초과",
}
_TRUTH = {None: "모름", True: "예", False: "아니요"}
_PER = {"month": "한 달", "year": "한 해", "once": "한 번", "day": "하루"}
# What the JSON of a household holds beside facts.
_LINKS = {
    "members_complete": "가구원이 더 있는지",
    "spouse": "배우자",
    "parents": "부모",
    "vehicles": "자동차",
    "region": "지역",
    "support_obligor": "부양의무자",
    "household_size": "가구원수",
}


def plain(text: object) -> str:
    """A text on one line without what a terminal would take for a command."""
    return "".join(char if char.isprintable() else " " for char in str(text))


class Labels:
    """The Korean names of one catalog's rules, as they stand on a day."""

    def __init__(self, rules: Rules, day: date) -> None:
        self.variables = rules.snapshot(day).variables
        self.facts = {fact.id: fact for fact in rules.sources.facts}
        self.parameters = rules.catalog.parameters
        self.by_term = {parameter.term: parameter for parameter in self.parameters.values()}
        self.stated = {v.entry.stated: v for v in rules.sources.variables.values() if v.entry.stated}

    def fact(self, name: str, member: str | None = None) -> str:
        """What a fact of the contract is called, and whose it is."""
        return self._name(name.removeprefix("vehicles.")) + (f"({plain(member)})" if member else "")

    def _name(self, name: str) -> str:
        if name in _LINKS:
            return _LINKS[name]
        if name in self.facts:
            return self.facts[name].entry.term
        return self.stated[name].entry.term.replace("_", " ") if name in self.stated else name

    def fact_value(self, name: str, value: Any) -> str:
        """A fact's value as JSON holds it, in words."""
        fact = self.facts[name]
        words = fact.options.labels
        if isinstance(value, list):
            return ", ".join(words.get(word) or word for word in value) or "없음"
        if isinstance(value, str):
            return words.get(value, value)
        if value is None or isinstance(value, bool):
            return _TRUTH[value]
        unit = {"won": "원", "percent": "%"}.get(fact.entry.type, "")
        return f"{value:,}{unit}"

    def figure(self, name: str) -> str:
        """What a parameter is called."""
        return self.parameters[name].term

    def figure_key(self, term: str, key: str) -> str:
        """A figure's key in words: `financial` → 금융재산."""
        found = self.by_term.get(term)
        words = [dimension.keys for dimension in found.by] if found else []
        return ", ".join(keys.get(one, one) for keys, one in zip(words, key.split(","), strict=False))

    def figure_value(self, term: str, value: Any) -> str:
        """A figure of the catalog with its unit; ratios as percent."""
        if value is None:
            return "모름"
        found = self.by_term.get(term)
        suffix = found.unit.suffix if found else ""
        return f"{round(value * 100, 4):g}%" if suffix == "%" else f"{value:,}{suffix}"

    def computed(self, name: str, value: Any, unit: str) -> str:
        """A variable's value in words."""
        if value is None or isinstance(value, bool):
            return _TRUTH[value]
        options = self.variables[name].node.type.options
        if unit == "choice" and options:
            return str(options.labels.get(value, value))
        if unit == "ratio":
            return f"{round(value * 100, 2):g}%"
        return f"{value:,}{'원' if unit == 'won' else ''}" if isinstance(value, int | float) else str(value)


def amount(found: dict[str, Any] | None) -> str:
    """An amount of the contract: `한 달 820,556원`, a range while facts are missing, or what is not money."""
    if found is None:
        return ""
    if found["per"] == "in_kind":
        return "현물·서비스"
    per = _PER.get(found["per"], "")
    unit = "%" if found["per"] == "percent" else "원"
    if found["won"] is not None:
        return f"{per} {found['won']:,}{unit}".strip()
    if found["min"] is None:
        return ""
    return f"{per} {found['min']:,}~{found['max']:,}{unit}".strip()
