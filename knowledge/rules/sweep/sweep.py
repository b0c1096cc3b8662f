"""`sweep`: the rules over all buckets of a folder; what is finished already is not done again."""

import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from knowledge.errors import InputError
from knowledge.rules.columnar import Kernel
from knowledge.rules.engine import Rules
from knowledge.rules.sweep import local
from knowledge.rules.sweep.buckets import Bucket, buckets, check
from knowledge.rules.sweep.output import Output

Engine = Callable[[Kernel, Sequence[Bucket], Output], Iterator[Counter[str]]]


@dataclass(frozen=True)
class Swept:
    """What a sweep found: counts of `households`, `rows`, verdicts, `changed` and `problems` (households
    that could not be judged), and how many buckets there are and were finished already.
    """

    sweep: str
    counts: Counter[str]
    buckets: int
    resumed: int


def sweep(
    rules: Rules,
    source: Path,
    target: Path,
    as_of: date,
    strict: bool = False,
    engine: Engine = local.run,
    progress: Callable[[int, int, Counter[str]], None] = lambda *_: None,
) -> Swept:
    """Judge all households of `source` (see `buckets`) into `target` (see `output`).

    `progress` is told how many buckets of how many are done, and the counts so far. `InputError` for wrong
    files, before anything is computed.
    """
    found = buckets(source)
    if source.resolve() == target.resolve() or source.resolve() in target.resolve().parents:
        raise InputError(f"{target}: 결과를 입력 폴더 안에 쓸 수 없습니다. 다른 폴더를 적으세요.")
    kernel = Kernel(rules, as_of, strict)
    check(found, rules.prepared(as_of).shape)
    target.mkdir(parents=True, exist_ok=True)
    identity = _identity(found, kernel, strict)
    output = Output(target, identity, kernel.definitions, as_of.isoformat())
    try:
        with FileLock(target / ".lock", timeout=0):
            return _swept(kernel, found, output, engine, progress)
    except Timeout:
        raise InputError(f"{target}: 다른 훑기가 이 폴더에 쓰고 있습니다. 끝난 뒤에 다시 하세요.") from None


def _swept(
    kernel: Kernel,
    found: list[Bucket],
    output: Output,
    engine: Engine,
    progress: Callable[[int, int, Counter[str]], None],
) -> Swept:
    output.clean({bucket.name for bucket in found})
    counts: Counter[str] = Counter()
    waiting = []
    for bucket in found:
        known = output.counts(bucket.name)
        if known is None:
            waiting.append(bucket)
        else:
            counts += known
    resumed = done = len(found) - len(waiting)
    progress(done, len(found), counts)
    for own in engine(kernel, waiting, output):
        counts += own
        done += 1
        progress(done, len(found), counts)
    return Swept(output.sweep, counts, len(found), resumed)


def _identity(found: Sequence[Bucket], kernel: Kernel, strict: bool) -> str:
    """The same for the same day, rules and input files: a sweep of it goes on where it stopped."""
    files = [(b.name, *(s for p in (b.households, b.members) for s in _stamp(p))) for b in found]
    key = json.dumps([kernel.today, kernel.definitions, strict, files])
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _stamp(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_size, found.st_mtime_ns
