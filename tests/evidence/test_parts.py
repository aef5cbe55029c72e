"""Quote marks, dates, names, offices and occasions, each by itself."""

from __future__ import annotations

import datetime

import pytest

from asabiya.evidence.occasions.dates import Anchor, find_dates, resolve
from asabiya.evidence.persons.names import normalise, slug
from asabiya.evidence.persons.offices import clean_office, institution_of, sector_of
from asabiya.evidence.text.layout import lay_out, paragraphs
from asabiya.evidence.text.marks import pair
from asabiya.vocabulary import SECTORS


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('He said, "no."', ["no."]),
        ("“One,” and “two.”", ["One,", "two."]),
        ("«Un», « deux », »drei«, „vier“, „pět”, ”sex”", ["Un", "deux", "drei", "vier", "pět", "sex"]),
        ("“It’s ours, the soldiers’ own,” he said.", ["It’s ours, the soldiers’ own,"]),
        ("“He cried ‘stop!’ twice.”", ["He cried ‘stop!’ twice."]),
        ("‘We don’t know,’ he said, ‘the soldiers’ plan.’", ["We don’t know,", "the soldiers’ plan."]),
        ("'We don't know,' he said.", ["We don't know,"]),
        ("The soldiers’ camp isn’t the generals’ camp.", []),
        ("It’s the ’79 crowd.", []),
        ("“It runs on", ["It runs on"]),
        ('A 5" pipe and a 6" pipe', []),
        ("``TeX,'' she said", ["TeX,"]),
        ("「はい」と言った", ["はい"]),
        ("“”", []),
    ],
)
def test_marks_pair(text: str, inner: list[str]) -> None:
    assert [text[q.start : q.end] for q in pair(text, 0, len(text))] == inner


def test_quotations_never_pair_over_paragraphs() -> None:
    text = "One said, “yes.\n\nTwo” said no."
    layout = lay_out(text, paragraphs(text))
    assert [[text[q.start : q.end] for q in s.quotes] for s in layout.sentences] == [["yes."], []]


PUBLISHED = datetime.date(2024, 1, 5)
EVENT = Anchor(datetime.date(2023, 12, 28), "day", "published", True)


@pytest.mark.parametrize(
    ("text", "value", "precision", "basis", "inferred"),
    [
        ("2023-12-01", "2023-12-01", "day", "text", False),
        ("December 1, 2023", "2023-12-01", "day", "text", False),
        ("1 December 2023", "2023-12-01", "day", "text", False),
        ("the 1st of December 2023", "2023-12-01", "day", "text", False),
        ("Dec. 1", "2023-12-01", "day", "published", True),
        ("January 5", "2024-01-05", "day", "published", True),
        ("January 6", "2023-01-06", "day", "published", True),
        ("February 29", "2020-02-29", "day", "published", True),
        ("31/12/2023", "2023-12-31", "day", "text", False),
        ("01/02/2023", None, None, None, None),
        ("December 2022", "2022-12-01", "month", "text", False),
        ("in December", "2023-12-01", "month", "published", True),
        ("in 2019", "2019-01-01", "year", "text", False),
        ("on Friday", "2024-01-05", "day", "published", False),
        ("last Friday", "2023-12-29", "day", "published", False),
        ("on Thursday", "2024-01-04", "day", "published", False),
        ("yesterday", "2024-01-04", "day", "published", False),
        ("two days ago", "2024-01-03", "day", "published", False),
        ("last month", "2023-12-01", "month", "published", False),
        ("last year", "2023-01-01", "year", "published", False),
        ("two days earlier", "2023-12-26", "day", "event", True),
        ("a week later", "2024-01-04", "day", "event", True),
        ("the next day", "2023-12-29", "day", "event", True),
        ("the same day", "2023-12-28", "day", "event", True),
        ("the following Monday", "2024-01-01", "day", "event", True),
        ("the day before", "2023-12-27", "day", "event", True),
        ("February 30, 2023", None, None, None, None),
        ("99999 years ago", None, None, None, None),
    ],
)
def test_dates(text: str, value: str | None, precision: str, basis: str, inferred: bool) -> None:
    mention = next(find_dates(text, 0, len(text)), None)
    anchor = resolve(mention, published=PUBLISHED, event=EVENT) if mention else None
    if value is None:
        assert anchor is None
    else:
        assert anchor == Anchor(datetime.date.fromisoformat(value), precision, basis, inferred)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text", ["December 1", "on Friday", "yesterday", "in May", "last year", "two days earlier"]
)
def test_without_publication_nothing_is_guessed(text: str) -> None:
    [mention] = find_dates(text, 0, len(text))
    assert resolve(mention, published=None) is None


@pytest.mark.parametrize(
    "text", ["may we", "march on", "Friday prayers", "a few days", "36,000 men", "Maya 3"]
)
def test_no_date(text: str) -> None:
    assert list(find_dates(text, 0, len(text))) == []


@pytest.mark.parametrize(
    ("phrase", "home", "sector"),
    [
        ("supreme leader", None, "leader"),
        ("commander of the Revolutionary Guards air force", None, "guards"),
        ("deputy head of the Basij", None, "basij"),
        ("chief of the army's general staff", None, "army"),
        ("commander of the riot police", None, "police"),
        ("prosecutor general", None, "judiciary"),
        ("Friday prayer leader", None, "clergy"),
        ("deputy defence minister", None, "ministries"),
        ("chairman of the bar association", None, "lawyers"),
        ("editor of the morning paper", None, "media"),
        ("adviser to the supreme leader", None, "other"),
        ("opposition leader", None, "other"),
        ("French foreign minister", "iran", "other"),
        ("Iranian foreign minister", "iran", "ministries"),
        ("a senior official", None, None),
        ("baker", None, None),
    ],
)
def test_sectors(phrase: str, home: str | None, sector: str | None) -> None:
    assert sector_of(phrase, home=home) == sector
    assert sector is None or sector in SECTORS


def test_names_and_offices() -> None:
    assert normalise("Amir-  Ali\nTarsh’s") == "Amir-Ali Tarsh"
    assert slug("Ève d’Arc Ö") == "eve-darc-o"
    assert clean_office("the Iranian deputy minister,") == "deputy minister"
    assert institution_of("adviser to the head of the navy") == "navy"


def test_paragraphs_by_line_or_by_block() -> None:
    assert len(paragraphs("One line.\nAnother line.\n\nA third.")) == 3
    wrapped = "A line that runs on\nto the next, and\nthen ends.\n\nA new block that also\nruns on."
    assert len(paragraphs(wrapped)) == 2
