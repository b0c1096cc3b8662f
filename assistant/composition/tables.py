"""Markdown tables: cutting a long one, reading and writing rows."""

from collections.abc import Sequence

from knowledge.language.text import compact


def cells(row: str) -> list[str]:
    """The cells of a row."""
    plain = row.strip().removeprefix("|").removesuffix("|").replace("\\|", "\0")
    return [cell.strip().replace("\0", "|") for cell in plain.split("|")]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; line ends and bars inside a cell are made safe."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(_safe(cell) for cell in line) + " |" for line in lines)


def parted(text: str) -> tuple[str, list[str], list[str]]:
    """What stands before a text's table, the table's two header lines, its rows."""
    lines = text.splitlines()
    start = next((at for at, line in enumerate(lines) if line.lstrip().startswith("|")), len(lines))
    body = [line for line in lines[start:] if line.lstrip().startswith("|")]
    return "\n".join(lines[:start]).strip(), body[:2], body[2:]


def fitted(text: str, most: int, terms: Sequence[str] = ()) -> tuple[str, int | None]:
    """The text with at most `most` rows of its table, and how many where some are left out.

    Kept are the rows that share words with the question, else the first.
    """
    before, header, rows = parted(text)
    if len(rows) <= most:
        return text, None
    near = [row for row in rows if any(term in compact(row) for term in terms)]
    kept = (near or rows)[:most]
    return "\n\n".join(part for part in (before, "\n".join([*header, *kept])) if part), len(kept)


def _safe(cell: str) -> str:
    return cell.replace("\\|", "|").replace("|", "\\|").replace("\n", " ").strip() or " "
