"""The keeper: indexes come up by themselves whatever happened to what lay on disk."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from small_library import NgramEmbedder, close_small, document, expect_whole, found, open_small

from knowledge.language.morphemes import Morphemes
from knowledge.library import Library
from knowledge.records import Audience

Open = Callable[..., Library]


def fill(library: Library) -> None:
    library.store.add(
        [
            document("rent", "월세를 내는 청년에게 임차료를 지원합니다.", questions=["방세 도와주나요"]),
            document("care", *("부모급여를 지급합니다. " * 30 for _ in range(8))),
            document("guide", "조사 담당자는 임대차계약서를 확인합니다.", audience=Audience.STAFF),
        ]
    )
    library.catch_up()


@pytest.fixture
def filled(tmp_path: Path, language: Morphemes) -> Path:
    """The folder of a library that was filled and closed."""
    library = open_small(tmp_path, language)
    fill(library)
    expect_whole(library)
    close_small(library)
    return tmp_path


def rewrite(paths: Iterator[Path], change: Callable[[bytes], bytes]) -> None:
    """Other bytes under the same name; a new file, as the old may be mapped into memory."""
    for path in list(paths):
        other = path.with_name(f"{path.name}.other")
        other.write_bytes(change(path.read_bytes()))
        other.replace(path)


def noise(content: bytes) -> bytes:
    return bytes((7 * n + 13) % 256 for n in range(len(content)))


def half(content: bytes) -> bytes:
    return content[: len(content) // 2]


def noise_before_footer(content: bytes) -> bytes:
    return b"\xff" * (len(content) // 2) + content[len(content) // 2 :]


def empty(_content: bytes) -> bytes:
    return b""


DAMAGE: dict[str, Callable[[Path], object]] = {
    "everything deleted": shutil.rmtree,
    "lexical deleted": lambda folder: shutil.rmtree(folder / "lexical"),
    "vectors deleted": lambda folder: shutil.rmtree(folder / "dense"),
    "states deleted": lambda folder: [path.unlink() for path in folder.glob("*.json")],
    "states empty": lambda folder: rewrite(folder.glob("*.json"), empty),
    "states noise": lambda folder: rewrite(folder.glob("*.json"), noise),
    "states of another shape": lambda folder: rewrite(folder.glob("*.json"), lambda _: b'{"revision": "?"}'),
    "states not an object": lambda folder: rewrite(folder.glob("*.json"), lambda _: b"[1]"),
    "tantivy meta noise": lambda folder: rewrite(folder.glob("lexical/*/meta.json"), noise),
    "tantivy meta deleted": lambda folder: [path.unlink() for path in folder.glob("lexical/*/meta.json")],
    "segment cut": lambda folder: rewrite(folder.glob("lexical/*/*.term"), half),
    "postings noise": lambda folder: rewrite(folder.glob("lexical/*/*.idx"), noise_before_footer),
    "columns noise": lambda folder: rewrite(folder.glob("lexical/*/*.fast"), noise_before_footer),
    "segment deleted": lambda folder: [path.unlink() for path in folder.glob("lexical/*/*.store")],
    "chroma noise": lambda folder: rewrite(folder.glob("dense/*/chroma.sqlite3"), noise),
    "chroma cut": lambda folder: rewrite(folder.glob("dense/*/chroma.sqlite3"), half),
    "chroma empty": lambda folder: rewrite(folder.glob("dense/*/chroma.sqlite3"), empty),
    "chroma deleted": lambda folder: [path.unlink() for path in folder.glob("dense/*/chroma.sqlite3")],
}


@pytest.mark.parametrize("damage", DAMAGE.values(), ids=DAMAGE.keys())
def test_damaged_indexes_are_made_anew_at_the_next_start(
    filled: Path, opened: Open, damage: Callable[[Path], object]
) -> None:
    damage(filled / "indexes")
    library = opened(filled)
    found(library, "월세 임차료")  # before anybody repaired it: hits or none, no error
    assert library.catch_up()
    expect_whole(library)
    assert found(library, "월세 임차료")[0] == "rent"


@pytest.mark.parametrize(
    "name", ["everything deleted", "lexical deleted", "vectors deleted", "states deleted", "chroma deleted"]
)
def test_indexes_deleted_under_our_feet_are_made_anew(library: Library, name: str) -> None:
    fill(library)
    folder = library._indexes._folder
    DAMAGE[name](folder)
    assert found(library, "월세 임차료")[0] == "rent"
    library.store.add([document("new", "산후조리비를 지급합니다.")])
    library.catch_up()
    expect_whole(library)
    assert found(library, "산후조리비")[0] == "new"


def test_a_background_keeper_notices_that_the_folder_is_gone(library: Library) -> None:
    fill(library)
    library.keep()
    shutil.rmtree(library._indexes._folder / "lexical")
    (library._indexes._folder / "lexical.json").unlink()
    wait_until(lambda: (library._indexes._folder / "lexical.json").exists())
    wait_until(lambda: library.ready()["lexical"])
    expect_whole(library)


def wait_until(condition: Callable[[], object], seconds: float = 20.0) -> None:
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "waited in vain"
        sleep(0.05)


def test_what_is_sound_is_not_made_anew(filled: Path, opened: Open) -> None:
    before = {path.name: json.loads(path.read_text()) for path in (filled / "indexes").glob("*.json")}
    opened(filled).catch_up()
    after = {path.name: json.loads(path.read_text()) for path in (filled / "indexes").glob("*.json")}
    assert before == after


def test_indexes_that_are_behind_catch_up_without_beginning_anew(filled: Path, opened: Open) -> None:
    generations = {path.parent.name: path.name for path in (filled / "indexes").glob("*/*") if path.is_dir()}
    library = opened(filled)
    library.store.add([document("new", "산후조리비를 지급합니다.")])
    library.store.withdraw("care")
    library.catch_up()
    expect_whole(library)
    now = {path.parent.name: path.name for path in (filled / "indexes").glob("*/*") if path.is_dir()}
    assert now == generations


def test_catching_up_again_does_nothing(library: Library) -> None:
    fill(library)
    states = dict(library._indexes.states)
    library.catch_up()
    assert library._indexes.states == states


def test_another_embedder_makes_vectors_anew_and_leaves_the_words(filled: Path, opened: Open) -> None:
    (words,) = (path.name for path in (filled / "indexes" / "lexical").iterdir())
    library = opened(filled, embedder=NgramEmbedder("ngrams-of-another-kind"))
    assert library._indexes.dense is None
    assert found(library, "월세 임차료")[0] == "rent"
    library.catch_up()
    expect_whole(library)
    assert [path.name for path in (filled / "indexes" / "lexical").iterdir()] == [words]
    assert len(list((filled / "indexes" / "dense").iterdir())) == 1


def test_a_restore_makes_indexes_of_the_restored_library(library: Library, tmp_path: Path) -> None:
    fill(library)
    library.store.backup(tmp_path / "b.zip")
    library.store.add([document("later", "산후조리비를 지급합니다.")])
    library.store.withdraw("rent")
    library.catch_up()
    library.store.restore(tmp_path / "b.zip")
    assert "later" not in found(library, "산후조리비", top=50)
    library.catch_up()
    expect_whole(library)
    assert found(library, "월세 임차료")[0] == "rent"


def test_an_index_ahead_of_the_store_is_made_anew(filled: Path, opened: Open) -> None:
    for path in (filled / "indexes").glob("*.json"):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"revision": 999}))
    library = opened(filled)
    library.catch_up()
    expect_whole(library)


def test_a_document_without_passages_is_indexed_as_nothing(library: Library) -> None:
    library.store.add([document("empty"), document("rent", "월세 지원")])
    library.catch_up()
    assert library.ready()["vectors"]
    assert found(library, "월세") == ["rent"]


def test_begun_anew_again_and_again_in_one_process(library: Library) -> None:
    fill(library)
    for _ in range(4):
        for name in ("lexical", "dense"):
            library._keeper.report_broken(name)
        library.catch_up()
        expect_whole(library)
    assert all(len(list((library._indexes._folder / name).iterdir())) == 1 for name in ("lexical", "dense"))


def test_progress_counts_documents(library: Library) -> None:
    seen: list[tuple[int, int]] = []
    library.store.add([document(f"d{n}", f"글 {n}") for n in range(3)])
    library.catch_up(lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_a_second_library_over_the_same_folder_does_not_take_the_lock(filled: Path, opened: Open) -> None:
    first, second = opened(filled), opened(filled)
    assert first.catch_up()
    assert not second.catch_up()
    first.close()
    assert second.catch_up()
    expect_whole(second)


def test_closing_twice_is_closing_once(library: Library) -> None:
    library.keep()
    library.close()
    library.close()
    assert not library._keeper._lock.is_locked
