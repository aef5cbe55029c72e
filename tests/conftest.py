"""The tests' surroundings: JAX on the CPU, compiled programs kept between runs, shapes checked."""

from __future__ import annotations

import os
from pathlib import Path

from jaxtyping import install_import_hook
from platformdirs import user_cache_path

os.environ.setdefault("JAX_PLATFORMS", "cpu")
_cache = user_cache_path("asabiya", appauthor=False) / "tests-jax"
os.environ.setdefault("JAX_COMPILATION_CACHE_DIR", str(_cache))
os.environ.setdefault("JAX_PERSISTENT_CACHE_MIN_COMPILE_TIME_SECS", "0.5")
Path(os.environ["JAX_COMPILATION_CACHE_DIR"]).mkdir(parents=True, exist_ok=True)

# Shapes and types of arrays, where they are annotated, are checked at every call while testing.
install_import_hook(["asabiya.society", "asabiya.inference"], "beartype.beartype")
