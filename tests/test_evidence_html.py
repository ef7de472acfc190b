"""Counts in tables become links to exactly the lines they were counted from."""

import pandas as pd
import pytest
from bs4 import BeautifulSoup

from aleppo_analysis.report.counts import Passages, Tables, link_counts
from aleppo_analysis.report.evidence_page import evidence_pages

TEXT = "Truce ends\n\nA <trap>, Lee said. The trap shut. Aid waits."
TRAPS = [TEXT.index("trap>"), TEXT.index("trap shut")]
AID = TEXT.index("Aid")


@pytest.fixture
def tables() -> Tables:
    articles = pd.DataFrame({"doc_id": ["a"], "source": "herald", "text": [TEXT]})
    matches = pd.DataFrame(
        {
            "doc_id": "a",
            "source": "herald",
            "frame": ["deception", "deception", "humanitarian"],
            "start": [*TRAPS, AID],
            "end": [*(start + 4 for start in TRAPS), AID + 3],
            "voice": ["reported", "narrator", "narrator"],
            "speaker_name": ["Lee", None, None],
            "confidence": [0.85, None, None],
        }
    )
    quote = {
        "doc_id": "a",
        "source": "herald",
        "start": 12,
        "end": 20,
        "speaker_group": None,
        "use": "speech",
    }
    return {
        "articles": articles,
        "quotes": pd.DataFrame([quote]),
        "matches": matches,
        "tokens": pd.DataFrame(),
    }


def _linked(table: pd.DataFrame, tables: Tables) -> tuple[list[tuple[str, str]], dict[str, Passages]]:
    """The linked cells of a table as (text, address), and the lines."""
    html = table.to_html(index=any(table.index.names), sparsify=False, na_rep="NaN").replace(
        "<td>", '<td class="number">'
    )
    soup = BeautifulSoup(html, "html.parser")
    passages = link_counts(soup, tables)
    return [(link.get_text(), link["href"]) for link in soup.select("td > a")], passages


def test_a_count_leads_to_its_lines(tables: Tables) -> None:
    rates = pd.DataFrame({"source": ["herald"], "frame": ["deception"], "n": [2], "n_tokens": [2]})
    links, passages = _linked(rates, tables)
    assert links == [("2", "evidence-frame-deception.html#matches-frame-deception-source-herald")]
    [(title, lines, file, about)] = passages.values()
    assert file == "evidence-frame-deception.html"
    assert (title, about) == ("frame deception, source herald", "deception")
    assert list(lines["start"]) == TRAPS
    assert list(lines["paragraph"]) == [12, 12]


def test_a_row_is_narrowed_by_all_its_columns(tables: Tables) -> None:
    rates = pd.DataFrame({"frame": ["deception"] * 2, "voice": ["narrator", "direct"], "n": [1, 0]})
    links, _ = _linked(rates, tables)
    assert links == [("1", "evidence-frame-deception.html#matches-frame-deception-voice-narrator")]


def test_a_number_that_counts_something_else_is_no_link(tables: Tables) -> None:
    links, passages = _linked(pd.DataFrame({"frame": ["deception"], "n": [3], "share": [2.5]}), tables)
    assert (links, passages) == ([], {})


def test_values_and_frames_that_differ_in_signs_alone_have_places_of_their_own(tables: Tables) -> None:
    """Else the lines of one stood under the count of the other, and a frame on the page of quotations."""
    tables["quotes"] = tables["quotes"].merge(
        pd.DataFrame({"speaker_name": ["Jean Luc", "Jean-Luc"]}), "cross"
    )
    names = pd.DataFrame({"speaker_name": ["Jean Luc", "Jean-Luc"], "n": [1, 1]})
    links, passages = _linked(names, tables)
    assert [address.partition("#")[2] for _, address in links] == list(passages)
    assert [list(one.lines["speaker_name"]) for one in passages.values()] == [["Jean Luc"], ["Jean-Luc"]]
    frames = ["no aid", "no-aid", "quotes"]
    tables["matches"] = tables["matches"].assign(frame=frames)
    links, passages = _linked(pd.DataFrame({"frame": frames, "n": [1, 1, 1]}), tables)
    files = [address.partition("#")[0] for _, address in links]
    assert len({*files, "evidence-quotes.html"}) == 4
    assert [_evidence(passages, tables, set())[file].h1.get_text() for file in files] == [
        "The lines: no aid",
        "The lines: no-aid",
        "The lines: quotes",
    ]


