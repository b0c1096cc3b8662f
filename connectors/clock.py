"""Today as Korea's offices count it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

SEOUL = ZoneInfo("Asia/Seoul")


def today() -> date:
    """The date in Seoul."""
    return datetime.now(SEOUL).date()
