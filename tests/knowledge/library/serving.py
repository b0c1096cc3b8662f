"""Program of a test: serves a small library until it is killed, and answers searches line by line.

`python serving.py HOME`; each line of standard input is a query, its answer the documents found as JSON;
an empty line asks whether this process holds the writer's lock.
"""

import json
import sys
from pathlib import Path

import structlog
from small_library import found, open_small


def say(answer: object) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def main() -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    library = open_small(Path(sys.argv[1]))
    library.keep()
    say("ready")
    for line in sys.stdin:
        query = line.strip()
        say(found(library, query) if query else library._keeper.hold())


main()
