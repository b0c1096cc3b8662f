"""Where a household lives, by the official names of regions.yaml: 수원 장안구 → 경기도 수원시 장안구.

A name that several places have (중구, 고성군) is doubtful, with all of them as alternatives.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from pydantic import Field

from assistant.understanding.facts.scene import Scene
from assistant.understanding.facts.words import Words
from knowledge.language.datafile import DataModel, read_data

REGIONS = Path(__file__).with_name("regions.yaml")

_TAIL = r"(?=[^가-힣]|$|에|이|사|살|거|요|로|으로|은|는|의|인|예|입|고|쪽|민[이입]|서\s)"
_LIVES = Words("regions.lives")
_LIVING = Words("regions.living")
_NAMED = Words("regions.named")
_ENDS = Words("regions.ends")
_MOVED = Words("regions.moved")
_PEOPLE = Words("regions.people")
_DENIED = Words("regions.denied")


_SHORT = 3
"""Longer names may be said with a space: 일산 동구, 마산 합포구."""


class Province(DataModel):
    """A 시·도 as long as it has this name; see regions.yaml."""

    name: str
    aliases: list[str]
    units: list[str]
    districts: dict[str, list[str]] = Field(default_factory=dict)
    former: dict[str, list[str]] = Field(default_factory=dict)
    first: date | None = Field(default=None, alias="from")
    until: date | None = None

    def in_force(self, day: date) -> bool:
        """Whether the name is in force on a day."""
        return (self.first is None or self.first <= day) and (self.until is None or day <= self.until)


class RegionData(DataModel):
    """regions.yaml."""

    provinces: list[Province] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Place:
    """A place by its full name; `names`: how its last part is said, `within`: how what it lies in is said."""

    full: str
    names: tuple[str, ...]
    within: tuple[str, ...]
    former: bool = False


class RegionReader:
    """Reads regions; made once."""

    def __init__(self, path: Path = REGIONS) -> None:
        """Read the names; `CatalogError` where the file is wrong."""
        self._provinces = read_data(path, RegionData).provinces
        self._made: dict[tuple[str, ...], tuple[list[Place], re.Pattern[str], dict[str, str]]] = {}

    def read(self, scene: Scene) -> None:
        """Note the region of the household that is spoken of."""
        places, pattern, provinces = self._places(scene.as_of)
        asked = scene.context.asked is not None and scene.context.asked.fact == "region"
        for match in pattern.finditer(scene.text):
            clause = scene.clause_at(match.start())
            if (
                clause.hypothetical
                or clause.hearsay
                or (clause.past and not asked)
                or _MOVED.match(scene.text, match.end())
                or _DENIED.match(scene.text, match.end())
                or scene.has("region")
            ):
                continue
            if (
                clause.plan
                or (clause.asks and not asked)
                or _PEOPLE.match(scene.text[match.end() :].lstrip())
            ):
                continue
            if not scene.told(clause) or self._elsewhere(scene, match.start(), match.end()):
                continue
            found = self._meant(match, places, provinces, scene, asked)
            if found:
                doubtful = len(found) > 1
                scene.add(
                    "region", None, found[0], match.start(), match.end(), doubtful=doubtful,
                    alternatives=tuple(found) if doubtful else (),
                )  # fmt: skip

    def _elsewhere(self, scene: Scene, place: int, end: int) -> bool:
        """Whether somebody else lives there: 아들은 부산 살아요."""
        clause = scene.clause_at(place)
        people = [one for one in scene.people_in(clause.start, place) if one.subject]
        lives = _LIVING.match(scene.text, end)
        described = scene.following(lives.end()) if lives else None
        if described is not None and described.predicate:
            return False
        people = [described] if described is not None else people
        refs = scene.cast.refs(people[-1]) if people else ()
        children = bool(people) and people[-1].role.role == "child" and people[-1].plural
        if not children and (not refs or refs[0] in (scene.head, "self")):
            return False
        return "혼자" not in clause.text and "홀로" not in clause.text

    def _meant(
        self, match: re.Match[str], places: list[Place], provinces: dict[str, str], scene: Scene, asked: bool
    ) -> list[str]:
        """The places that the words may mean, none where they are probably no place."""
        after, before = scene.text[match.end() :], scene.text[: match.start()]
        sure = asked or bool(_LIVES.match(after)) or bool(_NAMED.search(before)) or bool(_ENDS.match(after))
        province = match["province"] or match["alone"]
        words = [re.sub(r"\s", "", match[name]) for name in ("first", "second") if match[name]]
        full = provinces.get(re.sub(r"\s", "", province)) if province else None
        if not words:
            return [full] if full and (asked or _LIVES.match(after) or _NAMED.search(before)) else []
        if len(words) == 1 and not full:
            bare = words[0][-1] not in "시군구"
            if bare and not (asked or _LIVES.match(after) or _NAMED.search(before)):
                return []
            if not bare and not sure and not _LIVES.match(after):
                return []
        fitting = [one for one in places if self._fits(one, words, full)]
        deepest = max((len(one.full.split()) for one in fitting), default=0)
        if len(words) == 1:
            top = [one for one in fitting if len(one.full.split()) == 2]
            fitting = top if full and top else fitting
        else:
            fitting = [one for one in fitting if len(one.full.split()) == deepest]
        return list(dict.fromkeys(one.full for one in fitting))

    def _fits(self, place: Place, words: list[str], province: str | None) -> bool:
        if province and not place.full.startswith(province):
            return False
        if words[-1] not in place.names:
            return False
        return len(words) == 1 or words[0] in place.within

    def _places(self, day: date) -> tuple[list[Place], re.Pattern[str], dict[str, str]]:
        """The places in force on a day, the pattern that finds them, and how provinces are called."""
        now = [one for one in self._provinces if one.in_force(day)]
        key = tuple(f"{one.name}{one.first}" for one in now)
        if key not in self._made:
            self._made[key] = _made(now)
        return self._made[key]


def _made(now: list[Province]) -> tuple[list[Place], re.Pattern[str], dict[str, str]]:
    places = [place for one in now for place in _of_province(one)]
    provinces = {name: one.name for one in now for name in (one.name, *one.aliases)}
    units = sorted({name for place in places for name in place.names}, key=lambda name: (-len(name), name))
    big = sorted(provinces, key=lambda name: (-len(name), name))
    said = "|".join(name if len(name) <= _SHORT else rf"{name[:2]}\s?{name[2:]}" for name in units)
    pattern = re.compile(
        rf"(?<![가-힣])(?:(?:(?P<province>{'|'.join(big)})\s*(?:에\s*있는\s*)?)?"
        rf"(?P<first>{said})(?:\s*(?P<second>{said}))?{_TAIL}|(?P<alone>{'|'.join(big)}))"
    )
    return places, pattern, provinces


def _of_province(one: Province) -> list[Place]:
    places: list[Place] = []
    for unit in one.units:
        places.append(Place(f"{one.name} {unit}", _said(unit), (one.name, *one.aliases)))
        for district in one.districts.get(unit, ()):
            places.append(Place(f"{one.name} {unit} {district}", _said(district), _said(unit)))
    for old, today in one.former.items():
        places += [Place(f"{one.name} {new}", (old,), (one.name, *one.aliases), former=True) for new in today]
    return places


def _said(name: str) -> tuple[str, ...]:
    """The name, and without 시, 군, 구 where two letters or more are left; 마산합포구 is 합포구 too."""
    short = (name, name[:-1]) if len(name) > 2 else (name,)
    return (*short, name[2:]) if name.startswith("마산") else short
