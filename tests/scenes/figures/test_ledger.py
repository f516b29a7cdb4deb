"""Slots by the thousand: what is drawn has as many columns as a picture, and hides no peak."""

import numpy as np
import pytest

from scenes import theme
from scenes.figures.ledger import Ledger
from scenes.layout.box import Box


@pytest.mark.parametrize("count", [30, 500, 200_000])
def test_no_peak_is_lost_however_many_slots_there_are(count):
    weights = np.random.default_rng(count).normal(size=count)
    biases = [0.5, -0.25]
    ledger = Ledger(weights, biases, theme.now(), "slopes")
    ledger.stand(Box(-4.0, -2.0, 4.0, 2.0), 0.0, 0.25)
    ledger.show(np.ones(count + 2), np.column_stack([ledger.home(np.arange(count + 2)), np.zeros(count + 2)]))
    assert ledger.solid.points[:, 1].max() == pytest.approx(0.25 * weights.max(), abs=1e-9)
    assert ledger.hollow.points[:, 1].min() == pytest.approx(0.25 * weights.min(), abs=1e-9)
    assert len(ledger.solid.points) < 60_000
    assert [measure for measure in ledger.measures() if abs(measure.drawn - measure.meant) > 1e-9] == []


def test_what_has_not_come_yet_is_seen_as_empty():
    ledger = Ledger(np.ones(100_000), [1.0], theme.now(), "slopes")
    ledger.stand(Box(-4.0, -2.0, 4.0, 2.0), 0.0, 1.0)
    shares = np.where(np.arange(100_001) < 50_000, 1.0, 0.0)
    ledger.show(shares, np.column_stack([ledger.home(np.arange(100_001)), np.zeros(100_001)]))
    middle = float(ledger.home(np.array([50_000]))[0])
    assert ledger.solid.points[:, 0].max() == pytest.approx(middle, abs=0.01)
    assert ledger.boxes.points[:, 0].min() == pytest.approx(middle, abs=0.01)
