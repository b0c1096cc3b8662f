"""A simulated person who answers what is asked, from the sheet of the case and in their own words.

Nothing of the assistant takes part in how an answer is worded, so that turns are counted honestly.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from assistant.reply import Reply
from evals.dialogues.script import Dialogue
from evals.dialogues.sheet import Sheet
from evals.dialogues.speech import Forms, Words, listed, named, person_words, pick, said_value, with_endings


class Told(StrEnum):
    """How a question was answered. NOT_ON_SHEET: nobody wrote what the person would know of it."""

    TOLD = "told"
    UNKNOWN = "unknown"
    REFUSED = "refused"
    NOT_ON_SHEET = "not_on_sheet"


@dataclass(frozen=True, slots=True)
class Said:
    """The answer to a question for the facts `keys` (`self.age`, `deposit`), and those that it told."""

    text: str
    keys: tuple[str, ...]
    told: Told
    tells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Key:
    member: str | None
    fact: str

    @property
    def name(self) -> str:
        return f"{self.member}.{self.fact}" if self.member else self.fact


class Person:
    """Answers the questions of one dialogue."""

    def __init__(self, dialogue: Dialogue, words: Words | None = None) -> None:
        """Read how people talk; `CatalogError` where the file is wrong."""
        self._dialogue = dialogue
        self._words = words or person_words()

    @property
    def goes_on(self) -> str:
        """What is said to be asked on after the assistant stopped."""
        return self._words.go_on

    def is_asked_to_go_on(self, reply: Reply) -> bool:
        """Whether a reply offers that: it names the word."""
        return f"“{self._words.go_on}”" in reply.text

    def answer(self, reply: Reply, sheet: Sheet) -> Said:
        """The answer to the question that a reply ends with."""
        question = reply.next_question or {}
        asked = question.get("facts") or [{"fact": question["fact"], "member": question.get("member")}]
        keys = [self._key(one) for one in asked]
        if question.get("kind") == "confirm":
            said = self._confirmed(reply, keys[0], sheet)
        elif len(keys) > 1:
            said = self._several(keys, sheet)
        else:
            said = self._one(keys[0], sheet, question.get("choices") or [])
        return Said(with_endings(said.text), said.keys, said.told, said.tells)

    def _key(self, asked: Mapping[str, Any]) -> _Key:
        fact = str(asked["fact"])
        return _Key(asked.get("member"), self._words.same_as.get(fact, fact))

    def _one(self, key: _Key, sheet: Sheet, offered: Sequence[Mapping[str, str]]) -> Said:
        if kept := self._kept_back(key):
            return kept
        if own := self._dialogue.say_so.get(key.name) or self._dialogue.say_so.get(key.fact):
            return Said(own, (key.name,), Told.TOLD, (key.name,))
        if key.fact == "members_complete":
            return self._everybody(key, sheet)
        if not sheet.knows(key.member, key.fact):
            not_so = self._words.not_so.get(key.fact)
            text = self._form(not_so or self._words.unknown, key.name)
            return Said(text, (key.name,), Told.UNKNOWN if not_so else Told.NOT_ON_SHEET)
        text = self._text(key, sheet.value(key.member, key.fact), offered)
        return Said(text, (key.name,), Told.TOLD, (key.name,))

    def _kept_back(self, key: _Key) -> Said | None:
        if {key.name, key.fact} & set(self._dialogue.refused):
            return Said(self._form(self._words.refused, key.name), (key.name,), Told.REFUSED)
        if {key.name, key.fact} & set(self._dialogue.unknown):
            return Said(self._form(self._words.unknown, key.name), (key.name,), Told.UNKNOWN)
        return None

    def _several(self, keys: Sequence[_Key], sheet: Sheet) -> Said:
        """What there is of all that was asked for at once, then that there is nothing else."""
        names = tuple(key.name for key in keys)
        open_ = [key for key in keys if self._kept_back(key)]
        known = [key for key in keys if key not in open_ and sheet.knows(key.member, key.fact)]
        complete = len(known) + len(open_) == len(keys)
        parts = [self._stated(key, sheet) for key in known if self._is_something(key, sheet)]
        left = [self._left_open(key) for key in open_]
        tells = tuple(key.name for key in known)
        if not parts and not left and not complete:
            return Said(self._form(self._words.unknown, names[0]), names, Told.NOT_ON_SHEET)
        if not parts and not left:
            return Said(self._form(self._words.nothing, names[0]), names, Told.TOLD, tells)
        said = [self._form(self._words.all_there_is, names[0]).format(", ".join(parts))] if parts else []
        said += left
        if complete and len(known) > len(parts):
            said.append(self._form(self._words.nothing_else, names[0]))
        return Said(" ".join(said), names, Told.TOLD if known else Told.UNKNOWN, tells)

    def _is_something(self, key: _Key, sheet: Sheet) -> bool:
        return sheet.value(key.member, key.fact) not in (0, False, "none", [], None)

    def _stated(self, key: _Key, sheet: Sheet) -> str:
        """One of several: whose, what, how much."""
        value = sheet.value(key.member, key.fact)
        who = f"{self._who(key.member, sheet, of=key.fact in self._words.nouns)} " if key.member else ""
        label = self._words.short.get(key.fact, {}).get(str(value))
        said = label or said_value(self._words, key.fact, value, self._dialogue.role)
        noun = self._words.nouns.get(key.fact)
        return f"{who}{noun} {said}" if noun else f"{who}{said}"

    def _left_open(self, key: _Key) -> str:
        refused = {key.name, key.fact} & set(self._dialogue.refused)
        forms = self._words.refused_of if refused else self._words.unknown_of
        return self._form(forms, key.name).format(self._words.nouns.get(key.fact, key.fact))

    def _everybody(self, key: _Key, sheet: Sheet) -> Said:
        """Who lives together and how old they are, all of them, since that is what is asked."""
        home = {ref: one for ref, one in sheet.members.items() if one.get("lives_with_household", True)}
        tells = (key.name, *(f"{ref}.age" for ref in home))
        if len(home) == 1:
            return Said(self._form(self._words.alone, key.name), (key.name,), Told.TOLD, tells[:1])
        people = [f"{self._who(ref, sheet)} {self._age(ref, sheet)}" for ref in home]
        text = self._form(self._words.everybody, key.name).format(n=len(home), people=", ".join(people))
        return Said(text, (key.name,), Told.TOLD, tells)

    def _age(self, ref: str, sheet: Sheet) -> str:
        if sheet.value(ref, "age") or "birth_date" not in sheet.members[ref]:
            return f"{sheet.value(ref, 'age')}살"
        return (
            f"{said_value(self._words, 'birth_date', sheet.value(ref, 'birth_date'), self._dialogue.role)}생"
        )

    def _who(self, member: str | None, sheet: Sheet, *, of: bool = False) -> str:
        return named(self._words, member, sheet, self._dialogue.role, of=of)

    def _confirmed(self, reply: Reply, key: _Key, sheet: Sheet) -> Said:
        """Yes to what was understood rightly; else no, and what is true."""
        read = [
            one["value"] for one in reply.facts if (one.get("member"), one["id"]) == (key.member, key.fact)
        ]
        if not sheet.knows(key.member, key.fact):
            return Said(self._form(self._words.deny, key.name), (key.name,), Told.NOT_ON_SHEET)
        true = sheet.value(key.member, key.fact)
        if read and (read[0] == true or (isinstance(true, list) and list(read[0] or ()) == true)):
            return Said(self._form(self._words.affirm, key.name), (key.name,), Told.TOLD, (key.name,))
        said = self._one(key, sheet, [])
        return Said(
            f"{self._form(self._words.deny, key.name)}. {said.text}", said.keys, said.told, said.tells
        )

    def _text(self, key: _Key, value: Any, offered: Sequence[Mapping[str, str]]) -> str:
        words = self._words
        if key.fact == "spouse":
            return self._form(words.no_spouse if value is None else words.spouse, key.name)
        if key.fact == "parents":
            return listed(words, [words.people.get(one, one) for one in value], self._dialogue, key.name)
        if str(value) in words.choices.get(key.fact, {}):
            return self._form(words.choices[key.fact][str(value)], key.name)
        if isinstance(value, bool):
            return self._form(words.affirm if value else words.deny, key.name)
        if isinstance(value, list):
            things = [words.labels.get(key.fact, {}).get(str(one), str(one)) for one in value]
            if key.fact == "vehicles" and value:
                return said_value(words, key.fact, value, self._dialogue.role)
            return listed(words, things, self._dialogue, key.name, sentences=key.fact == "crisis")
        if value == 0 and key.fact not in words.units:
            return self._form(words.no_won, key.name)
        label = next((one["label"] for one in offered if one["id"] == str(value)), None)
        said = label or said_value(words, key.fact, value, self._dialogue.role)
        return self._form(words.value, key.name).format(said)

    def _form(self, forms: Forms, key: str) -> str:
        return pick(forms, self._dialogue, key)
