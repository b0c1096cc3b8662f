"""A question becomes weighted terms: its own words first, official ones beside its everyday ones."""

import pytest

from knowledge.language.morphemes import Morphemes
from knowledge.library.query_terms import QueryTerms


@pytest.fixture(scope="module")
def terms() -> QueryTerms:
    return QueryTerms(Morphemes())


def test_a_word_of_every_question_tells_less_than_a_rare_one(terms: QueryTerms) -> None:
    found = terms.of("산정특례 신청").morphemes
    assert found["신청"] < found["산정특례"]


def test_official_words_stand_beside_everyday_ones_and_count_less(terms: QueryTerms) -> None:
    said = terms.of("외국인 며느리")
    assert {"며느리", "다문화가족"} <= said.morphemes.keys()
    assert 0 < said.morphemes["다문화가족"] < terms.of("다문화가족").morphemes["다문화가족"]
    assert 0 < said.bigrams["다문"] < terms.of("다문화가족").bigrams["다문"]


def test_what_is_said_officially_stays_as_it_is(terms: QueryTerms) -> None:
    assert set(terms.of("한부모가족").morphemes) == set(Morphemes().query("한부모가족"))
