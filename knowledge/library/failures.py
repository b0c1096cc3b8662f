"""How an index fails: it is damaged and made anew, or its server is away and is asked again later."""

from collections.abc import Iterator
from contextlib import contextmanager


class IndexFailed(Exception):
    """An index could not do what it was asked; search answers without it. No person reads this."""


class IndexDamaged(IndexFailed):
    """What lies on disk or on the server is not what was written."""


class IndexUnreachable(IndexFailed):
    """The server of an index does not answer; what it holds may be whole."""


@contextmanager
def native_calls() -> Iterator[None]:
    """Whatever the native index libraries raise is damage.

    A panic of theirs is no `Exception`: a damaged segment of tantivy would end a thread that catches those.
    """
    try:
        yield
    except IndexFailed:
        raise
    except Exception as error:
        raise IndexDamaged(f"{type(error).__name__}: {error}"[:500]) from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise IndexDamaged(f"panic: {error}"[:500]) from error
