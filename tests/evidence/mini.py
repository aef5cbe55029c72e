"""A mini corpus of invented news, annotated by the machine that writes it."""

from __future__ import annotations

import random
from pathlib import Path

SPEAKERS = ["Adel Varzi", "the governor", "Mira Tolan", "a senior officer", "the ministry", "Colonel Hask"]
SAID = ["said", "warned", "insisted"]
CLAIMS = [
    "the army was ready",
    "nobody would desert",
    "the roads were closed",
    "all soldiers had returned",
    "the budget was spent",
    "the talks had failed",
]
QUOTES = ["We are ready", "Nobody fled", "The talks failed", "Our roads are safe"]
PLAIN = ["The market was quiet .", "Rain fell in the north .", "A train left for Lurin ."]

WORDS = sorted(
    {w.lower() for line in [*SPEAKERS, *SAID, *CLAIMS, *QUOTES, *PLAIN, "that"] for w in line.split()}
)


class _Writer:
    def __init__(self) -> None:
        self.text = ""
        self.lines: list[str] = []
        self.count = 0

    def put(self, words: str) -> tuple[int, int]:
        start = len(self.text)
        self.text += words
        return start, len(self.text)

    def mark(self, kind: str, span: tuple[int, int]) -> str:
        self.count += 1
        self.lines.append(f"T{self.count}\t{kind} {span[0]} {span[1]}\t{self.text[slice(*span)]}")
        return f"{kind}:T{self.count}"

    def event(self, **roles: tuple[int, int]) -> None:
        marks = [self.mark(kind, span) for kind, span in roles.items()]
        cue = self.mark("Attribution", roles["Cue"])
        self.lines.append(f"E{self.count}\t{cue} {' '.join(marks)}")


def write_article(seed: int) -> tuple[str, str]:
    """A text and its annotations."""
    rng = random.Random(seed)
    writer = _Writer()
    for _ in range(4):
        kind = rng.randrange(4)
        speaker, verb = rng.choice(SPEAKERS), rng.choice(SAID)
        if kind == 0:
            writer.put(rng.choice(PLAIN))
        elif kind == 1:
            source = writer.put(speaker)
            writer.put(" ")
            cue = writer.put(verb)
            writer.put(" ")
            content = writer.put(f"that {rng.choice(CLAIMS)}")
            writer.put(".")
            writer.event(Source=source, Cue=cue, Content=content)
        elif kind == 2:
            content = writer.put(f"“{rng.choice(QUOTES)},”")
            writer.put(" ")
            cue = writer.put(verb)
            writer.put(" ")
            source = writer.put(speaker)
            writer.put(".")
            writer.event(Source=source, Cue=cue, Content=content)
        else:
            content = writer.put(rng.choice(CLAIMS).capitalize())
            writer.put(", ")
            source = writer.put(speaker)
            writer.put(" ")
            cue = writer.put(verb)
            writer.put(".")
            writer.event(Source=source, Cue=cue, Content=content)
        writer.put(rng.choice([" ", "\n\n"]))
    writer.text = writer.text.rstrip() + "\n"
    return writer.text, "".join(line + "\n" for line in writer.lines)


def write_corpus(folder: Path, count: int, *, seed: int = 0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text, notes = write_article(seed * 1000 + number)
        (folder / f"a{number:03d}.txt").write_bytes(text.encode())
        (folder / f"a{number:03d}.ann").write_bytes(notes.encode())
    return folder
