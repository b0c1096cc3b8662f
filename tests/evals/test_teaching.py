"""Reading triples, choosing what search misses, and what teaching is said to have done."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pytest
import yaml

from evals.results import Result
from evals.retrieval.data import Query
from evals.retrieval.measure import Ranked
from evals.teaching.runner import WANTED, choose, programs_of, run
from evals.teaching.triples import Triple, read_triples
from knowledge.errors import InputError
from knowledge.records import Audience, DocumentKind, Hit, Passage, PassageKind, Role

DAY = date(2026, 11, 22)
RENT = Triple("rent-1", "rent", "방세 걱정", "방세 보태는 것", "방세 밀림")


def passage(program: str | None, text: str) -> Passage:
    return Passage(
        f"{program}-{text}", "k", "d", "d", DocumentKind.PROGRAM, Audience.PUBLIC, "s", (),
        PassageKind.TEXT, text, 0, program=program,
    )  # fmt: skip


class WordRoom:
    """A class room whose library ranks by shared words; example questions are words of their program."""

    def __init__(self, **programs: str) -> None:
        self.words = {program: text.split() for program, text in programs.items()}

    @property
    def library(self) -> "WordRoom":
        return self

    def search(self, query: str, *, as_of: date, role: Role, top: int) -> list[Hit]:
        assert (as_of, role) == (DAY, Role.STAFF)
        asked = set(query.split())
        hits = [
            Hit(passage(program, " ".join(words)), float(len(asked & set(words))))
            for program, words in self.words.items()
        ]
        return sorted(hits, key=lambda hit: -hit.score)[:top]

    def teach(self, examples: Mapping[str, Sequence[str]]) -> None:
        for program, questions in examples.items():
            for question in questions:
                self.words[program] += question.split()


def measured(room: WordRoom, *triples: Triple) -> Result:
    others = [Query("other", "아이 돌봄", ("care",))]
    return run(triples, others, room, {"rent": "월세 지원"}, as_of=DAY, seed=1, config={})


def test_what_was_taught_is_found_in_other_words() -> None:
    result = measured(WordRoom(care="아이 돌봄", rent="월세 지원"), RENT)
    assert result.measure("missed.before.hit@1").value == 0
    assert result.measure("missed.learned").value == 1
    assert result.measure("example.after.hit@1").value == 1
    assert result.measure("probe.before.hit@1").value == 0
    assert result.measure("probe.after.hit@3").value == 1
    assert result.measure("others.lost").value == 0
    assert result.config["chosen"] == ["rent-1"]


def test_a_probe_that_is_not_learned_is_listed() -> None:
    result = measured(WordRoom(care="아이 돌봄 걱정 밀림 방세", rent="월세 지원"), RENT)
    assert result.measure("probe.learned").value == 0
    [failure] = result.failures
    assert (failure.id, failure.expected) == ("rent-1.probe", "월세 지원")


def test_where_nothing_is_missed_nothing_is_taught() -> None:
    result = measured(WordRoom(rent="방세 걱정", care="아이 돌봄"), RENT)
    assert result.config["chosen"] == []
    assert result.measure("missed.learned").value is None


def test_only_missed_questions_are_chosen_and_no_more_than_wanted() -> None:
    missed = Query("q", "말", ("rent",))
    ranked = [(Triple(str(n), "rent", "가", "나", "다"), Ranked(missed, n % 2 + 1, ())) for n in range(300)]
    chosen = choose(ranked)
    assert len(chosen) == WANTED
    assert all(int(triple.id) % 2 for triple in chosen)


def test_programs_are_ranked_without_guides() -> None:
    hits = [Hit(passage(None, "길잡이"), 3), Hit(passage("a", ""), 2), Hit(passage("a", "둘"), 1)]
    assert programs_of(hits) == ["a"]


def test_our_own_triples_say_one_need_in_three_ways_for_every_program(shared: Path) -> None:
    triples = read_triples(None)
    programs = yaml.safe_load((shared / "facts/vocabulary.yaml").read_text(encoding="utf-8"))["programs"]
    assert {triple.program for triple in triples} == set(programs)
    assert len(triples) >= 90
    said = [text for triple in triples for text in (triple.missed, triple.example, triple.probe)]
    assert len(set(said)) == len(said)


@pytest.mark.parametrize(
    ("second", "says"),
    [
        ("{", ":2: JSON"),
        (json.dumps({"id": "a", "program": "rent"}), ":2: "),
        (
            json.dumps({"id": "b", "program": "p", "missed": "가", "example": "가", "probe": "나"}),
            "서로 다르지",
        ),
        (json.dumps({"id": "a", "program": "p", "missed": "가", "example": "나", "probe": "다"}), "두 번"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, second: str, says: str) -> None:
    first = json.dumps({"id": "a", "program": "p", "missed": "가", "example": "나", "probe": "다"})
    path = tmp_path / "t.jsonl"
    path.write_text(f"{first}\n{second}\n", encoding="utf-8")
    with pytest.raises(InputError, match=says):
        read_triples(path)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.jsonl"
    path.write_text("\n", encoding="utf-8")
    with pytest.raises(InputError, match="문항이 없습니다"):
        read_triples(path)
