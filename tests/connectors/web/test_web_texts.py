from pathlib import Path

import pytest

from connectors.web.texts import load_texts
from knowledge.errors import CatalogError


@pytest.fixture
def written(tmp_path: Path) -> Path:
    source = Path(load_texts.__code__.co_filename).with_name("texts.yaml")
    target = tmp_path / "texts.yaml"
    target.write_text(source.read_text(encoding="utf-8"), encoding="utf-8")
    return target


def edit(path: Path, old: str, new: str) -> Path:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_the_texts_that_come_along_are_right() -> None:
    texts = load_texts()
    assert 1 <= len(texts.examples) <= 8
    assert "109" in texts.phones
    assert texts.error(418) == texts.errors[400]
    assert texts.error(502) == texts.errors[500]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("    title: 페이지를 찾을 수 없어요", "    titel: 페이지를 찾을 수 없어요", "404"),
        ('"109"', "109", "phones"),
        ("\nexamples:", "\nexample:", "example"),
    ],
)
def test_a_wrong_value_names_its_line(written: Path, old: str, new: str, place: str) -> None:
    with pytest.raises(CatalogError, match=place) as caught:
        load_texts(edit(written, old, new))
    assert caught.value.path == written
    if place != "example":
        assert caught.value.line


def test_wrong_yaml_names_its_line(written: Path) -> None:
    with pytest.raises(CatalogError) as caught:
        load_texts(edit(written, "\nerrors:", "\nerrors: ["))
    assert caught.value.line


def test_a_missing_error_page_is_named(written: Path) -> None:
    with pytest.raises(CatalogError, match="429"):
        load_texts(edit(written, "  429:", "  428:"))
