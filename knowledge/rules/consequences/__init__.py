"""What follows between programs: reductions, choices, and what a held status opens.

    relations = Relations.load(rules)
    relations.between(rules.check(household, day), day, held={"near_poor"})
    relations.opened_by({"livelihood"}, day)

No rule reads another program's verdict of the same run: what the verdicts do to each other is told here,
beside them.
"""

from knowledge.rules.consequences.load import load_relations
from knowledge.rules.consequences.relations import Effect, Opened, Relations, Scenario, held_by

__all__ = ["Effect", "Opened", "Relations", "Scenario", "held_by", "load_relations"]
