"""A small catalog in a folder, and the built-in one."""

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest

from knowledge.cards import Catalog, load_catalog

FILES = {
    "units.yaml": "person: 본인\n",
    "fields.yaml": "seniors: 노인\n",
    "dimensions.yaml": """\
        - id: size
          term: 가구원 수
          keys: {1: 1명, 2: 2명, 3: 3명}
        - id: grade
          term: 급지
          keys: {a: 가급, b: 나급}
        """,
    "terms.yaml": """\
        - id: line
          term: 기준선
          definition: 넘지 않아야 하는 금액입니다.
        """,
    "parameters/line.yaml": """\
        - id: line
          term: 기준선
          concept: line
          unit: won_per_month
          by: [size]
          values:
            - from: 2025-01-01
              to: 2025-12-31
              source: 2025년 고시
              confidence: verified
              value: {1: 1000, 2: 2000}
            - from: 2026-01-01
              to: 2026-12-31
              source: 2026년 고시
              confidence: verified
              value: {1: 1100, 2: 2200, 3: 3300}
              confidence_by_key: {3: memory}
        - id: rate
          term: 비율
          concept: line
          unit: percent
          values:
            - from: 2025-01-01
              source: 법 제1조
              confidence: law
              value: 4.17
        - id: rent
          term: 임대료
          concept: line
          unit: won
          by: [grade, size]
          values:
            - from: 2026-01-01
              to: 2026-12-31
              source: 2026년 고시
              confidence: single
              value:
                a: {1: 10, 2: 20}
                b: {1: 30}
        """,
    "programs/sample.yaml": """\
        id: sample
        name: 견본급여
        aliases: [보기]
        agency: 보건복지부
        field: seniors
        unit: person
        central: [line]
        summary: [견본급여는 보기입니다.]
        target: [누구나 받습니다.]
        criteria:
          - id: income
            text: 소득이 {{line[1]}} 이하이어야 합니다.
            source: 법 제1조
        benefit: ["월 기준 {{table:line}}"]
        application: {visit: 주민센터에 신청합니다.}
        documents: [신분증]
        period: [언제든지 신청합니다.]
        appeal: [90일 안에 합니다.]
        overlap: [없습니다.]
        notes: [없습니다.]
        contact: [주민센터]
        law: [{name: 법, articles: [제1조]}]
        questions: [얼마예요?]
        confidence: verified
        """,
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a small, correct catalog."""
    for name, text in FILES.items():
        target = tmp_path / name
        target.parent.mkdir(exist_ok=True)
        target.write_text(dedent(text), encoding="utf-8")
    return tmp_path


@pytest.fixture
def edit(folder: Path) -> Callable[[str, str, str], Path]:
    """Replace a text in one of the folder's files, which must hold it."""

    def replace(name: str, old: str, new: str) -> Path:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return path

    return replace


@pytest.fixture(scope="session")
def builtin() -> Catalog:
    """The catalog that ships with the project."""
    return load_catalog()
