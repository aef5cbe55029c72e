"""The reader against PolNeAR's attributions (Newell et al. 2018).

    python benchmarks/reader/polnear.py DATA [--part PART] [--reader rules|tagger|annotator] [--model DIR]

``DATA`` holds ``text/*.txt`` and ``attributions/*.ann`` (brat). By sorted file name every tenth article is
measured where something was trained on the others.

The figures:

- *segments*: quotations of four words or more inside attributed content, with their speaker. A segment is
  right when the reader attributes it (two thirds of it, at least) to the annotated source.
- *speech*: attributions whose cue has a verb or noun of saying, or whose content holds quote marks. Contents
  match at an intersection over union of one half; *exact* asks for the same words at both ends, marks,
  punctuation, a leading "that" and a leading preposition aside: the annotators put the preposition of
  "warned of a crisis" in the cue here and in the content there. Pieces of a content between which nothing
  but spaces and marks stands are one piece, as the annotation format splits contents at line ends.
- *indirect*: the attributions among these that hold no quote mark.
- *speaker*: of the matched contents, the share whose source is the annotated one: by place, by the surname,
  or, where the annotation has a pronoun and the reader carries a speaker on without a mention, by the name
  that the reader gives to that very pronoun.

The reader ``annotator`` is each further annotator of the 16 articles that several have read, whatever the
part: as near to the first as people come.

Answers of the reader that match an annotated attribution outside the selection (a thought, an intention)
are neither right nor wrong.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from asabiya.evidence.speech.quotations import Extractor

Span = tuple[int, int]

SAYING = re.compile(
    r"\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|add(?:s|ed|ing)?|accord(?:ing|ed)|ask(?:s|ed|ing)?"
    r"|(?:warn|declar|announc|insist|stress|emphasi[sz]|claim|argu|not(?=ed|es|ing|e\b)|acknowledg|concede?|confess"
    r"|complain|lament|repl(?=y|ies|ied)|respond|answer|tweet|remark|assert|affirm|vow|pledg|promis|threaten"
    r"|caution|boast|brag|explain|recall|continu|conclud|repeat|reiterat|underlin|underscor|exclaim|shout"
    r"|proclaim|predict|suggest|confirm|comment|report|reveal|disclos|alleg|contend|mention|demand|testif"
    r"|quip|whisper|agree|object|protest|urg|call|describ|accus|denounc|condemn|dismiss|criticiz|criticis"
    r"|blam|prais|quot|joke?|tout|decr(?=y|ied|ies)|blast|slam|mock|rip|point(?=s|ed|ing)|stat(?=es|ed|ing|e\b)"
    r"|advis|discuss|propos|advocat|endors|reject|charg|question|issu|express|tell|speak|refer|signal|invok"
    r"|cit(?=es|ed|ing|e\b)|read(?=s\b)|interview|apologi[sz]|defend|address|label|character|assur|remind|inform)"
    r"(?:e?[sd]|es|ies|ied|y|ing|e|ne?d|ning|ting|ted|ped|ping|bed|n)?"
    r"|spoke|spoken|wrote|writ(?:e|es|ten|ing)|den(?:y|ies|ied|ying)|admit(?:s|ted|ting)?"
    r"|statements?|remarks?|comments?|claims?|quotes?|words?|speech|interview|tweets?|letters?|quip)\b",
    re.IGNORECASE,
)
QUOTES = re.compile("[\"“”„«»]|''|``")
MARKS = r"[\s\"“”‘’'`„«»,.;:!?…()\[\]—–-]"
HEAD = re.compile(rf"(?:{MARKS}|that\b)*(?:(?:of|for|about|against)\b(?:{MARKS})*)?")
TAIL = re.compile(MARKS)


@dataclass(frozen=True)
class Gold:
    """An annotated attribution: places of the content, of the cue and of the source."""

    content: tuple[Span, ...]
    cue: tuple[Span, ...]
    source: tuple[Span, ...]


@dataclass(frozen=True)
class Found:
    """What the reader found, in the same terms."""

    content: tuple[Span, ...]
    source: Span | None
    name: str | None
    kind: str


@dataclass
class Count:
    right: int = 0
    found: int = 0
    gold: int = 0

    def __iadd__(self, other: Count) -> Count:
        self.right += other.right
        self.found += other.found
        self.gold += other.gold
        return self

    @property
    def figures(self) -> tuple[float, float, float]:
        p = self.right / max(1, self.found)
        r = self.right / max(1, self.gold)
        return p, r, 2 * p * r / max(1e-9, p + r)


@dataclass
class Score:
    counts: dict[str, Count] = field(default_factory=dict)
    misses: list[str] = field(default_factory=list)

    def add(self, name: str, *, right: int = 0, found: int = 0, gold: int = 0) -> None:
        self.counts.setdefault(name, Count()).__iadd__(Count(right, found, gold))

    def merge(self, other: Score) -> None:
        for name, count in other.counts.items():
            self.counts.setdefault(name, Count()).__iadd__(count)
        self.misses += other.misses


def articles(folder: Path, part: str) -> list[tuple[Path, Path]]:
    """Texts and their annotations, by sorted file name."""
    names = sorted((folder / "text").glob("*.txt"))
    # Sixteen articles were annotated by several people: the first by file name counts.
    notes = {
        path.stem.rpartition("_")[0]: path
        for path in sorted((folder / "attributions").glob("*.ann"), reverse=True)
    }
    found = [(path, notes[path.stem]) for path in names if path.stem in notes]
    if part == "all":
        return found
    return [pair for index, pair in enumerate(found) if (index % 10 == 9) == (part == "measure")]


def others(folder: Path) -> list[tuple[Path, Path, Path]]:
    """Texts that several have annotated, each with the first's annotations and those of one of the others."""
    first = {text.stem: (text, note) for text, note in articles(folder, "all")}
    found = []
    for path in sorted((folder / "attributions").glob("*.ann")):
        text, note = first[path.stem.rpartition("_")[0]]
        found += [(text, note, path)] if path != note else []
    return found


