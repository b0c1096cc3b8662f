"""Puts the command line together and turns errors into one Korean line and an exit status."""

import logging
import sys
from importlib.metadata import entry_points

import structlog
import typer

from connectors.cli import catalog, keep
from connectors.cli.ask import ask
from connectors.cli.chat import chat
from connectors.cli.check import check
from connectors.cli.ingest import ingest, withdraw
from connectors.cli.output import err
from connectors.cli.search import search
from connectors.cli.serve import serve
from connectors.cli.sweep import sweep
from connectors.cli.trace import trace
from connectors.cli.triage import triage
from knowledge.errors import IeumError, InputError

DONE, COULD_NOT, BAD_INPUT, INTERRUPTED = 0, 1, 2, 130


def build() -> typer.Typer:
    """The application; other packages add commands by the entry point `ieum.commands`."""
    app = typer.Typer(
        name="ieum",
        help="이음비서: 근거 있는 복지 안내",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    asking = (serve, ask, chat, search, check, triage, sweep)
    keeping = (ingest, withdraw, trace, keep.backup, keep.restore)
    for command in (*asking, *keeping):
        app.command()(command)
    app.add_typer(catalog.app, name="catalog")
    for point in entry_points(group="ieum.commands"):
        app.add_typer(point.load(), name=point.name)
    return app


def run() -> None:
    """The console script `ieum`."""
    _log_to_stderr()
    try:
        build()()
    except IeumError as error:
        err.print(str(error), style="red", highlight=False, markup=False, soft_wrap=True)
        sys.exit(BAD_INPUT if isinstance(error, InputError) else COULD_NOT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _log_to_stderr() -> None:
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso"),
            structlog.processors.format_exc_info,
            structlog.processors.JSONRenderer(ensure_ascii=False),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
