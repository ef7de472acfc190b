"""Where reported words begin and end: tails of clauses, holes, openings of sentences."""

import pytest

from aleppo_analysis.quotes.edges import edged
from aleppo_analysis.quotes.marks import Attribution


def span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def kept(text: str, *content: str, cue: str = "said", speaker: str = "the mayor") -> list[str]:
    """What is left to be said, of what a model might find."""
    parts = tuple(span(text, part) for part in content)
    said = edged(text, Attribution(parts, span(text, cue), span(text, speaker), "model", 0.8))
    return [text[slice(*part)] for part in said.content]


@pytest.mark.parametrize(
    ("text", "content", "expected"),
    [
        # what follows the clause tells of the clause
        (
            "“We will rebuild it,” the mayor said at a meeting by the river.",
            ["We will rebuild it", "at a meeting by the river"],
            ["We will rebuild it"],
        ),
        # but not where it begins with *that*, has marks, or stands in another sentence
        (
            "“We will rebuild it,” the mayor said, adding that it would take years.",
            ["We will rebuild it", "that it would take years"],
            ["We will rebuild it", "that it would take years"],
        ),
        (
            "“We will rebuild it,” the mayor said, and the town “can wait” for it.",
            ["We will rebuild it", "the town “can wait” for it"],
            ["We will rebuild it", "the town “can wait” for it"],
        ),
        (
            "“We will rebuild it,” the mayor said. It would take years.",
            ["We will rebuild it", "It would take years"],
            ["We will rebuild it", "It would take years"],
        ),
        # retold words may go on after the clause
        (
            "The bridge, the mayor said, would be rebuilt.",
            ["The bridge", "would be rebuilt"],
            ["The bridge", "would be rebuilt"],
        ),
        # a hole in a sentence is filled, unless the clause or the end of a sentence stands in it
        (
            "Then the mayor said the bridge, which is old, would be rebuilt.",
            ["the bridge", "would be rebuilt"],
            ["the bridge, which is old, would be rebuilt"],
        ),
        (
            "Then the mayor said the bridge was old. Boats would cross. It would be rebuilt.",
            ["the bridge was old", "It would be rebuilt"],
            ["the bridge was old", "It would be rebuilt"],
        ),
        # what opens a sentence around the clause is said, too
        (
            "Nobody answered. Perhaps, the mayor said, it would be rebuilt in May.",
            ["it would be rebuilt in May"],
            ["Perhaps", "it would be rebuilt in May"],
        ),
        (
            "Perhaps, the mayor also said, it would be rebuilt in May.",
            ["it would be rebuilt in May"],
            ["Perhaps", "it would be rebuilt in May"],
        ),
        # but not without commas on both sides, before a capital, after marks, or from far away
        (
            "In May the mayor said, it would be rebuilt.",
            ["it would be rebuilt"],
            ["it would be rebuilt"],
        ),
        (
            "In May, the mayor said it would be rebuilt.",
            ["it would be rebuilt"],
            ["it would be rebuilt"],
        ),
        (
            "In May, the mayor said, Boats would cross.",
            ["Boats would cross"],
            ["Boats would cross"],
        ),
        (
            "“Perhaps,” the mayor said, it would be rebuilt.",
            ["it would be rebuilt"],
            ["it would be rebuilt"],
        ),
        (
            f"After {'long ' * 40}days, the mayor said, it would be rebuilt.",
            ["it would be rebuilt"],
            ["it would be rebuilt"],
        ),
    ],
)
def test_edges(text: str, content: list[str], expected: list[str]) -> None:
    assert kept(text, *content) == expected


def test_without_a_speaker_no_sentence_is_opened() -> None:
    text = "Perhaps, it was said, it would be rebuilt."
    said = Attribution((span(text, "it would be rebuilt"),), span(text, "said"), None, "model", 0.8)
    assert edged(text, said) == said
