from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from jax.extend import random as extended
from scipy import stats

from asabiya.engine.keys import Stream, fold, normals, threefry2x32, uniforms

U32 = np.uint32


def words(*values: int) -> list[np.ndarray]:
    return [np.array([value], dtype=U32) for value in values]


@pytest.mark.parametrize(
    ("counter", "key", "expected"),
    [
        ((0, 0), (0, 0), (0x6B200159, 0x99BA4EFE)),
        ((0xFFFFFFFF, 0xFFFFFFFF), (0xFFFFFFFF, 0xFFFFFFFF), (0x1CB996FC, 0xBB002BE7)),
        ((0x243F6A88, 0x85A308D3), (0x13198A2E, 0x03707344), (0xC4923A9C, 0x483DF7A0)),
    ],
)
def test_random123_known_answers_of_threefry_2x32_20(
    counter: tuple[int, int], key: tuple[int, int], expected: tuple[int, int]
) -> None:
    found = threefry2x32(*words(*key), *words(*counter))
    assert tuple(int(word[0]) for word in found) == expected


def test_threefry_agrees_with_jax() -> None:
    key = np.array([12345, 678], dtype=U32)
    counts = np.arange(64, dtype=U32)
    reference = np.asarray(extended.threefry_2x32(jnp.asarray(key), jnp.asarray(counts)))
    first, second = threefry2x32(key[0], key[1], counts[:32], counts[32:])
    assert np.array_equal(np.concatenate([first, second]), reference)


def draw(stream: Stream = Stream.CROWD, day: int = 3, members: int = 4000, seed: int = 5) -> np.ndarray:
    path = jnp.arange(members, dtype=jnp.uint32)
    found = uniforms(jnp.uint32(seed), path, stream, jnp.int32(day), (5, 2))
    return np.stack([np.asarray(x) for x in found])


def test_uniforms_are_uniform_and_open() -> None:
    x = draw().ravel()
    assert x.min() > 0.0
    assert x.max() < 1.0
    assert stats.kstest(x, "uniform").pvalue > 1e-3
    assert x.mean() == pytest.approx(0.5, abs=4 * np.sqrt(1 / 12 / x.size))


def test_largest_word_stays_below_one() -> None:
    from asabiya.engine.keys import _unit

    assert 0.0 < _unit(np.array([0], dtype=U32))[0] < _unit(np.array([0xFFFFFFFF], dtype=U32))[0] < 1.0


def test_words_slots_days_streams_and_members_are_independent() -> None:
    here = draw()
    pairs = {
        "word": (here[0], here[1]),
        "slot": (here[0, 0], here[0, 1]),
        "day": (here, draw(day=4)),
        "stream": (here, draw(Stream.PURGES)),
        "seed": (here, draw(seed=6)),
        "member": (here[..., :-1], here[..., 1:]),
    }
    for name, (a, b) in pairs.items():
        r = np.corrcoef(a.ravel(), b.ravel())[0, 1]
        assert abs(r) < 4.5 / np.sqrt(a.size), name


def test_normals_are_standard_normal() -> None:
    x = normals(3, np.arange(500, dtype=U32), 80)
    assert stats.kstest(x.ravel(), "norm").pvalue > 1e-3


def test_more_members_leave_others_latents_unchanged() -> None:
    few, many = (normals(3, np.arange(n, dtype=U32), 20) for n in (10, 300))
    assert np.array_equal(few, many[:10])


def test_small_seeds_are_themselves_and_large_ones_differ_in_the_high_word() -> None:
    assert [int(fold(seed)) for seed in (0, 1, 2**32 - 1)] == [0, 1, 2**32 - 1]
    folded = [int(fold((high << 32) + low)) for high in range(50) for low in range(50)]
    assert len(set(folded)) == len(folded)
    assert 0 <= int(fold(2**63 - 1)) < 2**32


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_out_of_range_is_refused(seed: int) -> None:
    with pytest.raises(ValueError, match=r"^seed: -?\d+, needs 0 to 2\^63 − 1$"):
        fold(seed)


def test_streams_have_numbers_that_never_change_their_meaning() -> None:
    assert [(stream.name, int(stream)) for stream in Stream] == [
        ("PARAMETERS", 0),
        ("SPARKS", 1),
        ("UNIT_SPARKS", 2),
        ("DEPARTURES", 3),
        ("SHIRKING", 4),
        ("REFILL", 5),
        ("PURGES", 6),
        ("CROWD", 7),
        ("TRAITS", 8),
        ("TIES", 9),
        ("CITIZENS", 10),
        ("MEMBERS", 11),
        ("ORDERS", 12),
    ]
    assert max(Stream) < 64


def test_draws_are_the_same_compiled_or_not() -> None:
    path = jnp.arange(8, dtype=jnp.uint32)

    def draws(seed: jax.Array) -> tuple[jax.Array, jax.Array]:
        return uniforms(seed, path, Stream.CROWD, jnp.int32(2), (3,))

    plain, compiled = draws(jnp.uint32(1)), jax.jit(draws)(jnp.uint32(1))
    assert np.array_equal(plain[0], compiled[0])
    assert np.array_equal(plain[1], compiled[1])
