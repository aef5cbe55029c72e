"""abmax: a Set of agents stepped by ``step_agents``; the step function reads the others' states.

One call of ``jax.random.uniform`` draws the noise of all agents and enters as the Signal: keys of their own,
split by every agent, would cost more. ``create_agents`` unpacks one key an agent into a Python list and takes
minutes for a million: the Set is put together by hand.
"""

from __future__ import annotations

import jax
import jax.numpy as jnp
import numpy as np
from abmax.functions import step_agents
from abmax.structs import Agent, Params, Set, Signal, State
from jax import Array

from .problem import DEGREE, STEPS, Problem, Run


def _step_agent(agent: Agent, signal: Signal, params: Params) -> Agent:
    active = params.content["states"][agent.params.content["ties"]].sum(dtype=jnp.uint8)
    share = active / jnp.float32(DEGREE) + signal.content["noise"]
    state = (share >= agent.params.content["threshold"]).astype(jnp.uint8)
    return agent.replace(state=State(content={"active": state}))


def _set(n: int, agents: Agent) -> Set:
    return Set(
        num_agents=n, num_active_agents=n, agents=agents, id=0, set_type=0, params=None, state=None,
        policy=None, key=None,
    )  # fmt: skip


class Contestant:
    def __init__(self, problem: Problem) -> None:
        n = problem.n
        self.agents = Agent(
            id=jnp.arange(n), active_state=jnp.ones(n, dtype=jnp.uint8), age=jnp.zeros(n),
            agent_type=jnp.zeros(n, dtype=jnp.int32),
            params=Params(content={
                "ties": jnp.asarray(np.asarray(problem.ties)), "threshold": jnp.asarray(problem.thresholds)
            }),
            state=State(content={"active": jnp.asarray(problem.state)}), policy=None, key=None,
        )  # fmt: skip
        self.n = n
        self.step = jax.jit(self._step)

    def _step(self, agents: Agent, width: Array, key: Array) -> tuple[Array, Array]:
        noise = width * jax.random.uniform(key, (self.n,), minval=-1.0, maxval=1.0)
        states = Params(content={"states": agents.state.content["active"]})
        stepped = step_agents(
            _step_agent, states, Signal(content={"noise": noise}), _set(self.n, agents)
        ).agents
        active = stepped.state.content["active"]
        return active, active.sum(dtype=jnp.int32)

    def prepare(self, noise: float, seed: int) -> Run:
        keys = list(jax.random.split(jax.random.key(seed), STEPS))
        width = jnp.float32(noise)

        def run() -> list[int]:
            agents = self.agents
            counts = []
            for key in keys:
                active, count = self.step(agents, width, key)
                agents = agents.replace(state=State(content={"active": active}))
                counts.append(count)
            return [int(count) for count in counts]

        return run


build = Contestant
