"""The one question that is put next: what the rules need most, asked for as people can answer it."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from assistant.by_role import ByRole, said
from assistant.conversation.cases import COMPLETE
from assistant.conversation.names import Names
from assistant.conversation.state import Client, Key, Pending
from assistant.understanding.facts import Fact
from assistant.understanding.facts.model import HEAD
from knowledge.language.datafile import DataModel, read_data
from knowledge.records import Role
from knowledge.rules import Rules

QUESTIONS = Path(__file__).with_name("questions.yaml")
_HOUSEHOLD = "household"
_FEW = 2


class Group(DataModel):
    """Facts that are asked for together, those of members of all members at once."""

    id: str
    facts: list[str] = Field(min_length=1)
    first: ByRole
    rest: ByRole


class _AdultFacts(DataModel):
    age: int
    facts: list[str]


class Opening(DataModel):
    """What is asked first after a life event, before anything is known."""

    fact: str
    member: str
    ask: ByRole


class QuestionData(DataModel):
    """questions.yaml."""

    most: dict[Role, int]
    hardest: dict[Role, int]
    never: list[str]
    broad: list[str]
    times: dict[str, int]
    adult_facts: _AdultFacts
    general: list[str]
    urgent: dict[str, str]
    groups: list[Group]
    unless_held: dict[str, list[str]]
    openings: dict[str, Opening]
    texts: dict[str, ByRole]
    choices: dict[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """A question and how it is shown: the contract's `next_question`, and what it waits for."""

    pending: Pending
    shown: dict[str, Any]


