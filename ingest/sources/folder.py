"""Files and folders that a person names on the command line."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from knowledge.errors import InputError


def find_files(paths: Sequence[Path]) -> list[Path]:
    """Every file under the paths, sorted within each folder, each once.

    Hidden files and folders are skipped, links that lead out of the folder are not followed. Files of unknown
    formats are in the list: reading them says so. Raises `InputError` where a path does not exist.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not path.exists():
            raise InputError(f"{path}: 그런 파일이나 폴더가 없습니다. 경로를 확인해 주십시오.")
        for file in _walk(path) if path.is_dir() else [path]:
            found.setdefault(file)
    return list(found)


def relative_name(file: Path, paths: Sequence[Path]) -> str:
    """The file's name under the folder that was given, with `/`: stable, and without the machine's path."""
    for path in paths:
        if path.is_dir() and file.is_relative_to(path):
            return file.relative_to(path).as_posix()
    return file.name


def _walk(folder: Path) -> Iterator[Path]:
    root = folder.resolve()
    for directory, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(directory, name)
            if not name.startswith(".") and file.is_file() and file.resolve().is_relative_to(root):
                yield file
