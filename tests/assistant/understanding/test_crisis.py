"""What is said of danger, and how it bears on the answer."""

import pytest

from assistant.reply import Status
from assistant.understanding.crisis import Crises, Level
from knowledge.errors import CatalogError
from knowledge.records import Role

NONE, NOTICE, REPLACE = Level.NONE, Level.NOTICE, Level.REPLACE
MATRIX = [
    ("죽고 싶어요", REPLACE, "109"),
    ("너무 힘들어서 죽고싶습니다", REPLACE, "109"),
    ("더 이상 살고 싶지 않아요", REPLACE, "109"),
    ("자살하려고 약을 모았어요", REPLACE, "109"),
    ("지금 옥상에 올라와 있어요", REPLACE, "109"),
    ("빚 때문에 죽고 싶은 생각뿐이에요 지원금 있나요", REPLACE, "109"),
    ("남편이 작년에 죽었고 저도 죽고 싶어요", REPLACE, "109"),
    ("유서 썼어요", REPLACE, "109"),
    ("남편이 지금 저를 때리고 있어요", REPLACE, "1366"),
    ("남편한테 맞고 있어요 도와주세요", REPLACE, "1366"),
    ("남편이 칼을 들고 있어요", REPLACE, "112"),
    ("아빠가 저를 때려요", REPLACE, "112"),
    ("옆집에서 아이를 때리고 있어요", REPLACE, "112"),
    ("아들이 저를 때려요", REPLACE, "1577-1389"),
    ("어머니가 갑자기 쓰러졌어요 숨을 안 쉬어요", REPLACE, "119"),
    ("집에 불이 났어요", REPLACE, "119"),
    ("가출했는데 갈 곳이 없어요", REPLACE, "1388"),
    ("친구가 죽고 싶다고 유서를 남기고 연락이 안 돼요", REPLACE, "109"),
    ("수면제를 한꺼번에 먹고 죽으려고 해요", REPLACE, "109"),
    ("지금 한강 다리 난간에 있어요", REPLACE, "109"),
    ("번개탄을 샀어요", REPLACE, "109"),
    ("엄마가 술 마시고 저를 때려요", REPLACE, "112"),
    ("지금 윗집에서 애를 심하게 때리는 소리가 나요", REPLACE, "112"),
    ("며느리가 매일 저를 때려요", REPLACE, "1577-1389"),
    ("남자친구가 자꾸 때려요", REPLACE, "1366"),
    ("이제 그만 살려고요. 정리 다 했어요", REPLACE, "109"),
    ("번개탄 사 놨어요", REPLACE, "109"),
    ("수면제를 모아 뒀는데 한꺼번에 먹으면 될까요", REPLACE, "109"),
    ("아기를 안고 뛰어내리는 생각만 나요", REPLACE, "109"),
    ("남자친구가 헤어지면 죽여 버린다고 협박해요", REPLACE, "1366"),
    ("가스 냄새가 나고 머리가 아파요. 아버지가 안 일어나세요", REPLACE, "119"),
    ("그냥 다 내려놓고 싶어요. 내일이 안 왔으면 좋겠어요", NOTICE, "109"),
    ("애들 데리고 같이 가는 게 나을 것 같아요", NOTICE, "109"),
    ("제가 없어지면 애 엄마한테 보험금이라도 나오겠죠", NOTICE, "109"),
    ("생활비도 안 주고 집 밖에 못 나가게 해요", NOTICE, "1366"),
    ("아동 몸에 멍이 여러 군데 있습니다", NOTICE, "112"),
    ("아들이 연금 통장을 뺏고 때려요", NOTICE, "1577-1389"),
    ("열여섯 살인데 집 나와서 갈 데가 없어요", NOTICE, "1388"),
    ("독거 어르신이 며칠째 전화를 안 받고 신문이 쌓여 있습니다", NOTICE, "119"),
    ("집주인이 짐을 다 내놨어요. 오늘 밤 잘 데가 없어요", NOTICE, "129"),
    ("전기도 끊기고 쌀도 떨어졌는데 애가 둘이에요", NOTICE, "129"),
    ("난간에 서 있어요", REPLACE, "109"),
    ("할머니가 쓰러졌는데 깨어나질 않아요", REPLACE, "119"),
    ("친구들이 때리고 돈을 뺏어요. 중2예요", NOTICE, "1388"),
    ("쪽방에서 쫓겨나 지하철역에서 자고 있어요", NOTICE, "129"),
    ("왜 살아야 하는지 모르겠어요", NOTICE, "109"),
    ("농약 병 앞에 놓고 있어요", REPLACE, "109"),
    ("남편이 목을 졸랐어요", NOTICE, "1366"),
    ("아빠가 술 마시면 주먹으로 때려요", NOTICE, "112"),
    ("요양원에서 어머니 몸에 멍이 들었어요", NOTICE, "1577-1389"),
    ("아버지가 숨을 못 쉬세요", REPLACE, "119"),
    ("밥을 사흘째 못 먹었어요", NOTICE, "129"),
    ("조카 아이 몸에 멍이 자꾸 생겨요", NOTICE, "112"),
    ("아랫집 아이가 맞는 것 같아요", NOTICE, "112"),
    ("요양원에서 할머니를 때린다고 해요 때리면 어디에 신고하나요", NOTICE, "1577-1389"),
    ("딸이 밥을 안 줘요", NOTICE, "1577-1389"),
    ("죽으려고 했던 사람의 치료비 지원", NOTICE, "109"),
    ("자살 유가족 지원 제도", NOTICE, "109"),
    ("자살유가족 심리상담 신청 방법", NOTICE, "109"),
    ("죽고 싶다는 민원인을 어디로 연계하나요", NOTICE, "109"),
    ("자살 시도자 의료비 지원", NOTICE, "109"),
    ("가정폭력 피해자 지원금", NOTICE, "1366"),
    ("작년에 남편한테 맞았어요 이혼했는데 한부모 지원 되나요", NOTICE, "1366"),
    ("성폭력 피해자 의료비", NOTICE, "1366"),
    ("아동학대 신고 의무자 교육", NOTICE, "112"),
    ("노인학대 예방 사업 안내", NOTICE, "1577-1389"),
    ("가출 청소년 쉼터", NOTICE, "1388"),
    ("며칠째 굶고 있어요", NOTICE, "129"),
    ("전기가 끊겼는데 도움받을 수 있나요", NOTICE, "129"),
    ("월세를 못 내서 쫓겨나게 생겼어요", NOTICE, "129"),
    ("죽겠다 배고파서", NONE, ""),
    ("더워 죽을 것 같아요 냉방비 지원", NONE, ""),
    ("남편이 아플 때 받는 지원", NONE, ""),
    ("우리 아이에게 맞는 돌봄 서비스", NONE, ""),
    ("아이가 예방 접종을 맞는 비용", NONE, ""),
    ("맞벌이 부부 아이 돌봄", NONE, ""),
    ("아이를 낳았을 때 받는 돈", NONE, ""),
    ("남편에게 맞는 일자리", NONE, ""),
    ("배고파 죽겠어요", NONE, ""),
    ("일이 많아 바빠 죽겠네", NONE, ""),
    ("혼자 살아요 생계급여 되나요", NONE, ""),
    ("혼자살고 있는 노인 지원", NONE, ""),
    ("죽고 싶지 않아요 의료비 지원 알려주세요", NONE, ""),
    ("남편이 사망했어요", NONE, ""),
    ("화재로 집이 탔는데 긴급복지 되나요", NONE, ""),
    ("생계급여 신청", NONE, ""),
    ("서류 정리 다 했어요. 이제 뭐 해요?", NONE, ""),
    ("통장을 만들어야 하나요", NONE, ""),
    ("아이를 데리고 같이 가는 게 나을까요 주민센터에", NONE, ""),
    ("빚을 다 내려놓는 개인회생", NONE, ""),
    ("열 살 아이 집에 나오는 돌봄", NONE, ""),
    ("뛰어난 아동 장학금", NONE, ""),
    ("전기요금 감면", NONE, ""),
    ("농약병 팔면 얼마", NONE, ""),
    ("구청이 며칠째 전화를 안 받아요", NONE, ""),
    ("통장을 빼앗긴 게 아니라 압류됐어요", NONE, ""),
    ("장애 아이를 키우고 있어요", NONE, ""),
]


