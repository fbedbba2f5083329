"""Kinds of fact are files: they are sound, and what else knows of kinds agrees with them."""

import pytest

from coopatlas.model import BOUNDS, STATUSES, Kind, kinds
from coopatlas.model.kinds import FIGURES, PHASES, TYPES
from coopatlas.model.period import period

KINDS = list(kinds().values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_example_fills_roles_as_they_are_declared(kind: Kind) -> None:
    filled = kind.example["roles"]
    assert filled
    assert not kind.lacking(filled)
    for role, value in filled.items():
        declared = kind.roles[role]
        assert isinstance(value, list) == declared.many
        assert isinstance(value, int | float) == (declared.type in FIGURES)
        assert declared.type != "period" or period(value)
        assert declared.type != "bound" or value in BOUNDS
    assert filled.get("status") in {None, *kind.statuses}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_kind_is_named_and_defined_in_three_languages(kind: Kind) -> None:
    assert set(kind.label) == set(kind.definition) == {"ru", "en", "kk"}


def test_what_is_only_wished_or_planned_never_exists() -> None:
    for kind in KINDS:
        words = {kind.phases[phase] for phase in PHASES[:4] if kind.statuses}
        assert not words & kind.existing, kind.name
        assert all(kind.class_of("stated", status) != kind.cls for status in words if kind.existing)


def test_of_two_phases_the_firmer_has_no_weaker_status() -> None:
    for name, statuses in STATUSES.items():
        steps = [statuses.index(kinds()[name].phases[phase]) for phase in ("wished", "planned", "done")]
        assert steps == sorted(steps), name


def test_every_type_of_role_is_used() -> None:
    assert {role.type for kind in KINDS for role in kind.roles.values()} == set(TYPES)
