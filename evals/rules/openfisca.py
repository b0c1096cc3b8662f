"""OpenFisca-core with its country template beside our rules, in the same run, where it is installed.

It is another country's toy system, so this compares orders of magnitude, not rules: one person, every
variable of the template for one month, the simulation built anew as one has to.
"""

from importlib import import_module
from statistics import median
from time import process_time
from typing import Any

from evals.results import MILLISECONDS, Measure

_MONTH = "2026-06"
_TIMES = 20


def compared() -> tuple[Measure, ...]:
    """The measure; without a value, saying so, where OpenFisca is not installed."""
    label = "견줌: OpenFisca 예제 나라, 한 가구의 모든 변수"
    try:
        builders = import_module("openfisca_core.simulation_builder")
        system = import_module("openfisca_country_template").CountryTaxBenefitSystem()
    except ImportError:
        return (Measure("openfisca", label, None, MILLISECONDS, 0, note="OpenFisca가 없어 재지 않음"),)
    taken = [_milliseconds(system, builders.SimulationBuilder()) for _ in range(_TIMES)]
    return (Measure("openfisca", label, median(taken), MILLISECONDS, _TIMES),)


def _milliseconds(system: Any, builder: Any) -> float:
    household = {
        "persons": {"a": {"birth": {"ETERNITY": "1981-03-15"}, "salary": {_MONTH: 600}}},
        "households": {"h": {"adults": ["a"]}},
    }
    start = process_time()
    simulation = builder.build_from_entities(system, household)
    for name, variable in system.variables.items():
        if not variable.is_input_variable() and variable.definition_period == "month":
            simulation.calculate(name, _MONTH)
    return (process_time() - start) * 1000
