"""CyNetDiff: its linear threshold model, progressive and without noise; a frontier, not a full scan.

Thresholds go in by the model's own setter for tests, ``_assign_thresholds``: the public interface draws them.
"""

from __future__ import annotations

from array import array

import numpy as np
from cynetdiff.models import LinearThresholdModel

from .problem import DEGREE, STEPS, Problem, Run


def outward(problem: Problem) -> tuple[np.ndarray, np.ndarray]:
    """Starts and targets of the ties, from the one who is looked at to those who look."""
    sources = np.asarray(problem.ties).reshape(-1)
    order = np.argsort(sources, kind="stable")
    targets = (order // DEGREE).astype(np.uint32)
    ends = np.cumsum(np.bincount(sources, minlength=problem.n))
    return np.concatenate([[0], ends[:-1]]).astype(np.uint32), targets


class Contestant:
    def __init__(self, problem: Problem) -> None:
        starts, targets = outward(problem)
        influence = array("f", np.full(len(targets), 1.0 / DEGREE, dtype=np.float32).tobytes())
        self.model = LinearThresholdModel(
            array("I", starts.tobytes()), array("I", targets.tobytes()), influence=influence
        )
        self.model.set_seeds(np.flatnonzero(problem.state).tolist())
        self.thresholds = array("f", problem.thresholds.tobytes())

    def prepare(self, noise: float, seed: int) -> Run:
        if noise:
            raise ValueError("the model has no noise")
        self.model.reset_model()
        self.model._assign_thresholds(self.thresholds)

        def run() -> list[int]:
            counts = []
            for _ in range(STEPS):
                self.model.advance_model()
                counts.append(self.model.get_num_activated_nodes())
            return counts

        return run


build = Contestant
