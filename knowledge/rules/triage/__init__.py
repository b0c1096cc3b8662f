"""Semi-automatic decision: applications sorted into approval, proposed rejection and investigation.

    from knowledge.rules.triage import Application, Triage

    Triage.of(rules, seed="2026-06").decide(Application("1", "basic-pension", household, day))

A rejection is only ever proposed: a named official confirms it. See docs/triage.md.
"""

from knowledge.rules.triage.decide import Application, Decision, Item, Lane, Reason, Triage
from knowledge.rules.triage.settings import Code, TriageSettings, load_settings

__all__ = [
    "Application",
    "Code",
    "Decision",
    "Item",
    "Lane",
    "Reason",
    "Triage",
    "TriageSettings",
    "load_settings",
]
