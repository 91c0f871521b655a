"""Change points: the stated false-alarm rate, measured by simulation, and what is found."""

import numpy as np
import pytest
from scipy.signal import lfilter
from scipy.stats import binom

from tertius.relations._changes import ALPHA, memory, shifts

RECORDS, LENGTH = 120, 120


def made(kind, generator):
    if kind == "normal":
        return generator.normal(size=LENGTH)
    if kind == "counts":
        return np.log1p(generator.negative_binomial(0.5, 0.1, LENGTH).astype(float))
    return lfilter([1.0], [1.0, -0.6], generator.normal(size=2 * LENGTH))[LENGTH:]


@pytest.mark.parametrize("kind", ["normal", "counts", "with memory"])
def test_false_alarms_are_no_more_frequent_than_stated(kind):
    generator = np.random.default_rng(11)
    alarms = sum(bool(shifts(made(kind, generator))) for _ in range(RECORDS))
    assert alarms <= binom.ppf(0.999, RECORDS, ALPHA)


def test_a_step_of_two_standard_deviations_is_found_near_its_date():
    generator = np.random.default_rng(12)
    found = [shifts(np.r_[generator.normal(size=80), generator.normal(2, 1, 60)]) for _ in range(20)]
    near = [any(abs(shift.start - 80) <= 3 and shift.after > shift.before for shift in one) for one in found]
    assert sum(near) >= 19


def test_a_single_outlier_is_no_change_of_level():
    values = np.random.default_rng(13).normal(size=120)
    values[60] += 12
    assert shifts(values) == ()


def test_the_same_series_gives_the_same_changes():
    values = np.random.default_rng(14).normal(size=150)
    values[90:] += 1.5
    assert shifts(values) == shifts(values)
    assert shifts(values)


def test_short_and_constant_series_have_none():
    assert shifts(np.arange(10.0)) == ()
    assert shifts(np.zeros(100)) == ()
    assert memory(np.zeros(100)) >= 0


def test_memory_is_measured_within_stretches():
    generator = np.random.default_rng(15)
    remembered = lfilter([1.0], [1.0, -0.6], generator.normal(size=2000))
    assert memory(remembered) == pytest.approx(0.6, abs=0.1)
    stepped = np.r_[generator.normal(size=1000), generator.normal(8, 1, 1000)]
    assert memory(stepped) < 0.2
