"""Personal numbers go, everything that a question is about stays."""

import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from knowledge.language.masking import mask, mask_persons


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("제 번호는 900101-1234567입니다", "제 번호는 [주민등록번호]입니다"),
        ("9001011234567", "[주민등록번호]"),
        ("900101 - 2******", "[주민등록번호]"),
        ("９００１０１－１２３４５６７", "[주민등록번호]"),
        ("9\u200b00101-1234567", "[주민등록번호]"),
        ("900101-5234567", "[외국인등록번호]"),
        ("전화 010-1234-5678로", "전화 [전화번호]로"),
        ("01012345678", "[전화번호]"),
        ("+82 10-1234-5678", "[전화번호]"),
        ("(02) 123-4567", "[전화번호]"),
        ("031.123.4567", "[전화번호]"),
        ("010 - 1234 - 5678", "[전화번호]"),
        ("010/1234/5678", "[전화번호]"),
        ("880101 - 2 345678 로 등록", "[주민등록번호] 로 등록"),
        ("88.01.01-2345678", "[주민등록번호]"),
        ("880101/2345678", "[주민등록번호]"),
        ("880101ㅡ2345678", "[주민등록번호]"),
        ("880101 다시 2345678", "[주민등록번호]"),
        ("٩٠٠١٠١-١٢٣٤٥٦٧", "[주민등록번호]"),
        ("뒷자리는 2678901이에요", "뒷자리는 [주민등록번호]이에요"),
        ("뒷자리 이육칠팔구공일이고요", "뒷자리 [주민등록번호]이고요"),
        ("번호는 구공공일공일에 일이삼사오육칠이에요", "번호는 [주민등록번호]이에요"),
        ("구공 공일공일 다시 오이삼사오육칠", "[외국인등록번호]"),
        ("공일공에 일이삼사에 오육칠팔로", "[전화번호]로"),
        ("공일공 1234 5678", "[전화번호]"),
        ("국민은행 일이삼사오육 공사 일이삼사오육이에요", "국민은행 [계좌번호]이에요"),
        ("9 0 0 1 0 1 1 2 3 4 5 6 7", "[주민등록번호]"),
        ("앞 900101 뒤 1234567", "앞 900101 뒤 [주민등록번호]"),
        ("01O-1234-5678", "[전화번호]"),
        ("카드 4111 1111 1111 1111", "카드 [카드번호]"),
        ("4111.1111.1111.1111", "[카드번호]"),
        ("4111-1111-1111-1111", "[카드번호]"),
        ("국민은행 123456-04-123456 계좌로", "국민은행 [계좌번호] 계좌로"),
        ("계좌 110123456789", "계좌 [계좌번호]"),
        ("카카오뱅크 3333-01-1234567", "카카오뱅크 [계좌번호]"),
        ("여권번호 M12345678", "여권번호 [여권번호]"),
        ("여권 m123a4567이에요", "여권 [여권번호]이에요"),
        ("운전면허 11-23-456789-01", "운전면허 [운전면허번호]"),
        ("메일은 kim.c@example.co.kr로", "메일은 [이메일]로"),
    ],
)
def test_personal_numbers_are_masked(text, shown):
    assert mask(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "129나 110, 1355, 1366, 1388, 1350에 전화하세요",
        "노인학대 1577-1389, 자살예방 1577-0199, 1644-6621, 1588-5000, 080-123-4567",
        "소득인정액 1,025,695원, 보증금 50000000원, 재산 3000000000원",
        "통장에 3,000,000원, 은행 예금 120000000원",
        "2026-01-01부터 2026. 12. 31.까지, 20260101",
        "국민기초생활 보장법 제8조제2항, 시행령 제5조의2제1항제3호",
        "4인 가구 월 250만원, 65세, 기준 중위소득 32%",
        "고시 제2025-204호, 12-34, 3-4-5",
        "신청일 260101 1500000원",
        "우리 아이 2명과 은행 2026-01-01 방문",
        "금액이 123456789원, 사이사이 일이 많아서 이사 오육칠",
        "뒷자리 1500000원, 앞자리는 880214",
        "접수번호 2026-000123, 문서번호 복지정책과-4521, 제2026-12호",
        "1 2 3 4 5 6 7 8 9 10 가운데 이 일",
        "신청일 26.01.01 1500000원",
    ],
)
def test_what_a_question_is_about_stays(text):
    assert mask(text) == text


