"""When, to whom and where something was said: each by itself, on sentences whose contents are masked."""

from __future__ import annotations

import calendar
import datetime
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from asabiya.evidence.occasions.anchors import Anchor
from asabiya.evidence.occasions.audience import audience_in
from asabiya.evidence.occasions.calendars import to_date
from asabiya.evidence.occasions.dates import find_dates, resolve
from asabiya.evidence.occasions.occasion import media_of
from asabiya.evidence.occasions.timeline import Timeline
from asabiya.evidence.occasions.venue import venue_in
from asabiya.evidence.text.layout import MASK

PUBLISHED = datetime.date(2022, 11, 16)
"""A Wednesday."""
EVENT = Anchor(datetime.date(2022, 11, 10), "day", "text", False)


def masked(sentence: str) -> str:
    """The sentence with quotations and that-clauses masked, as the reader hands it over."""

    def mask(match: re.Match[str]) -> str:
        return MASK * len(match.group())

    return re.sub(r"“[^”]*”|(?<= )that .*(?=\.$)", mask, sentence)


def cue_of(sentence: str) -> int | None:
    verb = re.search(r"\b(?:said|told|urged|warned|wrote|admitted|ordered|reminded)\b", masked(sentence))
    return verb.start() if verb else None


def resolved(text: str, *, published: datetime.date | None = PUBLISHED) -> Anchor | None:
    mention = next(find_dates(text, 0, len(text)), None)
    assert mention is not None, text
    return resolve(mention, published=published, event=EVENT)


@pytest.mark.parametrize(
    ("text", "value", "precision", "basis", "inferred"),
    [
        ("22 Bahman 1401", "2023-02-11", "day", "text", False),
        ("15 Khordad", "2022-06-05", "day", "published", True),
        ("Aban 98", "2019-10-23", "month", "text", False),
        ("22 Bahman 57", "1979-02-11", "day", "text", False),
        ("in Mehr", "2022-09-23", "month", "published", True),
        ("13 Aban 2022", "2022-11-04", "day", "text", False),
        ("the tenth of Muharram 1445", "2023-07-28", "day", "text", False),
        ("in Ramadan", "2022-04-03", "month", "published", True),
        ("Friday, 11 November", "2022-11-11", "day", "published", True),
        ("the third of March 2021", "2021-03-03", "day", "text", False),
        ("3 to 5 March 2021", "2021-03-01", "month", "text", False),
        ("the end of March 2021", "2021-03-01", "month", "text", False),
        ("mid-October", "2022-10-01", "month", "published", True),
        ("20 March last year", "2021-03-20", "day", "published", False),
        ("in March of this year", "2022-03-01", "month", "published", False),
        ("last December", "2021-12-01", "month", "published", False),
        ("last spring", "2022-01-01", "year", "published", False),
        ("in the spring of 2021", "2021-01-01", "year", "text", False),
        ("last winter", None, None, None, None),
        ("in the winter of 2021-22", None, None, None, None),
        ("in the 1990s", None, None, None, None),
        ("from 2015 to 2019", None, None, None, None),
        ("a few weeks later", None, None, None, None),
        ("recently", None, None, None, None),
        ("30 Esfand 1402", None, None, None, None),
        ("31 April 2021", None, None, None, None),
        ("earlier this week", "2022-11-01", "month", "published", False),
        ("earlier in the week", "2022-11-01", "month", "published", False),
        ("last week, on Wednesday", "2022-11-09", "day", "published", False),
        ("in a December interview", "2021-12-01", "month", "published", True),
        ("last week", "2022-11-01", "month", "published", False),
        ("over the weekend", "2022-11-01", "month", "published", False),
        ("last night", "2022-11-15", "day", "published", False),
        ("New Year’s Eve", "2021-12-31", "day", "published", True),
        ("Easter Sunday 2017", "2017-04-16", "day", "text", False),
        ("Easter Sunday 2018", None, None, None, None),
        ("Nowruz", "2022-03-21", "day", "published", True),
        ("on the 15th,", "2022-11-15", "day", "event", True),
        ("on the 5th of this month", "2022-11-05", "day", "published", True),
        ("that evening", "2022-11-10", "day", "event", False),
        ("hours later", "2022-11-10", "day", "event", False),
        ("the following Wednesday", "2022-11-16", "day", "event", False),
        ("the previous month", "2022-10-01", "month", "event", False),
        ("about two weeks earlier", "2022-10-01", "month", "event", False),
        ("about three years earlier", None, None, None, None),
        ("two years later", "2024-01-01", "year", "event", False),
        ("two years ago today", "2020-11-16", "day", "published", False),
        ("the first Friday of Ramadan", None, None, None, None),
        ("on the first anniversary", "2023-11-10", "day", "event", False),
    ],
)
def test_expressions(
    text: str, value: str | None, precision: str | None, basis: str | None, inferred: bool | None
) -> None:
    anchor = resolved(text)
    if value is None:
        assert anchor is None
        return
    assert anchor is not None
    found = (anchor.value.isoformat(), anchor.precision, anchor.basis, anchor.year_inferred)
    assert found == (value, precision, basis, inferred)


