"""How dates, pages and kinds are said in Korean."""

from datetime import date

from knowledge.records import DocumentKind

_WEEKDAYS = "월화수목금토일"
_KINDS = {
    DocumentKind.PROGRAM: "복지 사업",
    DocumentKind.GUIDE: "이용 안내",
    DocumentKind.STATUTE: "법령",
    DocumentKind.GUIDELINE: "지침",
    DocumentKind.TEXT: "자료",
}


def day(value: date) -> str:
    """2026. 1. 1."""
    return f"{value.year}. {value.month}. {value.day}."


def day_with_weekday(value: date) -> str:
    """2026. 11. 22.(일)"""
    return f"{day(value)}({_WEEKDAYS[value.weekday()]})"


def in_force(start: date | None, end: date | None) -> str:
    """The span as a person says it; empty where both ends are open."""
    if start and end:
        return f"{day(start)}부터 {day(end)}까지"
    if start:
        return f"{day(start)}부터"
    return f"{day(end)}까지" if end else ""


def page(label: str | None, exact: bool = True) -> str:
    """12쪽, 약 12쪽; empty where there is no page."""
    if not label:
        return ""
    estimate = "" if exact or label.startswith("약") else "약 "
    return f"{estimate}{label}쪽"


def kind(value: DocumentKind) -> str:
    """What a citizen calls this kind of document."""
    return _KINDS[value]
