from __future__ import annotations

import re
from pathlib import Path

import pytest

import asabiya
from asabiya import citations
from asabiya.errors import InputError
from asabiya.vocabulary import MECHANISMS

ROOT = Path(__file__).parents[1]
REQUIRED = {
    "article": {"author", "title", "journal", "year", "volume", "pages"},
    "book": {"author", "title", "publisher", "year"},
    "incollection": {"author", "title", "booktitle", "editor", "publisher", "year", "pages"},
    "inproceedings": {"author", "title", "booktitle", "year"},
    "misc": {"author", "title", "year", "eprint", "archiveprefix"},
    "software": {"author", "title", "year"},
}


def parse(entry: str) -> tuple[str, str, dict[str, str]]:
    """Type, key and fields of a BibTeX entry; asserts its syntax on the way."""
    head = re.match(r"@(\w+)\{([\w-]+),\n", entry)
    assert head is not None, entry
    position, fields = head.end(), {}
    while not entry.startswith("}", position):
        field = re.compile(r"\s*(\w+)\s*=\s*\{").match(entry, position)
        assert field is not None, entry[position:]
        depth, end = 1, field.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(entry[end], 0)
            end += 1
        name = field[1]
        assert name not in fields, f"{name} twice"
        fields[name] = re.sub(r"\s+", " ", entry[field.end() : end - 1])
        rest = re.compile(r",?\n").match(entry, end)
        assert rest is not None, entry[end:]
        position = rest.end()
    assert entry[position:] == "}"
    return head[1], head[2], fields


@pytest.mark.parametrize("key", citations.references())
def test_each_entry_is_whole(key: str) -> None:
    kind, found, fields = parse(citations.references()[key])
    assert found == key
    assert set(fields) >= REQUIRED[kind], key
    assert all(fields.values())
    assert re.fullmatch(r"(19|20)\d\d", fields["year"])
    if "doi" in fields:
        assert re.fullmatch(r"10\.\d{4,}/\S+", fields["doi"])
    if "pages" in fields:
        assert re.fullmatch(r"\d+(--\d+)?", fields["pages"])


def test_keys_are_authors_and_year() -> None:
    for key, entry in citations.references().items():
        if key == citations.SOFTWARE:
            continue
        _, _, fields = parse(entry)
        assert key.endswith(f"-{fields['year']}")
        if not key.startswith("jax"):
            plain = re.sub(r"\{\\.(\w)\}", r"\1", fields["author"])
            families = [author.partition(",")[0].lower().replace(" ", "-") for author in plain.split(" and ")]
            assert key.startswith(families[0]), (key, families)


def test_no_key_is_given_twice() -> None:
    text = (ROOT / "src" / "asabiya" / "references.bib").read_text(encoding="utf-8")
    keys = re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE)
    assert len(keys) == len(set(keys)) == len(citations.references())


def test_every_mechanism_has_its_works() -> None:
    assert tuple(citations.BEHIND) == MECHANISMS
    used = {key for works in citations.BEHIND.values() for key in works} | set(citations.METHODS)
    assert used <= set(citations.references())


def test_every_source_named_in_the_mechanisms_is_among_the_references() -> None:
    sources = [
        source
        for path in sorted((ROOT / "src" / "asabiya" / "mechanisms").glob("*.py"))
        for source in re.findall(r'source="([^":]+)"', path.read_text(encoding="utf-8"))
    ]
    assert "epstein-2002" in sources
    assert set(sources) <= set(citations.references())


def test_cite_puts_the_software_first_and_joins_reasons() -> None:
    found = citations.cite(citations.for_mechanisms(["backlash", "conversion"]))
    assert [c.key for c in found] == ["asabiya", "rasler-1996", "siegel-2011"]
    assert found[2].to_json() == {
        "key": "siegel-2011",
        "bibtex": citations.references()["siegel-2011"],
        "reason": "backlash: repression angers those near its victims; "
        "conversion: contact and messaging change minds",
    }


def test_an_unknown_key_gets_the_nearest() -> None:
    with pytest.raises(InputError) as caught:
        citations.cite({"granoveter-1978": "thresholds"})
    assert caught.value.message == "citation 'granoveter-1978': not among the references"
    assert (caught.value.hint or "").startswith("did you mean granovetter-1978")


def test_the_own_entry_says_what_citation_cff_says() -> None:
    text = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    cff = dict(re.findall(r'^(?:  - )?(\w[\w-]*): "?([^"\n]+)"?$', text, re.MULTILINE))
    _, _, fields = parse(citations.references()[citations.SOFTWARE])
    assert fields["title"] == cff["title"]
    assert fields["version"] == cff["version"] == asabiya.__version__
    assert fields["license"] == cff["license"]
    assert fields["author"] == f"{{{cff['name']}}}"
