"""A real Chroma server in place of the embedded one."""

import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from small_library import TODAY, NgramEmbedder, document, expect_whole, found

from knowledge.library import Library
from knowledge.records import Audience, Role

Open = Callable[..., Library]


class ChromaServer:
    """`chroma run` on a free port of loopback, which can be stopped and started again."""

    def __init__(self, command: Path, folder: Path) -> None:
        self._command, self._folder = command, folder
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self._port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self._port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [self._command, "run", "--path", self._folder, "--host", "127.0.0.1", "--port", str(self._port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        end = monotonic() + 60
        while monotonic() < end:
            try:
                with urlopen(f"{self.url}/api/v2/heartbeat", timeout=2):
                    return
            except (URLError, OSError):
                assert self._process.poll() is None, "chroma did not start"
                sleep(0.1)
        raise AssertionError("chroma does not answer")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ChromaServer]:
    command = Path(sys.executable).with_name("chroma")
    if not command.is_file():
        pytest.skip(f"Chroma 서버 명령이 없어 건너뜁니다: {command}")
    server = ChromaServer(command, tmp_path_factory.mktemp("chroma"))
    server.start()
    yield server
    server.stop()


@pytest.fixture
def served(running: ChromaServer, opened: Open, tmp_path: Path) -> Library:
    library = opened(tmp_path, chroma_url=running.url)
    library.store.add(
        [
            document("rent", "월세를 내는 청년에게 임차료를 지원합니다.", questions=["방세 도와주나요"]),
            document("guide", "조사 담당자는 임대차계약서를 확인합니다.", audience=Audience.STAFF),
        ]
    )
    library.catch_up()
    return library


def test_a_library_works_over_a_server(served: Library) -> None:
    expect_whole(served)
    (hit, *_) = served.search("청년 임차료", as_of=TODAY, role=Role.CITIZEN)
    assert hit.passage.document_id == "rent"
    assert hit.cosine is not None
    assert "guide" not in found(served, "임대차계약서", Role.CITIZEN)


def test_what_is_withdrawn_leaves_the_server(served: Library) -> None:
    served.store.withdraw("rent")
    served.catch_up()
    expect_whole(served)


def test_beginning_anew_leaves_no_old_collections_and_those_of_others_alone(
    served: Library, opened: Open, tmp_path: Path, running: ChromaServer
) -> None:
    other = opened(tmp_path / "other", chroma_url=running.url)
    other.store.add([document("other", "다른 기관의 글입니다.")])
    other.catch_up()
    assert served._indexes.dense is not None
    names = {collection.name for collection in served._indexes.dense._client.list_collections()}
    served._keeper.report_broken("dense")
    served.catch_up()
    expect_whole(served)
    expect_whole(other)
    assert len({c.name for c in served._indexes.dense._client.list_collections()}) == len(names)


def test_another_embedder_throws_the_collections_of_the_first_away(
    served: Library, opened: Open, tmp_path: Path, running: ChromaServer
) -> None:
    served.close()
    again = opened(tmp_path, chroma_url=running.url, embedder=NgramEmbedder("another"))
    again.catch_up()
    expect_whole(again)


def test_words_answer_while_the_server_is_away_and_its_vectors_are_kept(
    served: Library, running: ChromaServer
) -> None:
    state = served._indexes.states["dense"]
    running.stop()
    try:
        (hit, *_) = served.search("임차료", as_of=TODAY, role=Role.CITIZEN)
        assert hit.passage.document_id == "rent"
        served.store.add([document("new", "산후조리비를 지급합니다.")])
        assert served.catch_up()
        assert "new" in found(served, "산후조리비")
    finally:
        running.start()
    served.catch_up()
    expect_whole(served)
    assert served._indexes.states["dense"].generation == state.generation


def test_a_library_opened_while_the_server_is_away_takes_its_vectors_up_when_it_is_back(
    served: Library, running: ChromaServer, opened: Open, tmp_path: Path
) -> None:
    state = served._indexes.states["dense"]
    served.close()
    running.stop()
    try:
        library = opened(tmp_path, chroma_url=running.url)
        assert library.catch_up()
        assert found(library, "임차료")[0] == "rent"
        assert not library.ready()["vectors"]
    finally:
        running.start()
    library.catch_up()
    expect_whole(library)
    assert library._indexes.states["dense"].generation == state.generation
