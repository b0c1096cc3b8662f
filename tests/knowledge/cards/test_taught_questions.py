"""Questions in `taught.yaml`: which documents they reach, and what is wrong with them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.cards import load_catalog
from knowledge.errors import CatalogError

Write = Callable[[str], Path]


@pytest.fixture
def write(folder: Path) -> Write:
    """Writes the folder's `taught.yaml`."""

    def put(text: str) -> Path:
        (folder / "taught.yaml").write_text(text, encoding="utf-8")
        return folder

    return put


def test_they_reach_every_edition_of_their_text_and_no_other(write: Write) -> None:
    folder = write("- {program: sample, questions: [돈 없어요, 돈 없어요]}\n")
    drafts = load_catalog(builtin=False, extra_dirs=[folder]).drafts()
    cards = [draft for draft in drafts if draft.program == "sample"]
    assert len(cards) > 1
    assert {draft.taught for draft in cards} == {("돈 없어요",)}
    assert {draft.questions for draft in cards} == {("얼마예요?",)}
    assert {draft.taught for draft in drafts if draft.program is None} == {()}


def test_a_local_folder_teaches_a_national_program(tmp_path: Path) -> None:
    (tmp_path / "taught.yaml").write_text(
        "- {program: housing-benefit, questions: [방세가 밀려요]}\n"
        "- {life_event: childbirth, questions: [조카가 생겼어요]}\n"
        "- {program: housing-benefit, questions: [집주인이 나가래요]}\n",
        encoding="utf-8",
    )
    taught = load_catalog(extra_dirs=[tmp_path]).taught
    assert taught == {
        "program:housing-benefit": ("방세가 밀려요", "집주인이 나가래요"),
        "life-event:childbirth": ("조카가 생겼어요",),
    }


def test_a_question_more_is_another_catalog(write: Write) -> None:
    one = load_catalog(builtin=False, extra_dirs=[write("- {program: sample, questions: [하나]}\n")])
    two = load_catalog(builtin=False, extra_dirs=[write("- {program: sample, questions: [둘]}\n")])
    assert one.revision_hash != two.revision_hash


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("- {program: sample, questions: [가]}\n- {program: nothing, questions: [가]}\n", 2, "없습니다"),
        ("- {guide: sample, questions: [가]}\n", 1, "'sample'이라는 id가"),
        ("- {questions: [가]}\n", 1, "하나만"),
        ("- {program: sample, guide: sample, questions: [가]}\n", 1, "하나만"),
        ("- {program: sample, questions: []}\n", 1, "비어 있습니다"),
        ("- {program: sample, question: 가}\n", 1, "questions"),
    ],
)
def test_a_mistake_is_named_with_its_line(write: Write, text: str, line: int, says: str) -> None:
    with pytest.raises(CatalogError, match=says) as caught:
        load_catalog(builtin=False, extra_dirs=[write(text)])
    assert caught.value.line == line
