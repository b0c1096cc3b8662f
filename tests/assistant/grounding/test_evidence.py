"""The evidence of a turn holds what is put into it, whenever that is."""

from assistant.grounding.evidence import Evidence


def test_a_draft_that_comes_later_is_heard():
    evidence = Evidence()
    assert not evidence.says("누구나 상담을 받을 수 있어요.")
    evidence.draft = "누구나 상담을  받을 수 있어요. 129에 물어보세요."
    assert evidence.says("누구나 상담을 받을 수 있어요.")