def test_a_week_over_two_months_is_known_to_the_year_and_over_two_years_not_at_all() -> None:
    first = resolved("last week", published=datetime.date(2022, 11, 8))
    assert first == Anchor(datetime.date(2022, 1, 1), "year", "published", False)
    assert resolved("last week", published=datetime.date(2022, 1, 4)) is None


CASES = json.loads(Path(__file__).with_name("occasions.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_sentences(case: dict[str, str | None]) -> None:
    sentence = str(case["sentence"])
    frame, cue = masked(sentence), cue_of(sentence)
    _, anchor = Timeline(frame, PUBLISHED).read(frame, speech=True).of(cue)
    found = {
        "sentence": sentence,
        "date": anchor.value.isoformat() if anchor else None,
        "audience": audience_in(frame, cue),
        "venue": venue_in(frame, cue),
    }
    assert {key: found[key] for key in case} == case


def days(
    *sentences: str, published: datetime.date | None = None
) -> list[tuple[str | None, str | None, bool]]:
    """Date, basis and year flag of sentences that follow one another."""
    frames = [masked(sentence) for sentence in sentences]
    timeline = Timeline(" ".join(frames), published)
    found = []
    for sentence, frame in zip(sentences, frames, strict=True):
        cue = cue_of(sentence)
        _, a = timeline.read(frame, speech=cue is not None).of(cue)
        found.append((a.value.isoformat(), a.basis, a.year_inferred) if a else (None, None, False))
    return [(value, basis, inferred) for value, basis, inferred in found]


def test_the_day_after_an_event_that_the_article_dates() -> None:
    assert days(
        "The parade in Starno on 12 June 2020 lasted an hour.",
        "The day after the parade, Rusk said: “No.”",
        "On the 15th, Rusk said: “No.”",
        "On the first anniversary of the parade, Rusk said: “No.”",
        "Two days after the coup, Rusk said: “No.”",
    )[1:] == [
        ("2020-06-13", "event", False),
        ("2020-06-15", "event", True),
        ("2021-06-12", "event", False),
        (None, None, False),
    ]


def test_an_event_with_two_dates_anchors_nothing() -> None:
    assert days(
        "The strike of 3 May 2020 failed.",
        "The strike of 9 June 2020 did not.",
        "The day after the strike, Rusk said: “No.”",
    )[2] == (None, None, False)


def test_a_year_is_taken_from_the_dated_event_beside_it() -> None:
    story = (
        "On 3 March 2019, Rusk said: “No.”",
        "On March 10, Rusk said: “No.”",
        "On November 10, Rusk said: “No.”",
    )
    assert days(*story[:2])[1] == ("2019-03-10", "event", True)
    assert days(story[0], story[2])[1] == (None, None, False)
    assert days(*story[:2], published=PUBLISHED)[1] == ("2019-03-10", "event", True)
    assert days(story[0], story[2], published=PUBLISHED)[1] == ("2022-11-10", "published", True)
    assert days("The war began on 7 October 2017.", "On January 14, Rusk said: “No.”")[1] == (
        "2018-01-14",
        "event",
        True,
    )


def test_a_year_is_taken_from_an_event_of_the_world_that_the_article_counts_from() -> None:
    story = ("Two months into the Gaza war, Rusk gave a speech.", "On December 1, Rusk said: “No.”")
    assert days(*story)[1] == ("2023-12-01", "event", True)
    assert days(*story, published=PUBLISHED)[1] == ("2021-12-01", "published", True)
    assert days("Rusk saw the Gaza war coming.", story[1])[1] == (None, None, False)
    assert days("The day after the fall of Kabul, Rusk said: “No.”") == [("2021-08-16", "event", False)]


def test_nothing_counts_from_a_date_that_stays_open() -> None:
    assert (
        days(
            "On 3 March 2019, Rusk said: “No.”",
            "On Tuesday, Rusk said: “No.”",
            "Two days later, Rusk said: “No.”",
        )[1:]
        == [(None, None, False)] * 2
    )


def test_dates_in_figures_take_their_order_from_the_article() -> None:
    told = "On 03/05/2021, Rusk said: “No.”"
    assert days(told) == [(None, None, False)]
    assert days(told, "On 15/04/2021, Rusk said: “No.”")[0] == ("2021-05-03", "text", False)
    assert days(told, "On 04/15/2021, Rusk said: “No.”")[0] == ("2021-03-05", "text", False)
    both = ("On 15/04/2021, Rusk said: “No.”", "On 04/15/2021, Rusk said: “No.”")
    assert days(told, *both)[0] == (None, None, False)


def test_media_are_channels_and_no_audience() -> None:
    media = media_of("The magazine Horizons was closed.")
    assert audience_in("He told Horizons", media=media) is None
    assert venue_in("He told Horizons", media=media) == "Horizons"
    assert audience_in("He told Horizons") == "Horizons"
    assert audience_in("He told reporters of the magazine") == "reporters of the magazine"


MONTHS = list(calendar.month_name)[1:]
PERSIAN = [
    "Farvardin",
    "Ordibehesht",
    "Khordad",
    "Tir",
    "Mordad",
    "Shahrivar",
    "Mehr",
    "Aban",
    "Azar",
    "Dey",
    "Bahman",
    "Esfand",
]
DATES = st.dates(datetime.date(1600, 1, 1), datetime.date(2099, 12, 31))


@given(DATES, st.integers(0, 7))
def test_a_day_in_any_form_comes_back(day: datetime.date, form: int) -> None:
    month, ending = MONTHS[day.month - 1], "st" if day.day in (1, 21, 31) else "th"
    text = (
        f"{day:%Y-%m-%d}",
        f"{day.day} {month} {day.year}",
        f"{month} {day.day}, {day.year}",
        f"{month} {day.day}{ending} {day.year}",
        f"the {day.day}{ending} of {month} {day.year}",
        f"{month[:3]}{'.' if month != 'May' else ''} {day.day}, {day.year}",
        f"{day:%A}, {month} {day.day}, {day.year}",
        f"{day:%Y/%m/%d}",
    )[form]
    [mention] = find_dates(f"on {text}.", 0, len(text) + 4)
    assert resolve(mention, published=None) == Anchor(day, "day", "text", False)


@settings(deadline=None)
@given(st.integers(1250, 1450), st.integers(1, 12), st.integers(1, 29), st.booleans())
def test_a_persian_day_comes_back(year: int, month: int, day: int, turned: bool) -> None:
    name = PERSIAN[month - 1]
    text = f"{name} {day}, {year}" if turned else f"{day} {name} {year}"
    [mention] = find_dates(text, 0, len(text))
    anchor = resolve(mention, published=None)
    expected = to_date("persian", year, month, day)
    assert anchor == (Anchor(expected, "day", "text", False) if expected else None)


@given(DATES.filter(lambda d: (d.month, d.day) != (2, 29)), st.integers(0, 364))
def test_a_day_without_its_year_is_the_last_one_up_to_publication(day: datetime.date, ahead: int) -> None:
    published = day + datetime.timedelta(ahead)
    text = f"{day.day} {MONTHS[day.month - 1]}"
    [mention] = find_dates(text, 0, len(text))
    assert resolve(mention, published=published) == Anchor(day, "day", "published", True)
    assert resolve(mention, published=None) is None


@given(DATES, st.integers(0, 9999))
def test_days_ago_count_from_publication(published: datetime.date, count: int) -> None:
    text = f"{count} days ago"
    [mention] = find_dates(text, 0, len(text))
    day = published - datetime.timedelta(count)
    assert resolve(mention, published=published) == Anchor(day, "day", "published", False)


PIECES = st.sampled_from(
    (
        "on|in|the|last|next|March|3|31|2021|99|Bahman|Muharram|Friday|s|’s|,|.|of|to|before|after|day|days|a|few"
        "|later|ago|told|said|cadets|at|mosque|letter|anniversary|spring|this|week|month|parade|General|Rusk|-|/"
        f"|1401|first|;|“|\n|{MASK}"
    ).split("|")
)


@settings(deadline=None)
@given(st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=200), st.none() | DATES, st.booleans())
def test_any_text_is_read_without_a_crash_and_what_is_found_stands_in_it(
    text: str, published: datetime.date | None, speech: bool
) -> None:
    timeline = Timeline(text, published)
    for _ in range(2):
        dating = timeline.read(text, speech=speech)
        has_date, anchor = dating.of(len(text) // 2)
        assert has_date or anchor is None
    last = 0
    for mention in find_dates(text, 0, len(text)):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
    plain = " ".join(text.split())
    for found in (audience_in(text), venue_in(text)):
        assert found is None or found in plain


@pytest.mark.parametrize("piece", ["3 ", "1.", "May 3 to ", "the first days of the ", "told x ", "in the x "])
def test_time_grows_no_faster_than_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        text = piece * count
        start = time.perf_counter()
        list(find_dates(text, 0, len(text)))
        audience_in(text), venue_in(text), Timeline(text, None).read(text, speech=True)
        return time.perf_counter() - start

    # Ten times the text; a hundred times the time were it quadratic.
    assert seconds(10_000) < 40 * max(seconds(1_000), 0.01)
