"""Reading with a trained tagger."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from asabiya.evidence.documents.byline import body
from asabiya.evidence.reader import behind_datelines
from asabiya.evidence.speech.quotations import Extract, extract
from asabiya.evidence.tagger.joining import joined
from asabiya.evidence.tagger.model import MARKER, Tagger, load_tagger
from asabiya.evidence.text.layout import lay_out

if TYPE_CHECKING:
    from asabiya.evidence.ledger import Article

__all__ = ["TaggerExtractor"]


class TaggerExtractor:
    """Attributions by a trained tagger, with the rules for quote marks and for what it leaves out.

    Parameters
    ----------
    model
        Folder of a tagger that ``asabiya train-reader`` wrote.

    Raises
    ------
    InputError
        When there is no model in the folder, or it cannot be used.
    """

    def __init__(self, model: str | Path) -> None:
        self.model = Path(model)
        self._tagger = _opened(self.model)

    def __reduce__(self) -> tuple[type[TaggerExtractor], tuple[Path]]:
        # What runs the graph cannot travel: another process opens the folder, once.
        return TaggerExtractor, (self.model,)

    @property
    def digest(self) -> str:
        """SHA-256 of the model, by which a later call knows whether it reads the same."""
        return str(self._tagger.about["digest"])

    def __call__(self, article: Article) -> list[Extract]:
        """The attributions and the author's own sentences, in text order."""
        layout = behind_datelines(lay_out(article.text, body(article.text, title=article.title)))
        if not layout.sentences:
            return []
        return joined(layout, extract(layout), self._tagger.tag(article.text))


def _opened(folder: Path) -> Tagger:
    """The tagger in a folder, kept open for the next who asks."""
    path = (folder / MARKER).absolute()
    return _loaded(folder, path.stat().st_mtime_ns if path.is_file() else 0)


@lru_cache(maxsize=2)
def _loaded(folder: Path, changed: int) -> Tagger:
    return load_tagger(folder)
