"""What a measurement ran on, and what a process weighs."""

import os
import platform
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path


def machine_line() -> str:
    """One line that says what was measured on: processor, cores this process may use, system, Python."""
    return f"{_processor()}, {_cores()}코어, {platform.system()}, Python {platform.python_version()}"


def ieum_version() -> str:
    """The version of the installed distribution, "0" where it runs uninstalled."""
    try:
        return version("ieum")
    except PackageNotFoundError:
        return "0"


def resident_bytes(pid: int) -> int | None:
    """The resident memory of a process and its descendants in bytes; None where the system does not tell."""
    own = _resident(pid)
    if own is None:
        return None
    return own + sum(resident_bytes(child) or 0 for child in _children(pid))


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def _cores() -> int:
    # The cores this process may use, not those of the host: containers are given fewer.
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _resident(pid: int) -> int | None:
    try:
        for line in Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) * 1024
    except OSError:
        return None
    return None


def _children(pid: int) -> list[int]:
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in task.read_text(encoding="utf-8").split()]
        except OSError:
            continue
    return found
