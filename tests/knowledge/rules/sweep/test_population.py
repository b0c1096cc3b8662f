"""Synthetic populations: from a seed, plausible, and valid for the rules."""

import sys
from copy import copy
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from polars.testing import assert_frame_equal

from knowledge.errors import CatalogError
from knowledge.rules import Rules
from knowledge.rules.sweep.population import Population

sys.path.insert(0, str(Path(__file__).parents[1] / "columnar"))  # households as the contract writes them
from household_records import records

DAY = date(2026, 6, 1)


def test_margins_that_name_no_fact_are_refused(rules: Rules) -> None:
    fewer = copy(rules.sources.facts)
    fewer.by_entity = fewer.by_entity | {"household": {}}
    with pytest.raises(CatalogError, match="housing_tenure"):
        Population(fewer, DAY)


def test_a_bucket_depends_on_the_seed_and_its_number_alone(rules: Rules) -> None:
    def bucket(seed: int, number: int) -> pl.DataFrame:
        return Population(rules.sources.facts, DAY, seed).bucket(number, 0, 40)[1]

    assert_frame_equal(bucket(1, 0), bucket(1, 0))
    assert not bucket(1, 0).equals(bucket(1, 1))
    assert not bucket(1, 0).equals(bucket(2, 0))


def test_sizes_ages_and_disability_are_near_their_margins(rules: Rules) -> None:
    households, members = Population(rules.sources.facts, DAY, 3).bucket(0, 0, 4_000)
    sizes = members.group_by("household_id").len()["len"].to_numpy()
    assert len(sizes) == households.height
    assert np.mean(sizes == 1) == pytest.approx(0.36, abs=0.03)
    assert np.mean((members["disability"].cast(pl.String) != "none").to_numpy()) == pytest.approx(
        0.05, abs=0.01
    )
    assert members["birth_date"].max() <= DAY


def test_unknown_facts_have_the_asked_share_and_the_lists_stay(rules: Rules) -> None:
    households, members = Population(rules.sources.facts, DAY, 3, unknown=0.1).bucket(0, 0, 1_000)
    assert members["earned_income"].null_count() / members.height == pytest.approx(0.1, abs=0.03)
    assert members["relation"].null_count() == households["members_complete"].null_count() == 0


def test_the_households_are_valid_one_by_one(rules: Rules) -> None:
    frames = Population(rules.sources.facts, DAY, 5, unknown=0.1).bucket(0, 0, 30)
    for record in records(*frames, rules.prepared(DAY).shape):
        rules.run(record, DAY)