DIGITS = st.text("0123456789", min_size=6, max_size=6)


AROUND = st.sampled_from(["", " ", ",", ".", "-", ":", "(", ")", "=", "/", "번", "원", "\n", '"'])


@given(
    st.dates(date(1930, 1, 1), date(2025, 12, 31)),
    st.sampled_from("12345678"),
    DIGITS,
    st.sampled_from(["", "-", " ", " - "]),
    AROUND,
    AROUND.filter(lambda mark: mark != "원"),
)
def test_every_resident_number_is_masked(born, sex, rest, between, before, after):
    number = born.strftime("%y%m%d") + between + sex + rest
    assert rest not in mask(f"번호{before}{number}{after} 입니다")


@given(st.integers(0, 9999), st.integers(0, 9999), st.sampled_from(["", "-", ".", " "]), AROUND, AROUND)
def test_every_mobile_number_is_masked(middle, last, between, before, after):
    after = "" if after == "원" else after
    number = f"010{between}{middle:04}{between}{last:04}"
    assert mask(f"폰{before}{number}{after} 입니다") == f"폰{before}[전화번호]{after} 입니다"


@given(st.integers(0, 10**12))
def test_money_is_never_masked(won):
    for text in (f"소득 {won:,}원", f"은행 예금 {won}원", f"재산이 {won // 10_000}만원"):
        assert mask(text) == text


@given(st.dates(date(1990, 1, 1), date(2035, 12, 31)))
def test_dates_are_never_masked(day):
    for text in (
        f"{day}",
        f"{day:%Y.%m.%d}",
        f"{day.year}. {day.month}. {day.day}. 은행 방문",
        f"{day:%Y%m%d} 통장 신청",
    ):
        assert mask(text) == text


@given(st.dates(date(1930, 1, 1), date(2025, 12, 31)), st.sampled_from("123456"), DIGITS)
def test_a_resident_number_said_in_words_is_masked(born, sex, rest):
    said = str.maketrans("0123456789", "공일이삼사오육칠팔구")
    front, back = born.strftime("%y%m%d").translate(said), (sex + rest).translate(said)
    for between in ("", " ", "에 ", " 다시 ", "-"):
        assert back not in mask(f"번호는 {front}{between}{back} 입니다")


@given(st.integers(1, 999), st.integers(1, 20), st.integers(1990, 2035), st.integers(1, 99_999))
def test_laws_and_document_numbers_are_never_masked(article, paragraph, year, number):
    text = f"은행법 제{article}조의{paragraph}제{paragraph}항, 고시 제{year}-{number}호, 복지정책과-{number}"
    assert mask(text) == text


def test_a_document_keeps_the_numbers_of_offices():
    text = (
        "문의 02-123-4567, 1577-1389, help@a.example. 선정 901215-2345678, 연락처 010-4821-7733, 3,000,000원"
    )
    shown = "문의 02-123-4567, 1577-1389, help@a.example. 선정 [주민등록번호], 연락처 [전화번호], 3,000,000원"
    assert mask_persons(text) == shown


@given(st.text(max_size=200))
def test_masking_is_idempotent(text):
    assert mask(mask(text)) == mask(text)


def test_long_hostile_text_ends_in_bounded_time():
    start = time.perf_counter()
    for text in (
        "a" * 50_000,
        "1" * 50_000,
        "1-" * 25_000,
        "여권" * 20_000,
        "a@" * 20_000,
        "0101 " * 10_000,
        "공일" * 25_000,
    ):
        mask(text)
        mask_persons(text)
    assert time.perf_counter() - start < 5
