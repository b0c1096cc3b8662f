"""Rules as code: who is entitled to what, decided criterion by criterion. See docs/rules.md.

    from knowledge.rules import Rules

    Rules.load().check(household, as_of=date(2026, 6, 1))

Nothing here imports a web, database, vector or model library.
"""

from knowledge.rules.engine import Rules
from knowledge.rules.household import HouseholdError

__all__ = ["HouseholdError", "Rules"]
