"""A tape records each operation once, folds constants, and runs only what outputs need."""

from knowledge.rules.columnar.tape import Column, Table, Tape


def loaded(tape: Tape, name: str, truth: bool = False) -> Column:
    """A column of people."""
    return tape.load(name, Table.PERSON, truth)


def test_equal_operations_are_one_column() -> None:
    tape = Tape()
    a, b = loaded(tape, "a"), loaded(tape, "b")
    assert tape.add(a, b) is tape.add(loaded(tape, "a"), b)
    assert tape.le(a, b) is not tape.le(b, a)


def test_constants_fold_away() -> None:
    tape = Tape()
    a, yes = loaded(tape, "a"), loaded(tape, "yes", truth=True)
    before = len(tape.steps)
    assert tape.add(a, 0) is a
    assert tape.mul(a, 1) is a
    assert tape.mul(a, 0) == 0
    assert tape.select(True, a, 5) is a
    assert tape.select(yes, a, a) is a
    assert tape.both(yes, True) is yes
    assert tape.both(yes, False) is False
    assert tape.either(yes, True) is True
    assert tape.le(3, 4) is True
    assert tape.le(a, a) is True
    assert len(tape.steps) == before


def test_a_choice_between_truths_is_logic() -> None:
    tape = Tape()
    one, other = loaded(tape, "one", truth=True), loaded(tape, "other", truth=True)
    assert tape.select(one, True, other) is tape.either(one, other)
    assert tape.select(one, other, False) is tape.both(one, other)
    assert tape.no(tape.no(one)) is one


def test_what_no_output_needs_is_not_run() -> None:
    tape = Tape()
    a, b = loaded(tape, "a"), loaded(tape, "b")
    wanted, unused = tape.add(a, 1), tape.mul(b, 2)
    assert isinstance(wanted, Column)
    assert [step.result for step in tape.needed([wanted])] == [a, wanted]
    assert unused not in [step.result for step in tape.needed([wanted])]
