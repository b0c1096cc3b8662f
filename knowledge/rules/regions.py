"""A Korean address line as the facts that rules use: 시도, whether 구, 시 or 군, and the cities rules
name.
"""

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from knowledge.cards.files import read_file
from knowledge.cards.schema import Strict, Text, validated
from knowledge.rules.names import nearest


class Province(Strict):
    """A 시도: its id, its full name and what people call it."""

    id: Text
    name: Text
    short: list[Text]


class Merged(Strict):
    """A 시도 made of two: its names, and the ids of the one whose places are 구 and the one of all others.

    Rules keep treating its parts as before: the figures that depend on the 시도 were published for them.
    """

    name: Text
    short: list[Text]
    districts: Text
    others: Text


class RegionFile(Strict):
    """regions.yaml: the 시도, those made of two, and the cities that rules treat apart."""

    provinces: list[Province]
    merged: list[Merged]
    cities: dict[str, Text]


class Regions:
    """Reads addresses. `areas` are names of areas that rules ask about, as words, by the fact they answer."""

    def __init__(self, data: RegionFile, areas: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._data, self._areas = data, areas or {}
        self._provinces = {word: p for p in data.provinces for word in (p.name, *p.short)}
        self._by_id = {p.id: p for p in data.provinces}
        self._merged = {word: m for m in data.merged for word in (m.name, *m.short)}
        self._cities = data.cities

    def read(self, address: str) -> dict[str, str] | str:
        """The facts of an address, or a Korean sentence that says what is wrong with it."""
        first, *rest = address.split() or [""]
        if first in self._merged and not rest:
            return f"'{address}'의 시·군·구까지 적으세요. 예: {self._merged[first].name} 동구"
        province = self._province(first, rest)
        if province is None:
            full = {p.name for p in self._provinces.values()} | {m.name for m in self._merged.values()}
            return (
                f"'{address}'의 시·도를 알 수 없습니다.{nearest(first, full)} "
                "'경기도 수원시 장안구'처럼 정식 이름으로 적으세요."
            )
        found = {"province": province.id}
        if province.id == "sejong":
            found |= {"district": "city", "named_city": "none"}
        elif rest:
            kind = {"구": "gu", "군": "county", "시": "city"}.get(rest[0][-1:])
            if kind is None:
                return f"'{address}'의 시·군·구를 알 수 없습니다. '경기도 수원시 장안구'처럼 적으세요."
            city = next((word for word, name in self._cities.items() if name == f"{first} {rest[0]}"), None)
            full_name = f"{province.name} {rest[0]}"
            city = next((word for word, name in self._cities.items() if name == full_name), city)
            found |= {"district": kind, "named_city": city or "none"}
        return found | self._within(self.words(address))

    def _province(self, first: str, rest: list[str]) -> Province | None:
        merged = self._merged.get(first)
        if merged is None:
            return self._provinces.get(first)
        return self._by_id[merged.districts if rest[0].endswith("구") else merged.others]

    def words(self, address: str) -> tuple[str, ...]:
        """An address that can be read as its words, the 시·도 by its full name (its part's, where it is made
        of two).
        """
        first, *rest = address.split()
        province = self._province(first, rest)
        return province.name if province else first, *rest

    def with_areas(self, areas: Mapping[str, tuple[str, ...]]) -> "Regions":
        """The same regions, asked about these areas too."""
        return Regions(self._data, areas)

    def _within(self, words: tuple[str, ...]) -> dict[str, str]:
        """Whether an address lies in each area; one that is too short to say is left out."""
        found = {}
        for fact, area in self._areas.items():
            if words[: len(area)] == area:
                found[fact] = "yes"
            elif area[: len(words)] != words:
                found[fact] = "no"
        return found


def load_regions() -> Regions:
    """The built-in regions."""
    source = files("knowledge").joinpath("catalog", "regions.yaml")
    file = read_file(source, Path("knowledge/catalog/regions.yaml"))
    return Regions(validated(RegionFile, file.data, file))
