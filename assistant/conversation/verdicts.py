"""Determinations in words: what may be had, what is open, what is out of reach, and how sure that is."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from assistant.conversation.names import Names, shown_day
from assistant.conversation.state import Client
from assistant.conversation.verdict_words import MARKS, compared, paid, state
from assistant.conversation.wording import Wording
from assistant.tools.check_eligibility import certain, nobody
from knowledge.cards.schema import Confidence
from knowledge.records import Role

_MOST_NEEDS = 4
_MOST_NOTES = 4
_SHOWN = {"eligible": 8, "unknown": 6, "ineligible": 5}
Determination = Mapping[str, Any]


class Teller:
    """Tells determinations to a role."""

    def __init__(self, names: Names, wording: Wording) -> None:
        self._names, self.wording = names, wording

    def results(
        self, found: Sequence[Determination], client: Client, role: Role, as_of: date
    ) -> Iterator[str]:
        """The whole result, a block a piece."""
        yield self.wording.say("results", role, day=shown_day(as_of))
        if role is Role.STAFF:
            if len(found) > 1:
                yield self.table(found, client)
            for one in found:
                if one["program"] in client.focus[:2] and not nobody(one):
                    heading = f"**{self.title(one, client, role)}: {self.state(one, role)}**"
                    yield f"{heading}\n\n{self.criteria(one, client, role)}"
        else:
            yield from self._by_verdict(found, client, role)
        yield from self.caveats(found, role)

    def brief(self, found: Sequence[Determination], client: Client, role: Role) -> Iterator[str]:
        """What may be had by what is known so far."""
        good = [one for one in found if one["verdict"] == "eligible"]
        if good:
            yield self.wording.say("so_far", role)
            yield from self._good(good, client, role)

    def line(self, found: Determination, client: Client, role: Role) -> str:
        """A determination in a line."""
        words = [self.state(found, role)]
        if found["verdict"] == "eligible":
            words = [self.state(found, role), self.amount(found["amount"], role)]
        elif reason := self.reason(found, client, role):
            words.append(reason)
        title = self.title(found, client, role)
        return f"**{title}**: {'. '.join(word.rstrip('.') for word in words if word)}"

    def title(self, found: Determination, client: Client, role: Role) -> str:
        """A program with the people it is of, where it is not of everybody."""
        people = found["members"]
        if not people or len(client.context.members) == 0 or found["unit"] == "benefit_household":
            return str(found["name"])
        who = ", ".join(self._names.member(ref, client.context, role) for ref in people)
        return f"{found['name']}({who})"

    def state(self, found: Determination, role: Role) -> str:
        """A verdict in words; never a bare yes where it is not certain."""
        return state(self.wording, found, role)

    def reason(self, found: Determination, client: Client, role: Role) -> str:
        """Why it is refused or open."""
        if nobody(found):
            return self.wording.say("no_one", role)
        if found["verdict"] == "unknown":
            if found["missing"]:
                return self.wording.say("needs", role, facts=self.needs(found["missing"], client, role))
            return self.wording.say("unpublished", role) if found["unpublished"] else ""
        failed = next((one for one in found["criteria"] if one["result"] is False), None)
        return self._criterion(failed, role) if failed else ""

    def criteria(self, found: Determination, client: Client, role: Role) -> str:
        """The criteria of a determination as a list, with figures; for officials with the law."""
        lines = []
        for one in found["criteria"]:
            law = f" — {one['source']}" if role is Role.STAFF and one["source"] else ""
            lines.append(f"- {MARKS[one['result']]} {self._criterion(one, role)}{law}")
        if found["missing"]:
            needs = self.needs(found["missing"], client, role)
            lines.append(f"- {self.wording.say('needs', role, facts=needs)}")
        if found["verdict"] == "eligible" and (paid := self.amount(found["amount"], role)):
            lines.append(f"- {paid}")
        return "\n".join(lines)

    def needs(self, missing: Iterable[Mapping[str, Any]], client: Client, role: Role) -> str:
        """The facts that are missing, by name, the first few."""
        found = []
        for need in missing:
            name = self._names.fact(need["fact"].removeprefix("vehicles."))
            several = len(client.context.members) > 1 and need["member"]
            who = self._names.member(need["member"], client.context, role) if several else ""
            found.append(f"{who} {name}".strip())
        names = list(dict.fromkeys(found))
        return ", ".join(names[:_MOST_NEEDS]) + (" 등" if len(names) > _MOST_NEEDS else "")

    def amount(self, amount: Mapping[str, Any] | None, role: Role) -> str:
        """An amount as people say it; empty where there is none to tell."""
        return paid(self.wording, amount, role)

    def table(self, found: Sequence[Determination], client: Client) -> str:
        """Determinations as a table, for officials."""
        role = Role.STAFF
        rows = [self.wording.say("table_head", role), "| --- | --- | --- | --- | --- |"]
        for one in self._few(found):
            who = ", ".join(self._names.member(ref, client.context, role) for ref in one["members"])
            unsure = " (확인 필요)" if Confidence(one["confidence"]).needs_check else ""
            paid = self.amount(one["amount"], role) if one["verdict"] == "eligible" else ""
            why = self._deciding(one, role) or self.reason(one, client, role)
            cells = (one["name"], who, f"{self.state(one, role)}{unsure}", paid, why)
            rows.append("| " + " | ".join(cell.replace("|", "/").replace("\n", " ") for cell in cells) + " |")
        return "\n".join(rows)

    def caveats(self, found: Sequence[Determination], role: Role) -> Iterator[str]:
        """What no reader of the verdicts may overlook."""
        told = [one for one in found if one["verdict"] == "eligible"]
        assumed = sorted({self._names.fact(fact) for one in told for fact in one["assumed"]})
        if assumed:
            yield self.wording.say("assumed", role, facts=", ".join(assumed))
        if any(Confidence(one["confidence"]).needs_check for one in told):
            yield self.wording.say("unsure_figures", role)
        notes = [f"- {one['name']}: {note}" for one in told for note in one["not_modelled"][:1]]
        if notes:
            heading = self.wording.say("left_to_officials", role)
            yield f"{heading}\n\n" + "\n".join(notes[:_MOST_NOTES])
        if any(one["verdict"] == "ineligible" for one in found):
            yield self.wording.say("still_apply", role)
        if any(one["verdict"] == "unknown" for one in found):
            yield self.wording.say("not_settled", role)

    def _by_verdict(self, found: Sequence[Determination], client: Client, role: Role) -> Iterator[str]:
        granted = {one["program"] for one in found if one["verdict"] == "eligible"}
        for verdict in _SHOWN:
            own = [one for one in found if one["verdict"] == verdict]
            if verdict != "eligible":  # a child has it: that the grown-ups do not goes without saying
                first = {one["program"]: one for one in reversed(own)}
                own = [one for one in first.values() if one["program"] not in granted][::-1]
            if verdict == "eligible":
                yield from self._good(own, client, role)
            elif own:
                yield f"**{self.state(own[0], role)}**\n\n{self._lines(own, client, role)}"

    def _good(self, own: Sequence[Determination], client: Client, role: Role) -> Iterator[str]:
        """What may be had, the certain apart from the likely."""
        for sure in (True, False):
            part = [one for one in own if certain(one) is sure]
            if part:
                yield f"**{self.state(part[0], role)}**\n\n{self._lines(part, client, role)}"

    def _lines(self, own: Sequence[Determination], client: Client, role: Role) -> str:
        most = _SHOWN[own[0]["verdict"]]
        lines = []
        for one in own[:most]:
            eligible = one["verdict"] == "eligible"
            more = self.amount(one["amount"], role) if eligible else self.reason(one, client, role)
            title = self.title(one, client, role)
            lines.append(f"- **{title}**: {more}" if more else f"- **{title}**")
        if len(own) > most:
            lines.append(f"- {self.wording.say('more_of_them', role, n=len(own) - most)}")
        return "\n".join(lines)

    def _few(self, found: Sequence[Determination]) -> Iterator[Determination]:
        for verdict, most in _SHOWN.items():
            yield from [one for one in found if one["verdict"] == verdict][:most]

    def _deciding(self, found: Determination, role: Role) -> str:
        """The first criterion with two figures that bears the verdict out."""
        wanted = {"eligible": True, "ineligible": False}.get(found["verdict"])
        for one in found["criteria"]:
            if wanted is not None and one["result"] is wanted and compared(self.wording, one, role):
                return self._criterion(one, role)
        return ""

    def _criterion(self, one: Mapping[str, Any], role: Role) -> str:
        """A criterion with the figures that were compared."""
        text = str(one["text"]).rstrip(". ")
        figures = compared(self.wording, one, role)
        return f"{text} ({figures})" if figures else f"{text}."
