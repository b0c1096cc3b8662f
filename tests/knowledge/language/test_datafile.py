"""Data files: wrong ones say where."""

import pytest

from knowledge.errors import CatalogError
from knowledge.language.datafile import DataModel, read_data


class _Item(DataModel):
    name: str
    weight: int


class _Data(DataModel):
    items: list[_Item]


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("items:\n  - name: 가\n    weight: 많이\n", 3, "형식이 맞지 않습니다"),
        ("items:\n  - name: 가\n    weight: 1\n    hight: 2\n", 4, "모르는 항목"),
        ("items:\n  - name: 가\n", 2, "항목이 없습니다"),
        ("items: []\nitems: []\n", 2, "두 번"),
        ("items: [\n", 2, "YAML"),
    ],
)
def test_an_error_names_its_line(tmp_path, text, line, problem):
    path = tmp_path / "data.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CatalogError, match=problem) as caught:
        read_data(path, _Data)
    assert (caught.value.path, caught.value.line) == (path, line)


def test_a_missing_file_says_so(tmp_path):
    with pytest.raises(CatalogError, match="읽을 수 없습니다"):
        read_data(tmp_path / "none.yaml", _Data)
