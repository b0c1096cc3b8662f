"""Knowledge as data: program cards, dated parameters and the glossary, and how they become text."""

from knowledge.cards.catalog import Catalog, load_catalog
from knowledge.cards.checks import CatalogProblem, ProblemKind
from knowledge.cards.parameters import Parameter, Period, Unit
from knowledge.cards.schema import Confidence, ProgramCard, Statement, Term
from knowledge.cards.trace import FigureTrace

__all__ = [
    "Catalog",
    "CatalogProblem",
    "Confidence",
    "FigureTrace",
    "Parameter",
    "Period",
    "ProblemKind",
    "ProgramCard",
    "Statement",
    "Term",
    "Unit",
    "load_catalog",
]
