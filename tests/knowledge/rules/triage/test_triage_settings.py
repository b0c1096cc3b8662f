"""The settings of semi-automatic decision: what a trainer writes wrong is told with file and line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.errors import CatalogError
from knowledge.rules.triage import load_settings

BUILT_IN = Path(__file__).parents[4] / "knowledge" / "catalog" / "triage.yaml"
PROGRAMS = ("livelihood-benefit", "basic-pension")


@pytest.fixture
def edited(tmp_path: Path) -> Callable[[str, str], Path]:
    """The built-in settings with one text replaced."""

    def to(old: str, new: str) -> Path:
        text = BUILT_IN.read_text(encoding="utf-8")
        assert old in text
        path = tmp_path / "triage.yaml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return to


def test_a_program_may_settle_things_otherwise(edited: Callable[[str, str], Path]) -> None:
    own = "programs: {livelihood-benefit: {automatic: false, set_aside: 10, approve_bands: [clear, near]}}"
    settings = load_settings(PROGRAMS, edited("programs: {}", own))
    limits, common = settings.of("livelihood-benefit"), settings.of("basic-pension")
    assert (limits.automatic, limits.set_aside, limits.approve) == (False, 10, {"clear", "near"})
    assert (common.automatic, common.set_aside, common.approve) == (True, 5, {"clear"})
    assert limits.reject == common.reject == {"far_over"}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("programs: {}", "programs: {basic-pensoin: {}}", "'basic-pensoin'이라는 사업이 없습니다"),
        ("certain: law", "certain: sure", "쓸 수 없습니다"),
        ("[document, official]", "[declared, official]", "증빙이 아닙니다"),
        ("[clear]", "[over]", "승인할 수 없습니다"),
        ("set_aside: 5", "set_aside: 101", "올바르지 않습니다"),
        ("set_aside: 5", "set_aside: 5\nset_asid: 5", "모르는 항목"),
        ("  sample: ", "  sampel: ", "texts.sampel"),
    ],
)
def test_a_wrong_setting_is_told_with_its_line(
    edited: Callable[[str, str], Path], old: str, new: str, says: str
) -> None:
    path = edited(old, new)
    with pytest.raises(CatalogError, match=says) as error:
        load_settings(PROGRAMS, path)
    assert str(error.value).startswith(f"{path}:")
    assert error.value.line


def test_a_reason_without_a_text_is_told(tmp_path: Path) -> None:
    lines = BUILT_IN.read_text(encoding="utf-8").splitlines()
    path = tmp_path / "triage.yaml"
    path.write_text("\n".join(line for line in lines if "  nobody:" not in line), encoding="utf-8")
    with pytest.raises(CatalogError, match="'nobody'의 글이 없습니다"):
        load_settings(PROGRAMS, path)
