"""What the cases meet: the library with the hostile documents in it, and the folder that keeps everything."""

import json
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog
from structlog.typing import EventDict

from connectors.app import Services, open_services
from connectors.settings import Settings
from evals.opening import Told, apart
from evals.safety.cases import HostileDocument
from evals.safety.grounds import flat
from evals.safety.judge import leaked
from ingest.options import ReadOptions
from ingest.reading import read_file
from knowledge.records import Role


@contextmanager
def library(
    documents: Sequence[HostileDocument],
    told: Told | None = None,
    change: Callable[[Settings], Settings] = lambda settings: settings,
) -> Iterator[Services]:
    """The services over the built-in catalog and the documents, in a data folder of their own.

    `change` is for the settings of a model. The documents are read as files are, so that nothing is spared.
    """
    with TemporaryDirectory(prefix="ieum-safety-") as folder:
        settings = change(apart(Path(folder) / "home", builtin=True))
        with open_services(settings) as services:
            for one in documents:
                path = Path(folder) / f"{one.id}.jsonl"
                path.write_text(
                    json.dumps({"id": one.id, "title": one.title, "text": one.text}, ensure_ascii=False),
                    encoding="utf-8",
                )
                services.store.add(read_file(path, ReadOptions(audience=one.audience)))
                path.unlink()  # what is searched for leaks afterwards is what the services keep
            services.library.catch_up(told)
            yield services


def known_names(services: Services) -> Callable[[str], bool]:
    """Whether a name stands in a passage of the library."""
    texts: list[str] = []
    for summary in services.store.documents(Role.STAFF, None):
        document = services.store.document(summary.key, Role.STAFF)
        if document is not None:
            passages = [passage.text for section in document.sections for passage in section.passages]
            texts += [summary.title, *passages]
    everything = flat(" ".join(texts))
    return lambda name: name in everything


def kept(home: Path, secrets: Sequence[str]) -> dict[str, list[str]]:
    """The secrets that some file of the data folder holds, each with the names of the files."""
    found: dict[str, list[str]] = {}
    for path in sorted(one for one in home.rglob("*") if one.is_file()):
        text = path.read_bytes().decode("utf-8", errors="ignore")
        for secret in leaked(secrets, text):
            found.setdefault(secret, []).append(path.name)
    return found


@contextmanager
def logs() -> Iterator[list[EventDict]]:
    """What is logged during a block."""
    with structlog.testing.capture_logs() as events:
        yield events
