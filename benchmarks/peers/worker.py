"""One contestant in its own process: reads requests and answers them, a line of JSON each.

``{"folder": …}`` builds the contestant on that problem; ``{"noise": …, "seed": …}`` prepares a run, untimed,
and runs it: seconds and the counts. An exception is answered as ``{"error": …}``.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import sys
import time
from pathlib import Path
from typing import Any

from . import problem


def answer(request: dict[str, Any], state: dict[str, Any]) -> dict[str, Any]:
    if "folder" in request:
        state.pop("contestant", None)
        start = time.perf_counter()
        module = importlib.import_module(f"peers.{request['module']}")
        state["contestant"] = getattr(module, request["build"])(problem.load(Path(request["folder"])))
        return {"built": time.perf_counter() - start}
    run = state["contestant"].prepare(request["noise"], request["seed"])
    gc.collect()
    start = time.perf_counter()
    counts = run()
    return {"seconds": time.perf_counter() - start, "counts": [int(count) for count in counts]}


def main() -> None:
    state: dict[str, Any] = {}
    out = sys.stdout
    for line in sys.stdin:
        with contextlib.redirect_stdout(sys.stderr):
            try:
                reply = answer(json.loads(line), state)
            except Exception as error:
                reply = {"error": f"{type(error).__name__}: {error}".splitlines()[0]}
        print(json.dumps(reply), file=out, flush=True)


if __name__ == "__main__":
    main()