class Asker:
    """Chooses questions; made once."""

    def __init__(self, rules: Rules, names: Names, path: Path = QUESTIONS) -> None:
        """Read how things are asked; `CatalogError` with file and line where that is wrong."""
        self.data = read_data(path, QuestionData)
        self._rules, self._names = rules, names
        self._facts = {fact.id: fact for fact in rules.sources.facts if fact.entity != "vehicle"}
        self._groups = {fact: group for group in self.data.groups for fact in group.facts}

    @property
    def all_texts(self) -> str:
        """Every text of the data file: figures in them may be said without a source."""
        openings = [opening.ask for opening in self.data.openings.values()]
        texts = [
            *self.data.texts.values(),
            *openings,
            *(one for g in self.data.groups for one in (g.first, g.rest)),
        ]
        asked = (fact.entry.ask for fact in self._facts.values())
        return "\n".join([*(f"{text.citizen}\n{text.staff}" for text in texts), *asked])

    def doubt(self, client: Client, role: Role) -> Question | None:
        """The question whether a doubtful reading was meant so."""
        for fact in client.context.facts:
            if fact.sure or fact.approximate or (fact.id, fact.member) in client.declined:
                continue
            return self._confirm(client, fact, role)
        return None

    def next(
        self,
        client: Client,
        household: dict[str, Any],
        as_of: date,
        role: Role,
        programs: Sequence[str],
        found: Sequence[Mapping[str, Any]] = (),
    ) -> Question | None:
        """The question that settles most of these programs; None where nothing is left to ask.

        What decides how much somebody gets who is entitled comes first (`found`: the determinations),
        sensitive facts come last. The budget of questions is the caller's to look at.
        """
        people = [str(member["id"]) for member in household["members"]]
        skip = set(self._skipped(client, household, role, people))
        narrow = {key for key in self._keys(people) if key[0] not in self.data.broad}
        sensitive = {key for key in self._keys(people) if self._sensitive(key[0])}
        first = skip | narrow if len(programs) > _FEW else skip
        urgent = self._urgent(client, found)
        need = self._rules.next_question(household, as_of, urgent, skip=skip) if urgent else None
        need = need or self._for_amounts(found, programs, first)
        for left_out in (first | sensitive, first, skip | sensitive, skip):
            need = need or self._rules.next_question(household, as_of, list(programs), skip=left_out)
        if need is None:
            return None
        if self._someone_left(household) and (COMPLETE, None) not in skip:
            need = {"fact": COMPLETE, "member": None, "text": "", "choices": []}
        return self._question(client, need, role, people, household, skip)

    def urgent(self, client: Client) -> list[str]:
        """The programs that what was said calls for at once."""
        known = {fact.id for fact in client.context.facts if fact.value}
        return [program for fact, program in self.data.urgent.items() if fact in known]

    def _urgent(self, client: Client, found: Sequence[Mapping[str, Any]]) -> list[str]:
        """The programs that somebody in need waits for, as long as they are not decided."""
        waited = self.urgent(client)
        return [one["program"] for one in found if one["program"] in waited and one["verdict"] == "unknown"]

    def spent(self, client: Client, role: Role) -> bool:
        """Whether as many questions were put as one may put in a row."""
        return client.asked >= self.data.most[role]

    def _for_amounts(
        self, found: Sequence[Mapping[str, Any]], programs: Sequence[str], skip: Collection[Key]
    ) -> dict[str, Any] | None:
        """The need that most amounts of those entitled miss; None where every amount stands."""
        missing: Counter[Key] = Counter()
        own: set[Key] = set()
        for one in found:
            if one["verdict"] == "eligible" and one["program"] in programs and _paid(one):
                needs = [(need["fact"], need["member"]) for need in one["amount_missing"]]
                needs = [need for need in needs if need not in skip and "." not in need[0]]
                missing.update(needs)
                own |= {need for need in needs if need[1] is None or need[1] in one["members"]}
        if not missing:
            return None
        fact, member = min(missing, key=lambda key: (key not in own, -missing[key], key[0], key[1] or ""))
        known = self._facts.get(fact)
        asked = self._rules.sources.facts.questions.get(fact) or (known.entry.ask if known else fact)
        labels = known.options.labels if known and not known.entry.asked_by else {}
        choices = [{"id": id, "label": label} for id, label in labels.items()]
        return {"fact": fact, "member": member, "text": asked, "choices": choices}

    def start(self, role: Role, events: Sequence[str] = ()) -> Question:
        """The question where nothing is known yet but, perhaps, what happened."""
        for event in events:
            if (opening := self.data.openings.get(event)) is not None:
                pending = Pending(((opening.fact, opening.member),))
                return self._shown(pending, opening.ask.to(role), [])
        return self._shown(Pending(((COMPLETE, None),)), self.data.texts["start"].to(role), [])

    def _someone_left(self, household: dict[str, Any]) -> bool:
        """Whether fewer people are known than were counted."""
        size = {**household[_HOUSEHOLD], **household.get("stated", {})}.get("household_size")
        at_home = [one for one in household["members"] if one.get("lives_with_household") is not False]
        return isinstance(size, int) and size > len(at_home)

    def _skipped(
        self, client: Client, household: dict[str, Any], role: Role, people: Sequence[str]
    ) -> Iterator[Key]:
        yield from client.declined
        for fact, member in self._keys(people):
            entry = self._facts[fact].entry if fact in self._facts else None
            if fact in self.data.never or (entry and entry.cost > self.data.hardest[role]):
                yield fact, member
        adult = self.data.adult_facts
        for member in household["members"]:
            if _is_minor(member, adult.age, str(household["as_of"])):
                yield from ((fact, str(member["id"])) for fact in adult.facts)
        for fact in self.data.never:
            yield from ((fact, member) for member in people)

    def _keys(self, people: Sequence[str]) -> Iterator[Key]:
        for id, fact in self._facts.items():
            if fact.entity == "member":
                yield from ((id, member) for member in people)
            else:
                yield id, None

    def _sensitive(self, fact: str) -> bool:
        return fact in self._facts and self._facts[fact].entry.sensitive and fact not in self._groups

    def _question(
        self,
        client: Client,
        need: dict[str, Any],
        role: Role,
        people: Sequence[str],
        household: dict[str, Any],
        skip: Collection[Key],
    ) -> Question:
        key: Key = (need["fact"], need["member"])
        group = self._groups.get(key[0])
        if group is not None:
            keys = [one for one in self._open(group, household, people) if one not in skip]
            keys = [key, *(one for one in keys if one != key)]
            if len(keys) > 1:
                touched = any(fact.id in group.facts for fact in client.context.facts)
                text = (group.rest if touched else group.first).to(role)
                choices = need["choices"] if group.facts == [key[0]] else []
                return self._shown(Pending(tuple(keys), group=group.id), text, choices)
        return self._shown(Pending((key,)), self._text(client, need, role, household), self._choices(need))

    def _open(self, group: Group, household: dict[str, Any], people: Sequence[str]) -> Iterator[Key]:
        """The facts of a group that are not known yet."""
        members = {str(member["id"]): member for member in household["members"]}
        for fact in group.facts:
            if fact in self._facts and self._facts[fact].entity == "member":
                yield from ((fact, ref) for ref in people if fact not in members[ref])
            elif fact not in household[_HOUSEHOLD]:
                yield fact, None

    def _text(self, client: Client, need: dict[str, Any], role: Role, household: dict[str, Any]) -> str:
        fact, member = need["fact"], need["member"]
        name = "age" if fact in ("age", "birth_date") else fact
        if fact == COMPLETE and self._someone_left(household):
            size = {**household[_HOUSEHOLD], **household.get("stated", {})}["household_size"]
            return self._say("members_left", role, n=size)
        head = member in (None, HEAD) and not client.context.about
        suffix = "" if head else "_of"
        whose = member or client.context.about
        who = self._names.member(whose, client.context, role) if whose else ""
        kind = next((k for k in (f"{name}{suffix}", name) if k in self.data.texts), "one" + suffix)
        return self._say(kind, role, ask=need["text"], fact=self._names.fact(fact), who=who)

    def _choices(self, need: dict[str, Any]) -> list[dict[str, str]]:
        fact = self._facts.get(need["fact"])
        if fact is not None and fact.entry.type == "bool" and not need["choices"]:
            return self._yes_no()
        return list(need["choices"])

    def _yes_no(self) -> list[dict[str, str]]:
        return [{"id": id, "label": self.data.choices[id]} for id in ("yes", "no")]

    def _confirm(self, client: Client, fact: Fact, role: Role) -> Question:
        who = f"{self._names.member(fact.member, client.context, role)}의 " if fact.member else ""
        value = self._names.value(fact.id, fact.value)
        text = self._say("confirm", role, who=who, fact=self._names.fact(fact.id), value=value)
        pending = Pending(((fact.id, fact.member),), kind="confirm")
        others = [{"id": one, "label": self._names.value(fact.id, one)} for one in fact.alternatives]
        return self._shown(pending, text, [*self._yes_no(), *others])

    def _shown(self, pending: Pending, text: str, choices: Sequence[dict[str, str]]) -> Question:
        fact, member = pending.keys[0]
        facts = [{"fact": fact, "member": member} for fact, member in pending.keys]
        shown = {"fact": fact, "member": member, "text": text, "choices": list(choices)}
        return Question(pending, {**shown, "kind": pending.kind, "facts": facts})

    def _say(self, name: str, role: Role, **values: object) -> str:
        return said(self.data.texts[name], role, **values)


def _is_minor(member: Mapping[str, Any], age: int, as_of: str) -> bool:
    """Whether somebody is younger, by age or birthday; a child of whom neither is known is taken for one."""
    if isinstance(member.get("age"), int):
        return bool(member["age"] < age)
    if born := member.get("birth_date"):
        return int(as_of[:4]) - int(str(born)[:4]) - (as_of[5:] < str(born)[5:]) < age
    return member.get("relation") in ("child", "grandchild")


def _paid(found: Mapping[str, Any]) -> bool:
    amount = found["amount"]
    return bool(amount) and amount["won"] is None and amount["per"] != "in_kind"