@pytest.fixture(scope="module")
def crises() -> Crises:
    return Crises()


@pytest.mark.parametrize(("text", "level", "number"), MATRIX)
def test_a_citizen(crises, text, level, number):
    crisis = crises.read(text, Role.CITIZEN)
    assert crisis.level is level
    assert number in " ".join(crisis.calls)


@pytest.mark.parametrize(("text", "level", "number"), MATRIX)
def test_staff_get_a_notice_at_most(crises, text, level, number):
    assert crises.read(text, Role.STAFF).level is min(level, NOTICE)


def test_a_notice_stands_atop_an_answer(ask):
    reply = ask("가정폭력 피해자인데 긴급복지 지원대상인가요")
    assert reply.status is Status.ANSWERED
    assert "긴급복지지원 지원대상" in reply.text
    assert [notice.kind for notice in reply.notices] == ["crisis"]
    assert "1366" in reply.notices[0].text


def test_danger_now_replaces_the_answer_of_a_citizen_only(ask):
    text = "죽고 싶어요. 생계급여 신청 방법 알려주세요"
    assert ask(text).status is Status.CRISIS
    assert "109" in ask(text).text
    assert not ask(text).citations
    assert ask(text, "staff").status is Status.ANSWERED
    assert [notice.kind for notice in ask(text, "staff").notices] == ["crisis"]


def test_a_wrong_file_says_where(tmp_path):
    wrong = tmp_path / "crisis.yaml"
    wrong.write_text(
        'idioms: []\nkinds:\n  - {id: a, call: "119", mention: ["*"], immediate: [], now: []}\n',
        encoding="utf-8",
    )
    with pytest.raises(CatalogError, match=r"crisis\.yaml:3: .*단서"):
        Crises(wrong)


@pytest.mark.parametrize(
    "text",
    [
        "남자친구가 칼을 들고 문 앞에 있어요",
        "새아빠가 밤마다 제 방에 들어와 만져요",
        "한강 다리 위예요. 무서워요",
        "더는 살기 싫어요. 오늘 끝내려고요",
        "전 남편이 죽이겠다고 집 앞에 와 있어요",
        "옥상에 올라왔어요",
    ],
)
def test_a_citizen_in_danger_is_told_whom_to_call_before_anything_else(text):
    assert Crises().read(text, Role.CITIZEN).level is Level.REPLACE


@pytest.mark.parametrize(
    "text",
    [
        "한강 다리 건너 구청에 가면 되나요",
        "칼국수집을 하는데 폐업했어요",
        "아기 몸을 만져 주는 마사지 지원",
        "옥상 방수 공사도 지원하나요",
    ],
)
def test_the_same_words_in_an_ordinary_question_are_no_danger(text):
    assert Crises().read(text, Role.CITIZEN).level is not Level.REPLACE


def test_word_games_sound_like_an_end_and_are_harmless() -> None:
    crises = Crises()
    assert crises.harmless("심심한데 끝말잇기 하자")
    assert crises.read("끝말잇기 하다가 죽고 싶어졌어요", Role.CITIZEN).level is not Level.NONE
