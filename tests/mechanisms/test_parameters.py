from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest
from scipy import stats

from asabiya.engine.keys import normals
from asabiya.engine.model import draw, registry
from asabiya.mechanisms.parameters import ParameterInfo, param, transform

INFOS = list(registry().values())
LATENTS = normals(2, np.arange(2000, dtype=np.uint32), len(INFOS))


def test_many_at_once_are_the_same_as_one_by_one() -> None:
    together = transform(INFOS, LATENTS)
    for column, info in enumerate(INFOS):
        assert np.array_equal(together[column], info.transform(LATENTS[:, column])), info.name


@pytest.mark.parametrize("info", INFOS, ids=lambda info: info.name)
def test_a_prior_keeps_its_range_and_its_order_and_has_no_lump_on_a_bound(info: ParameterInfo) -> None:
    latent = np.linspace(-9, 9, 2001, dtype=np.float32)
    x = info.transform(latent)
    assert info.low <= x.min() <= x.max() <= info.high
    assert (np.diff(x) >= 0).all()
    drawn = info.transform(LATENTS[:, 0])
    if info.sd:
        assert np.unique(drawn).size > 0.99 * drawn.size
    else:
        assert (drawn == np.float32(info.value)).all()


def test_a_wide_prior_is_a_normal_cut_to_its_range() -> None:
    info = ParameterInfo("x.y", 0.0, "1", -1.0, 2.0, 1.0, "normal", "assumed: test")
    x = info.transform(stats.norm.ppf((np.arange(4000) + 0.5) / 4000).astype(np.float32))
    assert stats.kstest(x, stats.truncnorm(-1, 2).cdf).statistic < 1e-3


def test_a_default_outside_its_range_is_refused() -> None:
    with pytest.raises(ValueError, match=r"^default 3 outside \[0, 2\]$"):
        param(3, unit="1", low=0, high=2, source="assumed: test")


def test_every_source_is_known_or_says_why() -> None:
    text = (Path(__file__).parents[2] / "src/asabiya/references.bib").read_text(encoding="utf-8")
    keys = set(re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE))
    for info in INFOS:
        assert info.source in keys or re.match(r"(assumed|calibrated): \S", info.source), info.name


def test_draw_gives_every_parameter_by_its_name() -> None:
    model = draw(INFOS, LATENTS)
    for column, info in enumerate(INFOS):
        group, name = info.name.split(".")
        found = np.asarray(getattr(getattr(model, group), name))
        assert np.array_equal(found, info.transform(LATENTS[:, column])), info.name
