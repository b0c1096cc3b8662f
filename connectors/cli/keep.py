"""`ieum backup` and `ieum restore`: the whole library in one file."""

from pathlib import Path
from typing import Annotated

import typer

from connectors.app import open_services
from connectors.cli.output import bring_up, out


def backup(path: Annotated[Path, typer.Argument(help="만들 파일")]) -> None:
    """자료실 전체를 파일 하나로 남깁니다. 도중에 멈추면 아무것도 남지 않습니다."""
    with open_services() as services:
        rows = services.store.backup(path)
    out.print(f"{path}: {rows:,}줄을 남겼습니다.", highlight=False, markup=False)


def restore(path: Annotated[Path, typer.Argument(help="백업 파일")]) -> None:
    """백업한 때로 자료실을 되돌립니다. 파일이 온전하지 않으면 아무것도 바꾸지 않습니다."""
    with open_services() as services:
        rows = services.store.restore(path)
        bring_up(services)
    out.print(f"{path}: {rows:,}줄을 되돌렸습니다.", highlight=False, markup=False)
