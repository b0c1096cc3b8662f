"""Years in questions: editions, missing years, comparisons."""

from datetime import date

from assistant.reply import Status


def test_a_named_year_is_answered_from_its_edition(ask):
    reply = ask("2025년 생계급여 선정기준")
    assert "1,951,287원" in reply.text
    assert "2,078,316원" not in reply.text
    assert reply.as_of == date(2025, 11, 22)
    assert [notice.text for notice in reply.notices] == ["2025. 11. 22. 기준으로 찾은 내용이에요."]


def test_last_year_counts_from_the_day_asked_for(ask):
    assert "765,444원" in ask("작년 생계급여 지원금액").text
    assert ask("작년 생계급여 지원금액", as_of=date(2025, 3, 1)).status is Status.NO_SOURCE


def test_another_as_of_is_noticed(ask):
    reply = ask("생계급여 선정기준", as_of=date(2025, 3, 1))
    assert "1,951,287원" in reply.text
    assert [notice.kind for notice in reply.notices] == ["year"]


def test_a_year_not_published_yet(ask):
    reply = ask("내년 생계급여 선정기준")
    assert reply.status is Status.NO_SOURCE
    assert "8월 1일" in reply.text
    assert "2027년" in reply.text
    assert [suggestion.program for suggestion in reply.suggestions] == ["livelihood-benefit"]
    assert ask("내년 생계급여 신청방법").status is Status.ANSWERED


def test_a_year_before_the_library(ask):
    reply = ask("2019년 생계급여 선정기준", "staff")
    assert reply.status is Status.NO_SOURCE
    assert "2019년" in reply.text
    assert "8월 1일" not in reply.text


def test_a_program_without_dates_answers_for_any_year(ask):
    assert ask("2025년 부모급여 금액").status is Status.ANSWERED


def test_two_years_of_one_program_share_a_table(ask):
    reply = ask("2025년과 2026년 생계급여 선정기준 비교")
    assert "| 가구원 수 | 2025년 | 2026년 |" in reply.text
    assert "| 4인 | 1,951,287원 | 2,078,316원 |" in reply.text


def test_what_changed_means_against_the_year_before(ask):
    for question in ("작년보다 생계급여 선정기준이 얼마나 올랐나요", "생계급여 선정기준 뭐가 바뀌었나요"):
        assert "| 4인 | 1,951,287원 | 2,078,316원 |" in ask(question).text


def test_a_comparison_with_a_missing_year_says_which(ask):
    reply = ask("올해와 내년 생계급여 선정기준 비교")
    assert reply.status is Status.NO_SOURCE
    assert "2027년" in reply.text


def test_two_programs_side_by_side(ask):
    reply = ask("생계급여와 의료급여 차이가 뭐예요")
    assert reply.text.startswith("생계급여와 의료급여를 나란히 놓았어요.")
    assert "| 구분 | 생계급여 | 의료급여 |" in reply.text
    assert "| 4인 | 2,078,316원 | 2,597,895원 |" in reply.text


def test_a_comparison_of_one_aspect(ask):
    text = ask("기초연금과 생계급여 신청방법 비교", "staff").text
    assert "| 신청방법 |" in text
    assert "| 지원대상 |" not in text


def test_overlap_of_two_programs_shows_the_section_that_names_the_other(ask):
    text = ask("생계급여와 의료급여 중복으로 받을 수 있나요").text
    assert "**의료급여 중복 제한** [1]" in text
    assert "**생계급여 중복 제한**" not in text


def test_only_what_changed_is_shown(ask):
    text = ask("작년보다 생계급여 얼마나 올랐어요").text
    assert "| 지원내용 | 1인 가구 최대 765,444원 [1] | 1인 가구 최대 820,556원 [2] |" in text
    assert "| 선정기준 |" not in text


def test_this_years_figure_is_not_next_years(shelf_of, new_passage):
    text = "기초연금: 지원내용\n\n- 배우자 추가금은 5,000원\n- 난방 추가금은 (아직 고시되지 않음)"

    def card(year, text):
        held = (date(year, 1, 1), date(year, 12, 31))
        place = ("기초연금", "지원내용")
        return new_passage("기초연금", place, text, aspect="benefit", program="basic-pension", held=held)

    ask = shelf_of([card(2026, text.replace("(아직 고시되지 않음)", "7,000원")), card(2027, text)])
    for item in ("배우자 추가금", "난방 추가금"):
        reply = ask(f"내년 기초연금 {item} 얼마예요")
        assert reply.status is Status.NO_SOURCE
        assert "000원" not in reply.text


def test_a_value_to_come_is_told_alone(ask):
    text = ask("2026년에는 생계급여 선정기준이 얼마로 오르나요").text
    assert "820,556원" in text
    assert "765,444원" not in text


def test_the_year_that_is_named_leads(ask):
    text = ask("2026년에는 생계급여 선정기준이 얼마로 올랐나요").text
    assert "| 가구원 수 | 2026년 | 2025년 |" in text


def test_a_year_published_in_part_is_answered_without_the_rest(shelf_of, new_passage):
    text = "생계급여: 선정기준(2027년)\n\n- 1인 가구는 875,533원\n- 재산은 월 (아직 고시되지 않음)을 더함"
    part = new_passage(
        "생계급여", ("생계급여", "선정기준"), text, aspect="criteria", program="livelihood-benefit"
    )
    reply = shelf_of([part])("내년 생계급여 선정기준")
    assert reply.status is Status.ANSWERED
    assert "875,533원" in reply.text
    assert "고시되지" not in reply.text
    assert [notice.kind for notice in reply.notices] == ["year", "unsure"]
