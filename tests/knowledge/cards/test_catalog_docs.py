"""The page for officials is true: its example loads, and its error messages are the ones that appear."""

import re
from datetime import date
from pathlib import Path

from knowledge.cards import ExclusionKind, Unit, load_catalog

PAGE = (Path(__file__).parents[3] / "docs" / "catalog.md").read_text(encoding="utf-8")
SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in (Path(__file__).parents[3] / "knowledge" / "cards").glob("*.py")
)


def test_the_example_of_the_page_is_a_working_local_catalog(tmp_path: Path) -> None:
    for text in re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL):
        path = tmp_path / text.splitlines()[0].removeprefix("# ")
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    catalog = load_catalog(extra_dirs=[tmp_path])
    draft = next(
        draft
        for draft in catalog.drafts()
        if draft.identity == "program:our-city-birth-gift" and draft.effective_from == date(2026, 1, 1)
    )
    text = "\n".join(passage.text for section in draft.sections for passage in section.passages)
    assert "첫째는 500,000원을 줍니다." in text
    assert "1,000,000원(확인 필요)" in text
    assert "- 첫만남이용권" in text
    added = {draft.identity: draft.title for draft in catalog.drafts()}
    assert added["guide:our-city-visits"] == "우리시 찾아가는 상담 이용하는 법"
    assert added["life-event:our_city_newcomer"] == "우리시로 이사 왔을 때"
    assert draft.taught == ("손주 봤는데 시에서 뭐 주나요?",)
    (found,) = catalog.exclusions.between("first-meeting-voucher", "our-city-birth-gift", date(2026, 5, 1))
    assert "출산축하금 500,000원을 받습니다." in found.text(date(2026, 5, 1))


def test_every_unit_and_kind_is_on_the_page() -> None:
    assert all(f"`{unit}`" in PAGE for unit in Unit)
    assert all(f"| `{kind}` | {kind.term} |" in PAGE for kind in ExclusionKind)


def test_the_messages_on_the_page_are_those_of_the_code() -> None:
    rows = re.findall(r"^\| `(.+?)` \| ", PAGE.split("## 오류와")[1], re.MULTILINE)
    assert len(rows) > 10
    for row in rows:
        ending = re.sub(r"^.*'[^']*'", "", row).strip()
        assert ending.replace("{{", "{{").split("}}")[-1] in SOURCES, row
