"""A scripted model in a process of its own, so that its work is not taken for Ieum's."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def in_a_child(behaviour: str) -> Iterator[str]:
    """The base address of a server that behaves so; it ends with the block."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-m", "evals.scripted_model", behaviour],
        env={**os.environ, "PYTHONPATH": path}, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    with process:
        assert process.stdout is not None  # noqa: S101 - asked for above
        yield process.stdout.readline().strip()
        process.communicate()