def measure_annotator(show: bool, article: tuple[Path, Path, Path]) -> Score:
    """What another annotator calls speech against the attributions of the first."""
    text = article[0].read_text(encoding="utf-8")
    found = [
        Found(one.content, one.source[0] if one.source else None, None, "annotated")
        for one in attributions(article[2])
        if is_speech(text, one)
    ]
    return compare(text, attributions(article[1]), found, show=show)


def attributions(path: Path) -> list[Gold]:
    """The attributions of a brat file."""
    lines = path.read_text(encoding="utf-8")
    places = {
        key: tuple((int(a), int(b)) for a, b in (piece.split() for piece in spans.split(";")))
        for key, spans in re.findall(r"^(T\d+)\t\S+ ([\d ;]+)\t", lines, re.MULTILINE)
    }
    found = []
    for event in re.findall(r"^E\d+\t(.+)$", lines, re.MULTILINE):
        roles: dict[str, tuple[Span, ...]] = {}
        for item in event.split():
            role, _, key = item.partition(":")
            role = role.rstrip("0123456789")
            roles[role] = roles.get(role, ()) + places[key]
        if "Content" in roles:
            found.append(Gold(tuple(sorted(roles["Content"])), roles.get("Cue", ()), roles.get("Source", ())))
    return found


def trimmed(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Contents without marks, punctuation and a leading "that" at their ends."""
    found: list[Span] = []
    for a, b in spans:
        words = text[a:b]
        head = HEAD.match(words)
        a += head.end() if head else 0
        while b > a and TAIL.match(text[b - 1]):
            b -= 1
        if found and not re.search(r"\w", text[found[-1][1] : a]):
            found[-1] = (found[-1][0], b)
        elif a < b:
            found.append((a, b))
    return tuple(found)


def letters(spans: tuple[Span, ...]) -> set[int]:
    return {i for a, b in spans for i in range(a, b)}


def overlap(one: set[int], other: set[int]) -> float:
    return len(one & other) / max(1, len(one | other))


def is_speech(text: str, gold: Gold) -> bool:
    cue = " ".join(text[a:b] for a, b in gold.cue)
    return bool(SAYING.search(cue)) or quoted(text, gold.content)


def quoted(text: str, spans: tuple[Span, ...]) -> bool:
    return any(QUOTES.search(text, max(0, a - 2), b + 2) for a, b in spans)


def same_source(text: str, found: Found, gold: Gold, others: list[Found]) -> bool:
    """Whether the speaker is the annotated one, by place or by name; ``others`` is all that was found."""
    if not gold.source:
        return found.source is None and not found.name
    if found.source is not None and any(a < found.source[1] and found.source[0] < b for a, b in gold.source):
        return True
    words = " ".join(text[a:b] for a, b in gold.source)
    here = (
        o for o in others if o.source and any(a < o.source[1] and o.source[0] < b for a, b in gold.source)
    )
    if found.source is None and found.name and any(o.name == found.name for o in here):
        return True
    return (
        found.name is not None
        and found.name != ""
        and found.name.split()[-1].lower() in re.findall(r"[\w’'-]+", words.lower())
    )


def segments(text: str) -> list[Span]:
    """Quotations of four words or more."""
    from asabiya.evidence.text.layout import paragraphs
    from asabiya.evidence.text.marks import pair

    found = [q for p in paragraphs(text) for q in pair(text, p.start, p.end)]
    return [
        (q.start, q.end) for q in found if len(text[q.start : q.end].split()) >= 4 and q.mark in "\"“„«``''"
    ]


def covering(span: Span, contents: list[tuple[Span, ...]]) -> int | None:
    """Index of the content that holds two thirds of a segment."""
    for index, content in enumerate(contents):
        held = sum(max(0, min(b, span[1]) - max(a, span[0])) for a, b in content)
        if held >= (span[1] - span[0]) * 2 / 3:
            return index
    return None


def compare(text: str, golds: list[Gold], found: list[Found], *, show: bool = False) -> Score:
    """The counts of one article."""
    score = Score()
    for span in segments(text):
        at = covering(
            span, [g.content for g in sorted(golds, key=lambda g: sum(b - a for a, b in g.content))]
        )
        ordered = sorted(golds, key=lambda g: sum(b - a for a, b in g.content))
        gold = ordered[at] if at is not None else None
        here = covering(span, [f.content for f in found])
        mine = found[here] if here is not None else None
        attributed = mine is not None and (mine.source is not None or mine.name is not None)
        right = gold is not None and mine is not None and attributed and same_source(text, mine, gold, found)
        score.add("segments", right=right, found=attributed, gold=gold is not None and bool(gold.source))
        if show and not right and (attributed or gold is not None):
            score.misses.append(
                f"SEG {text[span[0] : span[1]]!r:.90} gold "
                f"{[text[a:b] for a, b in gold.source] if gold else None} found "
                f"{(mine.name, text[slice(*mine.source)] if mine.source else None) if mine else None}"
            )
    _contents(text, golds, found, score, show=show)
    return score


def _contents(text: str, golds: list[Gold], found: list[Found], score: Score, *, show: bool) -> None:
    theirs = [(trimmed(text, g.content), g) for g in golds]
    mine = [(trimmed(text, f.content), f) for f in found]
    sets = [letters(spans) for spans, _ in theirs]
    pairs = sorted(
        (
            (-overlap(sets[j], letters(spans)), i, j)
            for i, (spans, _) in enumerate(mine)
            for j in range(len(theirs))
        )
    )
    of_mine: dict[int, int] = {}
    taken: set[int] = set()
    for value, i, j in pairs:
        if value <= -0.5 and i not in of_mine and j not in taken:
            of_mine[i] = j
            taken.add(j)
    speech = [is_speech(text, g) for _, g in theirs]
    marked = [quoted(text, g.content) for _, g in theirs]
    for j, (spans, gold) in enumerate(theirs):
        if speech[j]:
            score.add("speech", gold=1)
            score.add("exact", gold=1)
            score.add("indirect" if not marked[j] else "marked", gold=1)
            if show and j not in taken:
                cue = " ".join(text[a:b] for a, b in gold.cue)
                score.misses.append(f"MISSED [{cue}] {' … '.join(text[a:b] for a, b in spans)!r:.160}")
    for i, (spans, one) in enumerate(mine):
        match = of_mine.get(i)
        if match is not None and not speech[match]:
            continue
        exact = match is not None and spans == theirs[match][0]
        has_marks = marked[match] if match is not None else quoted(text, one.content)
        score.add("speech", right=match is not None, found=1)
        score.add("exact", right=exact, found=1)
        score.add("marked" if has_marks else "indirect", right=match is not None, found=1)
        if match is not None:
            right = same_source(text, one, theirs[match][1], found)
            score.add("speaker", right=right, found=1, gold=1)
        if show and not exact:
            what = "INEXACT" if match is not None else "EXTRA"
            told = " … ".join(text[a:b] for a, b in spans)
            gold_text = " … ".join(text[a:b] for a, b in theirs[match][0]) if match is not None else ""
            score.misses.append(f"{what} {one.kind} {told!r:.200} GOLD {gold_text!r:.200}")


@cache
def extractor(model: str) -> Extractor:
    from asabiya.evidence.tagger import TaggerExtractor

    return TaggerExtractor(model)


def read_one(name: str, model: str | None, path: Path) -> list[Found]:
    """The reader's statements of speech."""
    from asabiya.evidence import read_article, read_text
    from asabiya.evidence.documents.article import make_article

    text = path.read_text(encoding="utf-8")
    if name == "tagger" and model is not None:
        article = make_article(text.encode("utf-8"), name=path.name)
        ledger = read_article(article, extractor=extractor(model))
    else:
        ledger = read_text(text)
    return [
        Found(s.spans, s.speaker.mention, s.speaker.name, s.kind)
        for s in ledger.statements
        if s.kind in ("direct", "mixed", "indirect")
    ]


def measure_one(reader: str, model: str | None, show: bool, pair: tuple[Path, Path]) -> Score:
    text = pair[0].read_text(encoding="utf-8")
    score = compare(text, attributions(pair[1]), read_one(reader, model, pair[0]), show=show)
    score.misses = [f"{pair[0].stem[:40]}: {line}" for line in score.misses]
    return score


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--part", choices=["all", "train", "measure"], default="measure")
    parser.add_argument("--reader", choices=["rules", "tagger", "annotator"], default="rules")
    parser.add_argument("--model")
    parser.add_argument("--every", type=int, default=1, help="only every so many articles")
    parser.add_argument("--show", action="store_true", help="print what is missed")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if not (given.data / "text").is_dir():
        print(f"{given.data}: no PolNeAR data there (text/ and attributions/)", file=sys.stderr)
        return 2
    if (given.reader == "tagger") != (given.model is not None):
        print("--reader tagger and --model DIR go together", file=sys.stderr)
        return 2
    total = Score()
    work: Callable[[Any], Score] = partial(measure_one, given.reader, given.model, given.show)
    chosen: Sequence[Any] = articles(given.data, given.part)[:: given.every]
    if given.reader == "annotator":
        work, chosen = partial(measure_annotator, given.show), others(given.data)[:: given.every]
    with ProcessPoolExecutor(2) as pool:
        for score in pool.map(work, chosen, chunksize=8):
            total.merge(score)
    for line in total.misses:
        print(line)
    table = {
        name: total.counts.get(name, Count())
        for name in ("segments", "speech", "exact", "indirect", "marked", "speaker")
    }
    if given.json:
        print(
            json.dumps(
                {
                    name: dict(zip("prf", c.figures, strict=True)) | {"gold": c.gold}
                    for name, c in table.items()
                }
            )
        )
        return 0
    print(f"{len(chosen)} articles, reader: {given.reader}")
    for name, count in table.items():
        p, r, f = count.figures
        print(f"{name:9} P {p:.3f}  R {r:.3f}  F {f:.3f}   {count.right}/{count.found}/{count.gold}")
    kinds = Counter(line.split()[1] for line in total.misses)
    if kinds:
        print(dict(kinds))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