def test_cells_of_a_pivoted_table_lead_to_their_lines(tables: Tables) -> None:
    counts = pd.DataFrame({"source": ["herald"] * 2, "frame": ["deception", "humanitarian"], "n": [2, 1]})
    links, _ = _linked(counts.pivot(index="source", columns="frame", values="n"), tables)
    assert links == [
        ("2", "evidence-frame-deception.html#matches-frame-deception-source-herald"),
        ("1", "evidence-frame-humanitarian.html#matches-frame-humanitarian-source-herald"),
    ]


def test_a_pivoted_table_with_two_row_heads_is_read_by_both(tables: Tables) -> None:
    counts = pd.DataFrame(
        {"source": ["herald"] * 2, "voice": ["narrator", "reported"], "frame": "deception", "n": [1, 1]}
    )
    links, _ = _linked(counts.pivot(index=["source", "voice"], columns="frame", values="n"), tables)
    assert [place for _, place in links] == [
        "evidence-frame-deception.html#matches-frame-deception-source-herald-voice-narrator",
        "evidence-frame-deception.html#matches-frame-deception-source-herald-voice-reported",
    ]


def test_words_and_scores_are_not_lines_although_the_number_fits(tables: Tables) -> None:
    scores = pd.DataFrame({"frame": ["deception"], "n_gold": [2], "n_correct": [2]})
    words = pd.DataFrame({"speaker_group": [None], "n": [1], "share": [1.0]})
    assert [_linked(table, tables) for table in (scores, words)] == [([], {}), ([], {})]


def test_a_missing_speaker_leads_to_the_quotations_without_one(tables: Tables) -> None:
    links, _ = _linked(pd.DataFrame({"speaker_group": [None], "use": ["speech"], "n_quotes": [1]}), tables)
    assert links == [("1", "evidence-quotes.html#quotes-speaker-group--use-speech")]


def test_a_line_of_no_known_voice_says_so(tables: Tables) -> None:
    matches = tables["matches"].assign(voice=pd.Series([None, "narrator", "narrator"], dtype="str"))
    rates = pd.DataFrame({"frame": ["deception"], "voice": [None], "n": [1]})
    _, passages = _linked(rates, {**tables, "matches": matches})
    page = _evidence(passages, tables, set())["evidence-frame-deception.html"]
    assert page.h2.get_text() == "frame deception, voice not known: 1"
    assert page.ol.li.get_text().startswith(
        "The Herald deception · not known · Lee · confidence 85%: A <trap>, Lee"
    )


def _evidence(passages: dict[str, Passages], tables: Tables, places: set[str]) -> dict[str, BeautifulSoup]:
    """The pages of evidence by their files."""
    day = pd.to_datetime("2016-10-04")
    facts = {"outlet": "The Herald", "title": "Truce ends", "published": day, "url": "https://a.org/x?y=1"}
    pages = evidence_pages(passages, tables["articles"].assign(**facts), places)
    return {page.file: BeautifulSoup(page.body, "html.parser") for page in pages}


def test_lines_are_escaped_lead_to_the_text_and_to_where_they_were_published(tables: Tables) -> None:
    _, passages = _linked(pd.DataFrame({"frame": ["deception"], "n": [2]}), tables)
    page = _evidence(passages, tables, {"at-a-12", f"at-a-{TRAPS[1]}"})["evidence-frame-deception.html"]
    assert page.find(id="matches-frame-deception").h2.get_text() == "frame deception: 2"
    assert [item.get_text() for item in page.details.select("li")] == ["frame deception 2"]
    assert [line.get_text() for line in page.select("ol li")] == [
        "The Herald deception · reported · Lee · confidence 85%: A <trap>, Lee said. original",
        "The Herald deception · narrator: The trap shut. original",
    ]
    assert [link["href"] for link in page.select("ol li > a")] == [
        "read.html#at-a-12",
        f"read.html#at-a-{TRAPS[1]}",
    ]
    original = page.select_one("ol small a[rel=noreferrer]")
    assert original["href"] == "https://a.org/x?y=1#:~:text=A%20%3Ctrap%3E%2C%20Lee%20said."
    assert page.select_one("ol li")["data-cite"] == "The Herald, “Truce ends”, 4 Oct 2016"


def test_every_line_can_be_found_from_the_first_page_of_evidence(tables: Tables) -> None:
    counts = pd.DataFrame({"frame": ["deception", "humanitarian"], "n": [2, 1]})
    _, passages = _linked(counts, tables)
    page = _evidence(passages, tables, set())["evidence.html"]
    assert len(page.select("[data-found] [data-item]")) == 3
    assert [link["href"] for link in page.select("section ul a")] == [
        "evidence-frame-deception.html#matches-frame-deception",
        "evidence-frame-humanitarian.html#matches-frame-humanitarian",
    ]
