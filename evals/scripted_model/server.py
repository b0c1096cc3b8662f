"""The server: real HTTP on a free loopback port, a thread for each connection."""

import json
import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self

from evals.scripted_model.moves import Asked, Call, Cut, Fail, Garbage, Hang, Move, Refuse, Say, Script
from evals.scripted_model.wire import chunks, completion


class ScriptedModel:
    """A context manager: the server runs while it is open. `asked` are the requests in order."""

    def __init__(self, script: Script) -> None:
        """`script` decides each move; it may be changed while the server runs."""
        self.script = script
        self.asked: list[Asked] = []
        self.closing = threading.Event()
        self._lock = threading.Lock()
        self._server = _Server(self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    @property
    def url(self) -> str:
        """The base address, as an OpenAI client takes it."""
        return f"http://127.0.0.1:{self._server.server_port}/v1"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def move(self, body: Mapping[str, Any]) -> tuple[Move, int]:
        """The next move for a request, and the number of the request."""
        with self._lock:
            asked = Asked(body, len(self.asked))
            self.asked.append(asked)
        if callable(self.script):
            return self.script(asked), asked.number
        return self.script[min(asked.number, len(self.script) - 1)], asked.number


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 64

    def __init__(self, model: ScriptedModel) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.model = model

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is no news here."""


class _Handler(BaseHTTPRequestHandler):
    """Makes the model's move for each request; `server` holds the model."""

    protocol_version = "HTTP/1.1"
    server: _Server

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        move, number = self.server.model.move(body)
        match move:
            case Fail():
                self._whole(json.dumps({"error": {"message": move.message}}).encode(), status=move.status)
            case Garbage():
                self._whole(move.body.encode())
            case Hang():
                self._hang(move)
            case Cut():
                self._cut(move, number)
            case _ if body.get("stream"):
                self._stream(move, number)
            case _:
                self._wait(move.pause if isinstance(move, Say) else 0)
                self._whole(completion(move, number))

    def _whole(self, body: bytes, status: int = 200) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _open(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True

    def _stream(self, move: Say | Call | Refuse, number: int) -> None:
        self._open()
        for chunk in chunks(move, number):
            if isinstance(move, Say) and self._wait(move.pause):
                return
            self.wfile.write(chunk)

    def _hang(self, move: Hang) -> None:
        if move.drip is None:
            self._wait(move.seconds)
            self.close_connection = True
            return
        self._open()
        for _ in range(int(move.seconds / move.drip)):
            self.wfile.write(b": still here\n\n")
            if self._wait(move.drip):
                return

    def _cut(self, move: Cut, number: int) -> None:
        self._open()
        for chunk in list(chunks(Say(move.text), number))[:-2]:
            self.wfile.write(chunk)

    def _wait(self, seconds: float) -> bool:
        """Waits; True where the server is closing."""
        return seconds > 0 and self.server.model.closing.wait(seconds)

    def log_message(self, format: str, *args: Any) -> None:
        """Requests are kept in `asked`, not logged."""
