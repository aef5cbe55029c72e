"""A sentence encoder (all-MiniLM-L6-v2) run with JAX: texts as vectors whose products tell likeness.

Reimers & Gurevych (2019), Sentence-BERT; Wang et al. (2020), MiniLM. The weights are no part of the project:
`load` finds them in a package of weights that the user installs, or in a folder.
"""

from asabiya.evidence.encoder.embed import Encoder, load

__all__ = ["Encoder", "load"]
