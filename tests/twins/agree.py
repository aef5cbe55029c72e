"""Where the results of a model and those of its twin differ."""

from __future__ import annotations

from typing import Any

__all__ = ["differences"]


def differences(model: Any, twin: Any, tolerance: float, where: str = "results") -> list[str]:
    """What differs, one line each.

    Names, lengths, texts, whole numbers, truth values and None must be the same; numbers may differ by the
    tolerance, as a part of the twin's where that is above 1.
    """
    if isinstance(twin, dict) and isinstance(model, dict):
        if model.keys() != twin.keys():
            return [f"{where}: {sorted(model)} and {sorted(twin)}"]
        return [
            line
            for name, value in twin.items()
            for line in differences(model[name], value, tolerance, f"{where}.{name}")
        ]
    if isinstance(twin, list | tuple) and isinstance(model, list | tuple):
        if len(model) != len(twin):
            return [f"{where}: {len(model)} and {len(twin)} of them: {model} and {twin}"]
        return [
            line
            for place, (one, other) in enumerate(zip(model, twin, strict=True))
            for line in differences(one, other, tolerance, f"{where}[{place}]")
        ]
    if type(twin) is float and type(model) is float:
        same = model == twin or abs(model - twin) <= tolerance * max(1.0, abs(twin))
    else:
        same = type(model) is type(twin) and model == twin
    return [] if same else [f"{where}: {model!r} and {twin!r}"]
