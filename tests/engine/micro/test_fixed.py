from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.engine.micro.fixed import READINESS, chance32, readiness

SOME = st.lists(st.floats(-0.5, 1.5, width=32), min_size=64, max_size=64)


@given(SOME)
@settings(deadline=None)
def test_a_larger_probability_is_never_a_smaller_chance(values: list[float]) -> None:
    p = np.sort(np.array(values, dtype=np.float32))
    found = np.asarray(chance32(jnp.asarray(p))).astype(np.int64)
    assert (np.diff(found) >= 0).all()
    exact = np.clip(p.astype(float), 0, 1) * 2.0**32
    assert (np.abs(found - exact) <= 2.0**8).all()


def test_never_and_nearly_always() -> None:
    found = np.asarray(chance32(jnp.array([-1.0, 0.0, 2.0**-32, 1.0, 9.0, jnp.inf]))).tolist()
    assert found == [0, 0, 1, 2**32 - 2**8, 2**32 - 2**8, 2**32 - 2**8]


@given(st.lists(st.floats(-9000, 9000, width=32), min_size=64, max_size=64))
@settings(deadline=None)
def test_readiness_is_rounded_and_cut(values: list[float]) -> None:
    x = np.sort(np.array(values, dtype=np.float32))
    found = np.asarray(readiness(jnp.asarray(x))).astype(np.int64)
    assert (np.diff(found) >= 0).all()
    exact = np.clip(x.astype(float), -8192, 8192) * READINESS
    assert (np.abs(found - exact) <= 0.5).all()
