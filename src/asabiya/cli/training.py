"""The command that trains a reader."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from asabiya.cli import options as opt

__all__ = ["train_reader"]


def train_reader(
    corpus: Annotated[
        Path, typer.Option("--corpus", metavar="DIR", help="Articles (.txt) with brat annotations (.ann).")
    ],
    out: Annotated[Path, typer.Option("--out", "-o", metavar="MODEL", help="Folder of the model.")],
    epochs: Annotated[int, typer.Option(min=1, help="How often every article is learned from.")] = 8,
    seed: opt.Seed = 0,
    hold_out: Annotated[
        int, typer.Option(min=2, metavar="N", help="Measure on every Nth article, and do not learn from it.")
    ] = 10,
    encoder: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Encoder to begin with; default: the installed MiniLM."),
    ] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on from the checkpoint in MODEL.")] = False,
    as_json: opt.Json = False,
) -> None:
    """Train a reader on an annotated corpus, and measure it."""
    from asabiya.cli import pace, show
    from asabiya.evidence.tagger import train

    with show.going_on(out), pace.progress() as progress:
        answer = train(
            corpus,
            out,
            epochs=epochs,
            seed=seed,
            hold_out=hold_out,
            encoder=encoder,
            resume=resume,
            progress=progress,
        )
    if as_json:
        show.json_answer(answer)
    else:
        _show(answer)


def _show(answer: dict[str, Any]) -> None:
    """The figures as lines."""
    training, figures = answer["training"], answer["figures"]
    print(f"model {answer['model']} ({answer['precision']})")
    print(
        f"learned from {training['trained']} articles, {training['attributions']:,} attributions, "
        f"{training['steps']:,} steps; loss by epoch: {', '.join(f'{x:.3g}' for x in training['losses'])}"
    )
    print(f"measured on {training['measured']} articles:")
    for name in ("cue", "content", "exact"):
        rate = figures[name]
        print(f"  {name:8} P {rate['precision']:.3f}  R {rate['recall']:.3f}  F {rate['f']:.3f}")
    source = figures["source"]
    print(f"  {'source':8} right for {source['share']:.3f} of {source['annotated']:,} contents")
