"""How much should this change your mind? One sentence in plain words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from asabiya.inference.importance import Estimate
from asabiya.inference.summaries import Interval

__all__ = ["degree", "sentence"]

_DEGREES = (
    (0.01, "not at all"),
    (0.1, "hardly at all"),
    (0.5, "a little"),
    (1.0, "noticeably"),
    (float("inf"), "much"),
)
"""Information below each bound [nats] and the words for it; assumed. For scale: seeing how a fair coin fell
is 0.69 nats."""

_Z90 = 1.6448536269514722


def degree(nats: float) -> str:
    """The words for an information.

    >>> degree(0.0), degree(0.03), degree(0.8)
    ('not at all', 'hardly at all', 'noticeably')
    """
    return next(words for bound, words in _DEGREES if nats < bound)


def sentence(
    statements: int,
    information: Estimate,
    prior: Interval,
    posterior: Interval,
    change: Interval,
    as_of: dt.date,
    otherwise: Sequence[Interval] = (),
) -> str:
    """The sentence of a nowcast.

    It names no difference below two standard errors, and says so if even its direction hangs on what is
    assumed.

    Parameters
    ----------
    statements
        Number of statements that count.
    information
        Information with its standard error [nats].
    prior, posterior, change
        Probability that the regime collapses within 365 days of as-of, and its shift.
    as_of
        Day from which the horizon counts.
    otherwise
        The same shift under other assumptions on speakers and reporters.
    """
    event = f"the regime collapses within a year of {as_of.day} {as_of:%B %Y}"
    if statements == 0:
        return (
            "There is nothing here to learn from: no statement counts as evidence, so the chance that "
            f"{event} stays at {_percent(prior.p)}, the model's own prior."
        )
    what = "This one statement" if statements == 1 else f"These {_number(statements)} statements"
    known = information.value > 2.0 * information.se
    words = degree(information.value) if known else degree(0.0)
    amount = (
        f"{information.value:.2g} nats"
        if known
        else f"less than {max(2 * information.se, 1e-4):.1g} nats, within the error"
    )
    if not _clear(change):
        effect = f"the chance that {event} stays at about {_percent(prior.p)}"
        return f"{what} should change your mind {words} ({amount}): {effect}."
    direction = "rises" if change.p > 0 else "falls"
    effect = f"the chance that {event} {direction} from {_percent(prior.p)} to {_percent(posterior.p)}"
    doubt = ""
    if any(_clear(other) and other.p * change.p < 0 for other in otherwise):
        doubt = ", and even the direction hangs on what is assumed of those who speak and report"
    return f"{what} should change your mind {words} ({amount}): {effect}{doubt}."


def _clear(change: Interval) -> bool:
    """Whether a shift is beyond two standard errors and worth naming at all."""
    error = (change.hi - change.lo) / (2 * _Z90)
    return abs(change.p) > max(2.0 * error, 5e-4)


def _percent(p: float) -> str:
    """A probability in per cent with two digits that count.

    >>> _percent(0.0213), _percent(0.4), _percent(0.0)
    ('2.1 %', '40 %', '0 %')
    """
    value = 100.0 * p
    if value == 0.0:
        return "0 %"
    return f"{value:.0f} %" if value >= 9.95 else f"{value:.1f} %" if value >= 0.95 else f"{value:.2f} %"


def _number(count: int) -> str:
    words = (
        "no",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
    )
    return words[count] if count < len(words) else str(count)
