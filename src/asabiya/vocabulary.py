"""Words that reader, scenarios, engine and report share. One list each, in one order."""

from __future__ import annotations

from typing import Final

__all__ = [
    "APPARATUS",
    "CODES",
    "COHORTS",
    "HORIZONS",
    "INDICES",
    "KINDS",
    "MECHANISMS",
    "OUTCOMES",
    "RANKS",
    "SECTORS",
    "SECURITY",
]

APPARATUS: Final = (
    "guards",
    "basij",
    "army",
    "police",
    "judiciary",
    "clergy",
    "ministries",
    "lawyers",
    "media",
)
"""Sectors of the apparatus whose members the model holds."""

SECURITY: Final = ("guards", "basij", "army", "police")
"""Sectors that carry coercive weight; a mutiny is a matter of these."""

SECTORS: Final = ("leader", *APPARATUS, "other")
"""Sectors that a speaker may have in a ledger."""

RANKS: Final = ("top", "middle", "base")
"""Ranks of the command tree, from the few commanders to the many members."""

COHORTS: Final = ("youth", "others")
"""Citizens: youth and students, and everybody else of age."""

MECHANISMS: Final = (
    "diversion",
    "repression",
    "backlash",
    "consolidation",
    "exhortation",
    "unity",
    "conversion",
    "confusion",
    "factions",
    "defection",
    "falsification",
    "surprise",
    "uprising",
)
"""Mechanisms of the theory, each with a switch of that name."""

OUTCOMES: Final = ("uprising", "mutiny", "fracture", "collapse", "survival")
"""Dated events that a run can end in; ``survival`` is the absence of collapse."""

INDICES: Final = ("cohesion", "hidden_defection", "tension", "fear", "legitimacy", "actives")
"""Indices reported for every day; ranges are in the glossary."""

HORIZONS: Final = (30, 90, 365)
"""Days after as-of for which a nowcast gives outcome probabilities."""

KINDS: Final = ("direct", "mixed", "indirect", "author", "ascribed")
"""Kinds of statement in a ledger."""

CODES: Final = (
    "admits_defection",
    "admits_conversion",
    "admits_infighting",
    "laments_confusion",
    "claims_cognitive_attack",
    "warns_surprise",
    "exhorts_commitment",
    "exhorts_vigilance",
    "appeals_unity",
    "invokes_sacrifice",
    "threatens_punishment",
    "claims_strength",
)
"""What a statement does, by the codebook."""
