"""What all tests share."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real public documents beside the project; tests that need it skip without it."""
    folder = Path(os.environ.get("IEUM_SHARED", ROOT.parent / "shared"))
    if not (folder / "README.md").is_file():
        pytest.skip(f"공유 자료 폴더가 없어 건너뜁니다: {folder}")
    return folder
