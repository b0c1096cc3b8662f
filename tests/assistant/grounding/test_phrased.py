"""A model's block is shown only where everything in it stands in the evidence."""

from collections.abc import Callable

import pytest

from assistant.grounding.evidence import Evidence
from assistant.grounding.phrased import PhrasedCheck
from assistant.grounding.wording import Wording
from assistant.ports import ProgramName
from assistant.understanding.benefit_names import BenefitNames
from assistant.understanding.everyday import Everyday
from knowledge.language.morphemes import Morphemes
from knowledge.records import Passage

PROGRAMS = (
    ProgramName("livelihood-benefit", "생계급여"),
    ProgramName("medical-benefit", "의료급여"),
    ProgramName("parent-benefit", "부모급여", ("부모수당",)),
    ProgramName("basic-pension", "기초연금"),
)
CRITERIA = "- 소득인정액이 기준 중위소득의 32% 이하 (국민기초생활 보장법 제8조제2항)"
TABLE = "| 가구원 수 | 2026년 |\n| --- | --- |\n| 1인 | 820,556원 |\n| 4인 | 2,078,316원 |"
PARENT = (
    "부모급여 지원내용\n\n- 0세 월 100만원, 1세 월 50만원\n- 2세 미만 아동을 키우는 가정은 신청할 수 있음"
)
PERIOD = "부모급여 신청·처리기간\n\n- 출생일부터 60일 안에 신청하면 출생한 달부터 지급. 문의 129"


@pytest.fixture(scope="module")
def check(morphemes: Morphemes) -> PhrasedCheck:
    return PhrasedCheck(Wording(), PROGRAMS, BenefitNames(Everyday(), morphemes))


