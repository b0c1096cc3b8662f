"""The ``models`` extra, with models of a few kilobytes that are made here."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from knowledge.errors import InputError
from knowledge.library.embedders import open_embedder
from knowledge.library.embedders.hub import HubEmbedder, _prefixes
from knowledge.library.embedders.reranker import CrossEncoderReranker

pytest.importorskip("sentence_transformers", reason="the extra 'models' is not installed")

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "생계급여", "주거급여", "신청", "방법", "월세", ":"]


def make_model(folder, labels=None):
    """A BERT of 16 dimensions with random weights, as an encoder or, with ``labels``, a classifier."""
    import torch
    from transformers import (
        BertConfig,
        BertForSequenceClassification,
        BertModel,
        BertTokenizerFast,
    )

    torch.manual_seed(1)
    folder.mkdir()
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    config = BertConfig(
        vocab_size=len(WORDS),
        hidden_size=16,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=64,
        num_labels=labels or 2,
    )
    model = BertForSequenceClassification(config) if labels else BertModel(config)
    model.save_pretrained(folder)
    vocabulary = str(folder / "vocab.txt")
    BertTokenizerFast(vocabulary, model_max_length=64, strip_accents=False).save_pretrained(folder)
    return str(folder)


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    return make_model(tmp_path_factory.mktemp("models") / "tiny")


def test_a_model_in_a_folder_embeds(model, tmp_path):
    embedder = open_embedder(f"sentence-transformers:{model}", tmp_path)
    vectors = embedder.embed_passages(["생계급여 신청", "주거급여", "\ud800\0"])
    assert vectors.shape == (3, embedder.dimensions) == (3, 16)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(1)
    assert embedder.embed_query("생계급여").shape == (16,)
    assert embedder.embed_passages([]).shape == (0, 16)
    assert abs(vectors[0] @ embedder.embed_query("생계급여 신청") - 1) < 1e-5


def test_a_text_beyond_the_bound_of_the_model_is_cut(model, tmp_path):
    embedder = HubEmbedder(model, tmp_path)
    vectors = embedder.embed_passages(["신청 " * 100, "신청 " * 1000])
    assert vectors[0] == pytest.approx(vectors[1], abs=1e-6)


def test_several_threads_may_ask(model, tmp_path):
    embedder = HubEmbedder(model, tmp_path)
    alone = embedder.embed_query("주거급여 신청 방법")
    with ThreadPoolExecutor(4) as pool:
        for vector in pool.map(embedder.embed_query, ["주거급여 신청 방법"] * 20):
            assert vector == pytest.approx(alone, abs=1e-6)


def test_the_identity_follows_the_weights(model, tmp_path):
    from sentence_transformers import SentenceTransformer

    first = HubEmbedder(model, tmp_path)
    assert HubEmbedder(model, tmp_path).identity == first.identity
    trained = SentenceTransformer(model)
    next(trained.parameters()).data += 0.01
    trained.save(str(tmp_path / "tiny"))
    assert HubEmbedder(str(tmp_path / "tiny"), tmp_path).identity != first.identity


def test_a_model_that_is_not_there_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(InputError, match=r"모델을 열 수 없습니다: .*없는-모델"):
        HubEmbedder(str(tmp_path / "없는-모델"), tmp_path)


@pytest.mark.parametrize(
    ("name", "prompts", "expected"),
    [
        ("intfloat/multilingual-e5-large", {}, ("query: ", "passage: ")),
        ("models/e5-korean", {}, ("query: ", "passage: ")),
        ("BAAI/bge-m3", {"query": "", "document": ""}, ("", "")),
        ("jhgan/ko-sroberta-multitask", {}, ("", "")),
        ("intfloat/multilingual-e5-large", {"query": "질문: "}, ("질문: ", "")),
    ],
)
def test_prefixes_follow_the_family_or_the_model(name, prompts, expected):
    assert _prefixes(name, prompts) == expected


def test_a_cross_encoder_scores_in_order(tmp_path):
    reranker = CrossEncoderReranker(make_model(tmp_path / "ranker", labels=1), tmp_path)
    scores = reranker.rerank("생계급여", ["생계급여 신청", "주거급여 월세"])
    assert len(scores) == 2
    assert scores[0] != scores[1]
    assert reranker.rerank("생계급여", ["주거급여 월세"])[0] == pytest.approx(scores[1], abs=1e-5)
    assert reranker.rerank("생계급여", []) == []


def test_a_classifier_of_several_labels_is_no_reranker(tmp_path):
    with pytest.raises(InputError, match="점수 하나"):
        CrossEncoderReranker(make_model(tmp_path / "classifier", labels=3), tmp_path)
