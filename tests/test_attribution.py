"""The learned attribution model: what it answers on clear examples, and that no text breaks it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aleppo_analysis.quotes.marks import Attribution, find_marks
from aleppo_analysis.quotes.model import vocabulary
from aleppo_analysis.quotes.model.attributions import find_all_attributions, find_attributions
from aleppo_analysis.quotes.model.stored import load_model
from aleppo_analysis.quotes.model.tokens import LONGEST_SEQUENCE, outermost, tokenize_articles
from aleppo_analysis.quotes.model.trees import Forest, choice_probabilities, scores


def attributions(text: str) -> list[Attribution]:
    return find_attributions(text, find_marks(text))


def words(text: str, bounds: tuple[int, int] | None) -> str | None:
    return None if bounds is None else text[slice(*bounds)]


CLEAR = {
    "speaker after": (
        "“We will rebuild the bakery before the winter comes,” said Nour Darwish.",
        "Nour Darwish",
        "said",
    ),
    "speaker before": (
        "Nour Darwish said: “We will rebuild the bakery before the winter comes.”",
        "Nour Darwish",
        "said",
    ),
    "pronoun": (
        "Nour Darwish ran the bakery. “We will rebuild it before the winter comes,” she said on Friday.",
        "she",
        "said",
    ),
    "according to": (
        "The road is closed to all lorries until Sunday, according to the governor’s office.",
        "the governor’s office",
        "according to",
    ),
    "reported with that": (
        "The governor said that the road would stay closed to all lorries until Sunday.",
        "The governor",
        "said",
    ),
    "British single quotes": (
        "‘We will rebuild the bakery before winter’s end,’ Nour Darwish told the council.",
        "Nour Darwish",
        "told",
    ),
    "guillemets": (
        "«We will rebuild the bakery before the winter comes», said Nour Darwish.",
        "Nour Darwish",
        "said",
    ),
    "doubled apostrophes": (
        "''We will rebuild the bakery before the winter comes,'' Mr. Darwish said.",
        "Mr. Darwish",
        "said",
    ),
    "straight marks": (
        '"We will rebuild the bakery before the winter comes," Mr. Darwish said.',
        "Mr. Darwish",
        "said",
    ),
}


@pytest.mark.parametrize("style", CLEAR)
def test_clear_examples(style: str) -> None:
    text, speaker, cue = CLEAR[style]
    [found] = attributions(text)
    assert speaker in (words(text, found.speaker) or "")
    assert cue in (words(text, found.cue) or "")
    assert 0.5 < found.confidence <= 1


def test_a_split_quotation_is_one_attribution() -> None:
    text = "“The bakery will open,” Nour Darwish said, “and nobody will pay for bread this winter.”"
    [found] = attributions(text)
    first, second = (text[slice(*part)].strip(",.") for part in found.content)
    assert (first, second) == ("The bakery will open", "and nobody will pay for bread this winter")


def test_what_the_narrator_tells_has_no_attribution() -> None:
    assert (
        attributions("The bakery burned down in March. It was rebuilt in the autumn and opened again.") == []
    )


def test_several_texts_get_what_each_gets_alone() -> None:
    texts = [text for text, _, _ in CLEAR.values()] + ["", "\n\n"]
    marks = [find_marks(text) for text in texts]
    alone = [find_attributions(text, each) for text, each in zip(texts, marks, strict=True)]
    together = find_all_attributions(texts, marks)
    assert [[a[:4] for a in each] for each in together] == [[a[:4] for a in each] for each in alone]
    confidences = [[a.confidence for each in found for a in each] for found in (together, alone)]
    assert confidences[0] == pytest.approx(confidences[1], abs=1e-4)
    assert find_all_attributions(texts, marks) == together


@pytest.mark.parametrize("most", [0, 50, 30_000])
def test_a_vocabulary_of_other_texts_changes_nothing(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Whether it knows the tokens from texts before, or had too many and began anew."""
    monkeypatch.setattr(vocabulary, "_MOST", most)
    kept = load_model().new_vocabulary()
    known = []
    for text in [text for text, _, _ in CLEAR.values()] * 2:
        marks = find_marks(text)
        assert find_all_attributions([text], [marks], kept) == [find_attributions(text, marks)]
        known.append(len(kept.types))
    assert (known == sorted(known)) == (most > max(known))
    assert known[-1] == known[len(CLEAR) - 1]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n",
        "“”",
        "“ ”",
        "\x00\x01\x02\x03",
        "…?!",
        "“\n”",
        "«»‹›",
        "１２３ 四五",
        "a" * 3000,
        "“" * 50,
        "said",
        "“a” “b” “c”",
    ],
)
def test_odd_texts(text: str) -> None:
    for found in attributions(text):
        assert all(0 <= start < end <= len(text) for start, end in found.content)


