"""The margins of synthetic populations, as population.yaml states them."""

from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from pydantic import Field

from knowledge.cards.files import read_file
from knowledge.cards.schema import Strict, validated
from knowledge.rules.facts import Fact, Facts

Weights = dict[str, float]
Range = tuple[int, int]


class Truth(Strict):
    """How many (in percent, of those of an age) say yes. `needs`: only beside these values of others."""

    share: float = Field(ge=0, le=100)
    ages: Range | None = None
    needs: dict[str, list[str]] = Field(default={})


class Amount(Truth):
    """A lognormal amount of those who have any."""

    median: int = Field(gt=0)
    spread: float = Field(gt=0)


class Days(Truth):
    """A day within some days before the as-of date (after it, where `back` is negative)."""

    back: int


class Vehicles(Strict):
    """How many households (in percent) have a vehicle, and what it is worth."""

    share: float = Field(ge=0, le=100)
    value: int = Field(gt=0)
    spread: float = Field(gt=0)


class Margins(Strict):
    """population.yaml."""

    sizes: dict[int, float]
    shapes: dict[int, Weights]
    head_ages: dict[str, list[tuple[int, int, float]]]
    regions: Weights
    choices: dict[str, Weights]
    truths: dict[str, Truth]
    sets: dict[str, Weights]
    amounts: dict[str, Amount]
    days: dict[str, Days]
    vehicles: Vehicles


@lru_cache(maxsize=1)
def load_margins() -> Margins:
    """The margins that ship with the project; `CatalogError` with file and line for a wrong entry."""
    source = files("knowledge.rules.sweep").joinpath("population.yaml")
    file = read_file(source, Path("knowledge/rules/sweep/population.yaml"))
    return validated(Margins, file.data, file)


def unfit(margins: Margins, facts: Facts) -> list[str]:
    """Names and words of the margins that are no facts."""
    known: dict[str, Fact] = {f.id: f for f in facts}
    found = []
    for section in (margins.choices, margins.truths, margins.sets, margins.amounts, margins.days):
        for name, entry in section.items():
            words = entry if isinstance(entry, dict) else ()
            if name not in known:
                found.append(name)
            else:
                found += [f"{name}.{word}" for word in words if word not in known[name].options.labels]
    return found
