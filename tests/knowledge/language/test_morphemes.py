"""Content morphemes with the real analyser: terms, their parts, repair, bounds and threads."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge.errors import CatalogError
from knowledge.language.morphemes import Morphemes


@pytest.fixture(scope="module")
def morphemes() -> Morphemes:
    loaded = Morphemes()
    loaded.load()
    return loaded


def test_a_term_and_its_parts_whatever_the_spacing(morphemes):
    joined, spaced = morphemes.content("재난적의료비 지원"), morphemes.content("재난적 의료비 지원")
    assert joined == spaced == ["재난적의료비", "재난적", "의료비", "지원"]


@pytest.mark.parametrize(
    "term", ["부양의무자", "첫만남이용권", "한부모", "부모급여", "소득인정액", "기준중위소득"]
)
def test_terms_are_one_word_before_particles(morphemes, term):
    for particle in ("", "은", "이 있으면", "도 있나요?"):
        assert term in morphemes.content(term + particle)


def test_question_words_are_left_out(morphemes):
    assert morphemes.query("생계급여는 얼마나 받을 수 있나요? 알려 주세요") == ["생계급여", "생계", "급여"]


def test_numbers_and_latin_letters_stay(morphemes):
    assert {"65", "tv", "수신료"} <= set(morphemes.content("65세 이상 TV 수신료"))


def test_a_misspelling_is_repaired_in_questions_only(morphemes):
    assert "월세" in morphemes.query("월새 지원")
    assert "월세" not in morphemes.content("월새 지원")


def test_many_texts_are_analysed_as_each_alone(morphemes):
    shared = "소득인정액이 기준 중위소득의 32% 이하인 가구"
    texts = [f"생계급여\n{shared}", "", f"{shared}\n{shared}\n의료급여", "월세 지원 " * 400]
    assert morphemes.contents(texts) == [morphemes.content(text) for text in texts]
    assert morphemes.contents([]) == []


def test_bigrams_stay_inside_a_run(morphemes):
    assert morphemes.bigrams("만 65세, 의료비") == ["만", "65", "5세", "의료", "료비"]


def test_nothing_comes_of_nothing(morphemes):
    assert morphemes.content("") == morphemes.query("?!  \n") == morphemes.bigrams("") == []


def test_long_and_hostile_text_ends_in_bounded_time(morphemes):
    start = time.perf_counter()
    for text in ("가" * 20_000, "생계급여 " * 4_000, "ㅋ" * 20_000, "a1" * 10_000, "\x00\ud800" * 5_000):
        morphemes.query(text)
    assert time.perf_counter() - start < 30


def test_threads_share_one_analyser(morphemes):
    text = "2026년 1인가구 생계급여 선정기준과 부양의무자 기준"
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: tuple(morphemes.query(text)), range(64)))
    assert set(answers) == {tuple(morphemes.query(text))}


def test_a_wrong_dictionary_names_file_and_line(tmp_path):
    wrong = tmp_path / "dictionary.yaml"
    wrong.write_text("terms:\n  - 생계 급여\nterm: []\n", encoding="utf-8")
    with pytest.raises(CatalogError, match=r"dictionary\.yaml:3: .*모르는 항목"):
        Morphemes(dictionary=wrong)


def test_the_same_term_twice_is_an_error(tmp_path):
    wrong = tmp_path / "dictionary.yaml"
    wrong.write_text("terms:\n  - 생계 급여\n  - 생계급여\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="같은 용어"):
        Morphemes(dictionary=wrong)
