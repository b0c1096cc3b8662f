"""docs/library.md does what it says."""

import re
from functools import partial
from pathlib import Path

import pytest
from small_library import NgramEmbedder

from knowledge.language.morphemes import Morphemes
from knowledge.library import library as library_module

DOCS = Path(__file__).parents[3] / "docs" / "library.md"


def test_the_examples_run_in_order(
    tmp_path: Path, language: Morphemes, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As written, in an empty folder; only the embedder and the analyser are ones that open at once."""
    monkeypatch.chdir(tmp_path)
    options = partial(library_module.LibraryOptions, embedder=NgramEmbedder(), language=language)
    monkeypatch.setattr(library_module, "LibraryOptions", options)
    examples = re.findall(r"```python\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) >= 6
    exec(compile("\n".join(examples), str(DOCS), "exec"), {"__name__": "examples"})
