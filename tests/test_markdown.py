"""Markdown: its marks say what is headline, heading, caption and text, and go."""

import io
import sys
from pathlib import Path

import pytest

import aleppo_analysis as aa
from aleppo_analysis import loading
from aleppo_analysis.loading import markdown
from aleppo_analysis.loading.documents import BadFile, Document, Problem

PROSE = "The boat sailed at six and nobody on the quay waved, said Ann Lee."


def read(text: str) -> list[Document | Problem]:
    return list(markdown.read(io.BytesIO(text.encode()), "a.md", None))


def parts(text: str) -> list[tuple[str, str]]:
    """(zone, text) of each paragraph; without a zone where the rules are to find it."""
    [found] = [item for item in read(text) if isinstance(item, Document)]
    zones = {found.text[start:end]: zone for start, end, zone in found.parts}
    return [(zones.get(paragraph, ""), paragraph) for paragraph in found.text.split("\n\n")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"# Boat sails\n\n{PROSE}\n\n## Why nobody waved ##\n\n{PROSE}",
            [("title", "Boat sails"), ("body", PROSE), ("heading", "Why nobody waved"), ("body", PROSE)],
            id="headings with signs before them",
        ),
        pytest.param(
            f"Boat sails\n==========\n\n{PROSE}\n\nWhy\n---\n\n{PROSE}",
            [("title", "Boat sails"), ("body", PROSE), ("heading", "Why"), ("body", PROSE)],
            id="headings with lines under them",
        ),
        pytest.param(
            "# T\n\nThe boat *sailed* at\nsix, and __nobody__\non the `quay` ~~cried~~ waved.",
            [("title", "T"), ("body", "The boat sailed at six, and nobody on the quay cried waved.")],
            id="wrapped lines and emphasis",
        ),
        pytest.param(
            "# T\n\n* heat\n* light\n    1. lamps\n    2. **wicks**\n\n- [ ] oil",
            [("title", "T"), *(("body", item) for item in ("heat", "light", "lamps", "wicks", "[ ] oil"))],
            id="lists",
        ),
        pytest.param(
            f"# T\n\n> {PROSE}\n> It rained.\n\n> No.",
            [("title", "T"), ("body", f"{PROSE} It rained."), ("body", "No.")],
            id="quotations",
        ),
        pytest.param(
            f"# T\n\n![The boat at *six*. Photo: Jo Dent](a.jpg 'x')\n\n{PROSE}\n\n![](b.jpg)\n\n{PROSE} ![sign](c.gif)",
            [("title", "T"), ("caption", "The boat at six. Photo: Jo Dent"), ("body", PROSE), ("body", PROSE)],
            id="pictures",
        ),
        pytest.param(
            f"# T\n\n{PROSE}\n\nSee [the report](http://a.example/x_y_z), <http://b.example> and [^1]\n\n{PROSE}",
            [
                ("title", "T"),
                ("body", PROSE),
                ("body", "See the report, http://b.example and [^1]"),
                ("body", PROSE),
            ],
            id="links become their words",
        ),
        pytest.param(
            f"# T\n\n{PROSE}\n\n[Goat stops the train](x)\n\n- [Choir sings](y)\n- [Bakery wins](z)\n\n{PROSE}",
            [
                ("title", "T"),
                ("body", PROSE),
                ("related", "Goat stops the train"),
                ("related", "Choir sings"),
                ("related", "Bakery wins"),
                ("body", PROSE),
            ],
            id="what is nothing but a link",
        ),
        pytest.param(
            f"# T\n\n{PROSE}\n\n**Who will pay?**\n\nNobody.\n\n**Nobody will pay.**\n\n{PROSE}",
            [
                ("title", "T"),
                ("body", PROSE),
                ("heading", "Who will pay?"),
                ("body", "Nobody."),
                ("body", "Nobody will pay."),
                ("body", PROSE),
            ],
            id="a bold line is a heading, a bold sentence is not",
        ),
        pytest.param(
            f"# T\n\nBy Jo Dent\n\n{PROSE}\n\nRead more: Goat stops the train\n\n{PROSE}\n\nReuters",
            [
                ("title", "T"),
                ("", "By Jo Dent"),
                ("body", PROSE),
                ("", "Read more: Goat stops the train"),
                ("body", PROSE),
                ("related", "Reuters"),
            ],
            id="lines that the rules know better",
        ),
        pytest.param(
            "# T\n\n| Boat | Year |\n|------|-----:|\n| Edda | 1968 |\n| Sarn | 1971 |",
            [("title", "T"), ("", "Boat\tYear\nEdda\t1968\nSarn\t1971")],
            id="a table",
        ),
        pytest.param(
            f"# T\n\n<?note no?><div>{PROSE}</div>\n\n<script>no()</script><!-- no -->\n\nA &amp; <!-- no --> B &lt; C, \\*they\\* said.",
            [("title", "T"), ("body", PROSE), ("body", "A & B < C, *they* said.")],
            id="HTML in it",
        ),
        pytest.param(PROSE, [("body", PROSE)], id="no headline"),
        pytest.param(
            f"---\ntitle: Boat sails\n---\n{PROSE}", [("title", "Boat sails"), ("body", PROSE)], id="front matter"
        ),
        pytest.param(
            f"---\ntitle: Boat sails\n---\n\nBoat sails\n\n{PROSE}",
            [("title", "Boat sails"), ("body", PROSE)],
            id="the headline twice",
        ),
        pytest.param(
            f"---\ntitle: For the web\n---\n\n# Boat sails\n\n{PROSE}",
            [("title", "Boat sails"), ("body", PROSE)],
            id="the printed headline holds",
        ),
        pytest.param(f"## Boat sails\n\n{PROSE}", [("title", "Boat sails"), ("body", PROSE)], id="a lower heading first"),
    ],
)  # fmt: skip
def test_marks_become_zones(text: str, expected: list[tuple[str, str]]) -> None:
    assert parts(text) == expected


def test_front_matter_becomes_values() -> None:
    text = f'---\ntitle: "Boat: sails"\ndate: 2021-03-09\ntags:\n  - sea\n  - boats\n---\n# Boat sails\n\n{PROSE}'
    problem, found = read(text)
    assert problem == Problem("front matter", "read as columns")
    assert isinstance(found, Document)
    assert found.values == {"title": "Boat: sails", "date": "2021-03-09", "tags": "sea; boats"}


def test_without_the_library_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "mistune", None)
    with pytest.raises(BadFile, match=r"\AMarkdown needs mistune, which is missing; install it: pip install"):
        read(PROSE)


def test_markdown_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"# Boat sails\n\n{PROSE}\n\n## Why\n\n{PROSE}\n", "utf-8")
    (tmp_path / "b.markdown").write_bytes(f"# Caf\u00e9\n\n{PROSE}\n".encode("cp1252"))
    (tmp_path / "c.md").write_text("\n", "utf-8")
    loaded = loading.read(tmp_path)
    assert loaded.articles["title"].tolist() == ["Boat sails", "Café"]
    told = loaded.problems.set_index("file")["what"]
    assert (told["b.markdown"], told["c.md"]) == ("encoding", "file left out")
    zones = aa.text.find_zones(loaded.articles, corrections=loaded.zones)
    assert zones.loc[zones["doc_id"] == "a", "zone"].tolist() == ["title", "body", "heading", "body"]