@given(st.text(alphabet="abcSaid ,.“”\"'’\n—:1\x01\x02é", max_size=120))
@settings(max_examples=60, deadline=None)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for found in attributions(text):
        parts = [*found.content, *(part for part in (found.cue, found.speaker) if part)]
        assert all(0 <= start < end <= len(text) for start, end in parts)
        assert all(a[1] <= b[0] for a, b in zip(found.content, found.content[1:], strict=False))
        assert 0 <= found.confidence <= 1


def test_a_megabyte_in_one_paragraph() -> None:
    text = "“We will go home as soon as we can,” Rana Aziz said, and she laughed. " * 15000
    found = attributions(text)
    assert 14000 < len(found) < 16000
    assert {words(text, a.speaker) for a in found} <= {"Rana Aziz", "she", "Rana Aziz said"}


def test_a_hundred_thousand_marks() -> None:
    text = "“a” " * 50000
    assert all(end <= len(text) for a in attributions(text) for _, end in a.content)


def test_long_paragraphs_are_cut_at_sentences() -> None:
    tokens = tokenize_articles(["One two three four five six seven eight nine. " * 100], [[]])
    starts, lengths = tokens.sequence.T
    assert lengths.max() <= LONGEST_SEQUENCE
    assert lengths.sum() == 1000  # nine words and a stop, a hundred times
    assert {tokens.types[tokens.type[i]] for i in starts} == {"One"}


def test_each_token_of_several_articles_is_in_its_own_quotation() -> None:
    texts = ["He said “no way”", "“So it,” he said, “is.”", "Nobody spoke.", "“A b”", "“C d,” he said."]
    quotations = [outermost(find_marks(text)) for text in texts]
    tokens = tokenize_articles(texts, quotations)
    for doc, start, quote in zip(tokens.doc, tokens.start, tokens.quote, strict=True):
        marks = quotations[doc] if doc >= 0 else []
        held = [i for i, mark in enumerate(marks) if mark.open_start <= start < mark.close_end]
        assert [quote] == (held or [-1])


def test_quotations_of_five_words_are_one_token() -> None:
    text = "He called it “a bad idea” and said: “It will not work at all.”"
    tokens = tokenize_articles([text], [outermost(find_marks(text))])
    quoted = [i for i, t in enumerate(tokens.types) if t[0] == "\x01"]
    assert [
        text[s:e] for s, e, t in zip(tokens.start, tokens.end, tokens.type, strict=True) if t in quoted
    ] == ["It will not work at all."]


@pytest.mark.parametrize(("sign", "told"), [(":", ":"), (";", ":"), ("-", "-"), ("!", "!"), ("…", "a")])
def test_the_token_of_a_quotation_tells_its_last_sign(sign: str, told: str) -> None:
    text = f"He said: “It will not work at all{sign}” He left."
    tokens = tokenize_articles([text], [outermost(find_marks(text))])
    assert [kind[1] for kind in tokens.types if kind[0] == "\x01"] == [told]


def test_trees_add_up_by_hand() -> None:
    """The first question is bit 0 of the leaf's number; a value at the border is not above it."""
    forest = Forest(
        feature=np.array([[0, 1], [1, 1]]),
        border=np.array([[0.5, 2.0], [-1.0, 4.0]], np.float32),
        leaf=np.array([[1, 2, 4, 8], [-16, 32, 64, 128]], np.float32),
    )
    rows = np.array([[0, 0], [1, 0], [0, 3], [1, 3], [0.5, 2], [0, -1], [1, 5]], np.float32)
    wanted = [1 + 32, 2 + 32, 4 + 32, 8 + 32, 1 + 32, 1 - 16, 8 + 128]
    assert scores(forest, rows).tolist() == wanted
    assert scores(forest, np.tile(rows, (2000, 1))).tolist() == wanted * 2000


def test_a_score_is_the_same_to_the_last_bit_however_many_rows_are_asked_for() -> None:
    rng = np.random.default_rng(1)
    leaf = rng.normal(size=(150, 4)).astype(np.float32)
    forest = Forest(rng.integers(3, size=(150, 2)), rng.normal(size=(150, 2)).astype(np.float32), leaf)
    rows = rng.normal(size=(40, 3)).astype(np.float32)
    alone = np.concatenate([scores(forest, rows[i : i + 1]) for i in range(len(rows))])
    assert scores(forest, rows).tolist() == alone.tolist()


def test_choices_of_a_group_sum_to_one() -> None:
    p = choice_probabilities(np.log([1.0, 3.0, 5.0]), np.array([0, 0, 1]), 2)
    assert p == pytest.approx([0.25, 0.75, 1.0])
