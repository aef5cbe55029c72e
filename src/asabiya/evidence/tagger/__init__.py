"""A trained reader: a token tagger on the sentence encoder, for those who have an annotated corpus.

`train` makes one from a corpus (`asabiya train-reader`), `load_tagger` opens it, and `TaggerExtractor` reads
articles with it. The project holds no trained weights.
"""

from asabiya.evidence.tagger.extractor import TaggerExtractor
from asabiya.evidence.tagger.model import Tagger, load_tagger
from asabiya.evidence.tagger.training import train

__all__ = ["Tagger", "TaggerExtractor", "load_tagger", "train"]
