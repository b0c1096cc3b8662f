"""Sweeps: the rules over buckets of households in files, and synthetic populations to sweep."""

from knowledge.rules.sweep.generate import generate
from knowledge.rules.sweep.population import Population
from knowledge.rules.sweep.sweep import Swept, sweep

__all__ = ["Population", "Swept", "generate", "sweep"]
