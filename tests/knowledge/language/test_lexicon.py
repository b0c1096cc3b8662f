"""Everyday words lead to the words of documents, in whatever form they are said."""

from pathlib import Path

import pytest

from knowledge.errors import CatalogError
from knowledge.language.lexicon import Lexicon
from knowledge.language.morphemes import Morphemes


@pytest.fixture(scope="module")
def language() -> Morphemes:
    return Morphemes()


@pytest.fixture(scope="module")
def lexicon(language: Morphemes) -> Lexicon:
    return Lexicon(language)


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("외국인 며느리가 받을 수 있는 게 있나요", "다문화가족"),
        ("저 혼자 애를 키우고 있어요", "한부모가족"),
        ("할머니가 키우는 아이도 되나요", "조손가족"),
        ("외국에서 우리 동네로 시집온 분이에요", "결혼이주여성"),
    ],
)
def test_everyday_words_are_found(lexicon: Lexicon, language: Morphemes, question: str, word: str) -> None:
    assert word in [official.word for official in lexicon.official(language.query(question))]


def test_official_words_need_no_others(lexicon: Lexicon, language: Morphemes) -> None:
    assert lexicon.official(language.query("2026년 4인 가구 생계급여 기준은?")) == []


def test_the_words_of_an_entry_must_stand_together_and_in_order(language: Morphemes, tmp_path: Path) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text("words:\n  외국인 아내: [결혼이민자]\n", encoding="utf-8")
    lexicon = Lexicon(language, file)
    assert lexicon.official(["외국인", "아내"])
    assert not lexicon.official(["아내", "외국인"])
    assert not lexicon.official(["외국인", "집", "월세", "보증금", "계약", "아내"])


def test_a_wrong_file_says_where(language: Morphemes, tmp_path: Path) -> None:
    file = tmp_path / "lexicon.yaml"
    file.write_text("words:\n  외국인 아내: 결혼이민자\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"lexicon.yaml:2"):
        Lexicon(language, file)
