"""Names, addresses and numbers stay on the premises; words that only look so do not matter."""

import pytest

from assistant.llm.privacy import Privacy


@pytest.fixture(scope="module")
def privacy() -> Privacy:
    return Privacy()


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("저는 김철수이고 서울 종로구 사직로8길 31에 살아요", ["김철수", "사직로8길 31"]),
        ("이름은 홍길동입니다.", ["홍길동"]),
        ("민원인 박영희 씨는 78세예요", ["박영희"]),
        ("우리 어머니 이순자님이 요양원에 계세요", ["이순자"]),
        ("아들 이준호(5살)가 유치원에 가요", ["이준호"]),
        ("제 이름은 남궁민수예요", ["남궁민수"]),
        ("수급자 이정희(82)", ["이정희"]),
        (
            "수원시 팔달구 인계동 123-4, 래미안아파트 101동 1203호",
            ["인계동 123-4", "래미안아파트 101동 1203호"],
        ),
        ("긴급복지 신청하려고요. 서초대로 396", ["서초대로 396"]),
        ("지하 102호에 살아요", ["지하 102호"]),
    ],
)
def test_names_and_addresses_are_hidden_and_come_back(privacy: Privacy, text: str, hidden: list[str]):
    veil = privacy.veil()
    sent = veil.hide(text)
    assert not any(word in sent for word in hidden)
    assert veil.show(sent) == text


@pytest.mark.parametrize(
    "text",
    [
        "월세로 40 내요, 보증금 3천",
        "앞으로 3개월 뒤에 출산해요",
        "장애인 어르신 기초연금",
        "한부모님도 되나요",
        "생계급여 신청인 어르신",
        "대상자 선정기준은",
        "성함이 어떻게 되세요",
        "서울특별시 종로구에 살아요",
        "그대로 200 받아요",
    ],
)
def test_facts_and_regions_stay(privacy: Privacy, text: str):
    assert privacy.veil().hide(text) == text


def test_numbers_are_masked_for_good(privacy: Privacy):
    veil = privacy.veil()
    sent = veil.hide("주민번호 900101-1234567, 전화 010-1234-5678")
    assert veil.show(sent) == sent == "주민번호 [주민등록번호], 전화 [전화번호]"


def test_a_name_that_was_found_is_hidden_everywhere(privacy: Privacy):
    veil = privacy.veil()
    assert veil.hide("이름은 홍길동이에요. 홍길동 앞으로 나온 통지서요.").count("[이름1]") == 2
    assert veil.cover("홍길동의 문의") == "[이름1]의 문의"


def test_a_place_holder_that_holds_nothing_is_seen(privacy: Privacy):
    veil = privacy.veil()
    veil.hide("이름은 홍길동이에요.")
    assert veil.strange("[이름1] [이름2] [주소1]") == ["[이름2]", "[주소1]"]
