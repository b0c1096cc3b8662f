"""Knowledge as data: cards, guides, dated parameters and the glossary, and how they become text."""

from knowledge.cards.catalog import Catalog, load_catalog
from knowledge.cards.checks import CatalogProblem, ProblemKind
from knowledge.cards.exclusions import EXCLUSIONS, Exclusion, ExclusionKind, Exclusions
from knowledge.cards.guides import Guide
from knowledge.cards.life_events import LifeEvent
from knowledge.cards.parameters import Parameter, Period, Unit
from knowledge.cards.schema import Confidence, ProgramCard, Statement, Term
from knowledge.cards.trace import FigureTrace

__all__ = [
    "EXCLUSIONS",
    "Catalog",
    "CatalogProblem",
    "Confidence",
    "Exclusion",
    "ExclusionKind",
    "Exclusions",
    "FigureTrace",
    "Guide",
    "LifeEvent",
    "Parameter",
    "Period",
    "ProblemKind",
    "ProgramCard",
    "Statement",
    "Term",
    "Unit",
    "load_catalog",
]
