"""Finding files."""

from pathlib import Path

import pytest

from ingest.sources.folder import find_files, relative_name
from knowledge.errors import InputError


def test_folders_are_walked_in_order_without_hidden_files_and_outside_links(tmp_path: Path) -> None:
    root, outside = tmp_path / "자료", tmp_path / "비밀.txt"
    (root / "b").mkdir(parents=True)
    (root / ".git").mkdir()
    for name in ("z.md", "b/a.xyz", ".숨김.md", ".git/x.md"):
        (root / name).write_text("x")
    outside.write_text("x")
    (root / "link.txt").symlink_to(outside)
    found = find_files([root, root / "z.md"])
    assert [file.relative_to(root).as_posix() for file in found] == ["z.md", "b/a.xyz"]
    assert relative_name(found[1], [root]) == "b/a.xyz"
    assert relative_name(root / "z.md", [root / "z.md"]) == "z.md"


def test_a_missing_path_is_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="없습니다"):
        find_files([tmp_path / "없음"])
