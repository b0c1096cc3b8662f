"""`ieum ingest` and `ieum withdraw`: what goes in, what is refused, and what both say."""

import json
from pathlib import Path

GUIDE = "# 구청 안내\n\n## 신청하는 곳\n\n신청은 행정복지센터에서 합니다.\n"


def lines(*objects: object) -> str:
    return "\n".join(json.dumps(one, ensure_ascii=False) for one in objects) + "\n"


def test_a_file_goes_in_once(ieum, write) -> None:
    path = write("안내.md", GUIDE)
    first, second = ieum("ingest", path), ieum("ingest", path)
    assert (first.status, first.out) == (0, "안내.md: 새로 넣음 1건\n")
    assert (second.status, second.out) == (0, "안내.md: 그대로 1건\n")


def test_a_changed_file_is_a_correction_and_new_dates_are_an_edition(ieum, write) -> None:
    def outcome(text: str, *options: str) -> str:
        return str(ieum("ingest", write("안내.md", text), *options).out)

    outcome(GUIDE, "--effective-from", "2025-01-01")
    assert "고침 1건" in outcome(GUIDE + "\n고친 글.\n", "--effective-from", "2025-01-01")
    assert "새 판 1건" in outcome(GUIDE + "\n새 글.\n", "--effective-from", "2026-01-01")


def test_json_is_one_object_a_file_and_nothing_else(ieum, write) -> None:
    write("자료/가.md", GUIDE)
    write("자료/나.jsonl", lines(*({"id": f"q{n}", "title": "물음", "text": "글"} for n in range(2))))
    ran = ieum("ingest", "자료", "--json")
    assert ran.status == 0
    assert ran.objects == [
        {
            "file": "자료/가.md",
            "status": "ingested",
            "documents": [{"document_id": "file:가.md", "outcome": "added"}],
        },
        {
            "file": "자료/나.jsonl",
            "status": "ingested",
            "documents": [{"document_id": f"q{n}", "outcome": "added"} for n in range(2)],
        },
    ]


def test_files_of_one_name_in_two_folders_stay_two_documents(ieum, write) -> None:
    write("자료/서울/안내.md", GUIDE)
    write("자료/부산/안내.md", GUIDE + "\n부산입니다.\n")
    found = ieum("ingest", "자료", "--json").objects
    assert {d["document_id"] for one in found for d in one["documents"]} == {
        "file:서울/안내.md",
        "file:부산/안내.md",
    }
    assert {d["outcome"] for one in found for d in one["documents"]} == {"added"}


def test_a_rejected_file_is_one_korean_line_and_the_others_are_kept(ieum, write, tmp_path: Path) -> None:
    write("자료/가.md", GUIDE)
    (tmp_path / "자료" / "나.pdf").write_bytes(b"%PDF-1.7 not really")
    write("자료/다.txt", "다른 글입니다.")
    ran = ieum("ingest", "자료")
    assert ran.status == 1
    assert ran.out == "가.md: 새로 넣음 1건\n다.txt: 새로 넣음 1건\n"
    assert ran.complaint.startswith("나.pdf: ")
    assert ran.complaint.endswith(".")


def test_a_rejected_file_is_an_object_too(ieum, write) -> None:
    ran = ieum("ingest", write("빈 글.txt", ""), "--json")
    (rejected,) = ran.objects
    assert ran.status == 1
    assert (rejected["status"], rejected["error"]) == ("rejected", ran.complaint)


def test_a_file_with_a_bad_line_leaves_nothing_of_itself(ieum, write) -> None:
    path = write("물음.jsonl", lines({"id": "a", "title": "가", "text": "글"}) + "{깨진 줄\n")
    ran = ieum("ingest", path)
    assert (ran.status, ran.out) == (1, "")
    assert "2번째 줄" in ran.complaint
    assert ieum("withdraw", "a").status == 1


def test_what_is_not_there_is_named(ieum) -> None:
    ran = ieum("ingest", "없는 파일.pdf")
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint.startswith("없는 파일.pdf: ")


def test_a_wrong_date_is_bad_input(ieum, write) -> None:
    path = write("안내.md", GUIDE)
    ran = ieum("ingest", path, "--effective-from", "2026년")
    assert (ran.status, ran.complaint) == (
        2,
        "날짜 '2026년'을(를) 읽을 수 없습니다. 2026-11-24처럼 적어 주세요.",
    )
    ran = ieum("ingest", path, "--effective-from", "2026-02-01", "--effective-to", "2026-01-01")
    assert (ran.status, ran.out) == (2, "")


def test_a_source_names_one_file(ieum, write) -> None:
    write("자료/가.md", GUIDE)
    write("자료/나.md", GUIDE)
    assert ieum("ingest", "자료", "--source", "안내").status == 2
    assert ieum("ingest", "자료/가.md", "--source", "안내").status == 0
    ran = ieum("withdraw", "안내", "--json")
    assert (ran.status, ran.objects) == (0, [{"document_id": "안내", "withdrawn": 1}])


def test_withdrawing_says_what_went(ieum, write) -> None:
    ieum("ingest", write("안내.md", GUIDE), "--source", "안내")
    first, second = ieum("withdraw", "안내"), ieum("withdraw", "안내")
    assert (first.status, first.out) == (0, "안내: 1개 판을 뺐습니다.\n")
    assert (second.status, second.out) == (1, "")
    assert second.complaint.startswith("'안내'이라는 문서가 없습니다.")
