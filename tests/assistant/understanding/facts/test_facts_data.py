"""The words that facts are read by: whole, used, and wrong ones told with their place."""

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
import yaml

import assistant.understanding.facts as package
from assistant.understanding.facts import FactReader
from assistant.understanding.facts.lexicon import Lexicon
from assistant.understanding.facts.regions import REGIONS, RegionData
from assistant.understanding.facts.words import PATTERNS, Patterns
from evals.facts.utterances import gold, read_utterances
from knowledge.errors import CatalogError
from knowledge.language.datafile import read_data

FOLDER = Path(package.__file__).parent


def test_every_pattern_is_used_and_every_one_used_is_there() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.py"))
    used = set(re.findall(r'Words\(\s*"([a-z_.]+)"', code))
    root = read_data(PATTERNS, Patterns).root
    kept = {f"{module}.{name}" for module, names in root.items() for name in names}
    assert used == kept


def test_a_wrong_pattern_is_told_with_its_file(tmp_path: Path) -> None:
    wrong = tmp_path / "patterns.yaml"
    wrong.write_text("events:\n  born: ['(']\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"patterns\.yaml.*events\.born"):
        read_data(wrong, Patterns)


def test_a_misspelling_of_another_length_is_refused(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path / "words", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    path = tmp_path / "words" / "spelling.yaml"
    text = path.read_text(encoding="utf-8").replace("월새: 월세", "월새: 월세금")
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match="글자 수"):
        Lexicon(tmp_path / "words")


@pytest.mark.parametrize(
    ("day", "count", "units"), [(date(2026, 6, 30), 17, 228), (date(2026, 7, 1), 16, 229)]
)
def test_the_regions_in_force(day: date, count: int, units: int) -> None:
    """226 시군구 and Jeju's two 행정시 until 2026-06-30; since then 인천 has one 구 more."""
    now = [one for one in read_data(REGIONS, RegionData).provinces if one.in_force(day)]
    assert len(now) == count
    assert sum(len(one.units) for one in now) == units
    assert all(unit in one.units for one in now for unit in one.districts)


def test_a_region_has_the_name_of_the_day(reader: FactReader) -> None:
    days = (date(2026, 3, 1), date(2026, 11, 1))
    names = [reader.read("광주 북구 살아요", day).facts[0].value for day in days]
    assert names == ["광주광역시 북구", "전남광주통합특별시 북구"]


def test_every_fact_that_is_read_or_expected_is_one_of_the_contract(reader: FactReader, shared: Path) -> None:
    vocabulary = yaml.safe_load((shared / "facts" / "vocabulary.yaml").read_text(encoding="utf-8"))
    known = {*vocabulary["facts"]["household"], *vocabulary["facts"]["member"], *vocabulary["stated"]}
    utterances = read_utterances(None)
    said = {gold(fact).fact for one in utterances.utterances for fact in one.facts}
    readings = [reader.read(one.say, utterances.as_of) for one in utterances.utterances]
    read = {fact.id for reading in readings for fact in reading.facts}
    conditions = {one.fact for one in Lexicon().conditions.conditions}
    assert said | read | conditions <= known