@pytest.fixture
def evidence(new_passage: Callable[..., Passage]) -> Evidence:
    found = Evidence(draft="생계급여는 소득인정액으로 정해요.", said={("년", "2026")})
    for name, text in (
        ("생계급여", CRITERIA),
        ("생계급여", TABLE),
        ("부모급여", PARENT),
        ("부모급여", PERIOD),
    ):
        found.add(new_passage(name, (name, "안내"), text), text)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "생계급여는 소득인정액이 기준 중위소득의 32% 이하인 가구가 받을 수 있어요 [1].",
        "2026년 선정기준은 1인 가구 820,556원, 4인 가구 2,078,316원이에요 [2].",
        "4인 가구라면 소득인정액이 2,078,316원 이하여야 해요. [2]",
        "0세 아이는 매달 100만 원, 1세 아이는 매달 50만 원이에요 [3].",
        "아이가 0세이면 한 달에 백만 원이 지원돼요 [3].",
        "출생일부터 60일 안에 신청하면 출생한 달부터 지급돼요 [4]. 궁금하면 129에 물어보세요 [4].",
        "근거는 국민기초생활 보장법 제8조제2항이에요 [1].",
        "### 선정기준",
        "출생일부터 60일 안에 신청해야 출생한 달부터 받을 수 있어요 [4].",
        "2세 미만 아동을 키우는 분과 그 배우자가 받을 수 있어요 [3].",
        "부모급여는 이렇게 신청해요.",
        "2세 미만 아동을 키우는 가정이라면 신청할 수 있어요 [3].",
    ],
)
def test_what_stands_in_the_evidence_passes(check: PhrasedCheck, evidence: Evidence, text: str):
    assert check.faults(text, evidence) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("생계급여는 기준 중위소득의 35% 이하예요 [1].", "숫자"),
        ("선정기준은 약 82만원이에요 [2].", "숫자"),
        ("선정기준은 구십만 원이에요 [2].", "숫자"),
        ("1인 가구 기준은 ８２０，５５７원이에요 [2].", "숫자"),
        ("두 달 안에 신청하세요 [4].", "숫자"),
        ("0세 아이는 월 100만원이에요 [1].", "숫자"),
        ("열여덟 살까지 나와요 [3].", "숫자"),
        ("국민기초생활 보장법 제9조에 있어요 [1].", "숫자"),
        ("2027년 1월 1일부터 올라요 [2].", "숫자"),
        ("의료급여 기준은 소득인정액이 820,556원 이하예요 [2].", "숫자"),
        ("4인 가구의 기준은 820,556원이에요 [2].", "다른 줄"),
        ("자세한 것은 지침에 있어요 [9].", "근거 표시"),
        ("의료급여도 함께 신청하세요 [1].", "이름"),
        ("희망새출발지원금도 신청하세요 [3].", "이름"),
        ("행복 두드림 수당을 함께 신청하세요 [3].", "이름"),
        ("아동복지법에 따라 정해져요 [3].", "법의 이름"),
        ("생계급여를 받으실 수 있어요 [1].", "당신의 말로"),
        ("생계급여를 받을 수 없습니다 [1].", "당신의 말로"),
        ("말씀하신 소득이 기준 이하라서 생계급여를 받을 수 있어요 [1].", "당신의 말로"),
        ("신청하시면 부모급여를 받으실 수 있어요 [3].", "당신의 말로"),
        ("생계급여 수급자로 선정되셨습니다 [1].", "당신의 말로"),
        ("소득인정액이 기준 중위소득의 32% 이상이어야 해요 [1].", "이상·이하"),
        ("0세 아동을 키우는 가정은 부모급여를 받을 수 없어요 [3].", "못 받는다고"),
        ("이 사업은 신청하지 마세요 [3].", "말리거나"),
        ("주민등록번호를 적어 주세요.", "말리거나"),
        ("반드시 부모급여를 지급해 드려요 [3].", "약속"),
        ("아동을 키우는 가정은 누구나 부모급여를 받아요 [3].", "약속"),
        ("[신청하기](https://welfare.example) [3]", "링크"),
        ("<b>부모급여</b> [3]", "링크"),
        ("| 가구 | 금액 |\n| --- | --- |\n| 1인 | 820,556원 [2] |", "링크"),
        ("부모급여는 bokjiro.example에서 신청하세요 [3].", "주소"),
        ("You can apply for the parent benefit at any time [3].", "한국어"),
        ("담당자는 “언제든 오세요”라고 했어요 [3].", "따온"),
        ("아이를 키우는 가정을 도와요. 주민센터에 가서 신청서를 내면 담당자가 알려요.", "표시가 없는"),
        ("날씨가 추우니 두꺼운 외투와 모자를 챙겨서 산책하러 나가세요 [3].", "근거에 없는 내용"),
    ],
)  # fmt: skip
def test_what_does_not_is_a_fault(check: PhrasedCheck, evidence: Evidence, text: str, fault: str):
    assert any(fault in one for one in check.faults(text, evidence))


def test_a_block_without_marks_has_those_of_the_heading_above_it(check: PhrasedCheck, evidence: Evidence):
    assert check.faults(CRITERIA, evidence, "**생계급여 선정기준** [1]") == []
    assert check.faults(CRITERIA, evidence, "**부모급여** [3]")


def test_a_sentence_of_a_source_may_be_said_as_it_is(check: PhrasedCheck, evidence: Evidence, new_passage):
    said = "수급자는 누구나 상담을 받을 수 있다."
    evidence.add(new_passage("안내", ("안내",), said), said)
    assert check.faults(f"{said} [5]", evidence) == []
    assert check.faults("상담을 받을 수 있다. [5]", evidence)


def test_what_was_decided_may_be_said_of_its_program(check: PhrasedCheck, evidence: Evidence):
    evidence.decided = {"기초연금": "334,810원"}
    assert check.faults("기초연금은 한 달 334,810원으로 계산됐어요.", evidence) == []
    assert check.faults("부모급여는 한 달 334,810원으로 계산됐어요.", evidence)
