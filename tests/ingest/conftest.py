"""Small PDFs written by hand, so that the tests need no file of anybody else."""

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

Text = tuple[float, float, str]
Rule = tuple[float, float, float, float]
Sheet = tuple[Sequence[Text], Sequence[Rule]]
PdfMaker = Callable[[str, Sequence[Sheet]], Path]

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /HYSMyeongJo-Medium /Encoding /UniKS-UTF16-H "
    b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /HYSMyeongJo-Medium /DW 1000 "
    b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Korea1) /Supplement 1 >> >>] >>"
)


def _content(sheet: Sheet) -> bytes:
    texts, rules = sheet
    shown = [f"BT /F 10 Tf {x} {y} Td <{text.encode('utf-16-be').hex()}> Tj ET" for x, y, text in texts]
    drawn = [f"{x0} {y0} m {x1} {y1} l S" for x0, y0, x1, y1 in rules]
    return "\n".join(shown + drawn).encode()


@pytest.fixture
def make_pdf(tmp_path: Path) -> PdfMaker:
    """Writes a PDF of texts at (x, y) and straight rules, one pair of lists a page of 595 by 842 points."""

    def make(name: str, sheets: Sequence[Sheet]) -> Path:
        kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(sheets)))
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            f"<< /Type /Pages /Kids [{kids}] /Count {len(sheets)} >>".encode(),
            _FONT,
        ]
        for number, sheet in enumerate(sheets):
            stream = _content(sheet)
            objects.append(
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 3 0 R >> >> "
                + f"/Contents {5 + 2 * number} 0 R >>".encode()
            )
            objects.append(f"<< /Length {len(stream)} >>\nstream\n".encode() + stream + b"\nendstream")
        data, offsets = b"%PDF-1.5\n", []
        for number, body in enumerate(objects, start=1):
            offsets.append(len(data))
            data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
        trailer = f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(data)}\n%%EOF\n"
        data += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make
