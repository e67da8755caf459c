"""Seeded random negotiations: nothing that anybody wrote is lost, nothing stands under a false name."""

import pytest
from random_room import played, quicker, steps_of


@pytest.fixture(autouse=True)
def in_a_hurry():
    with quicker():
        yield


def holds(folder, seed, rounds):
    fault, log = played(folder, steps_of(seed, rounds))
    assert fault is None, "\n".join([*log, str(fault)])


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.thorough) for seed in (2, 3))])
def test_nothing_is_lost_or_falsely_named_in_one_round(tmp_path, seed):
    holds(tmp_path / "game", seed, 1)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(100, 106))
def test_nothing_is_lost_or_falsely_named_in_several_rounds(tmp_path, seed):
    holds(tmp_path / "game", seed, 3)
