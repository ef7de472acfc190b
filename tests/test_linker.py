"""Candidates, what is known of them, and the choice among them, on tokens tagged by hand."""

import numpy as np
import pytest

from aleppo_analysis.quotes.marks import find_marks
from aleppo_analysis.quotes.model import describe
from aleppo_analysis.quotes.model.candidates import N_LABELS, Spans, Tags, find_candidates, join_sides
from aleppo_analysis.quotes.model.describe import RATES, View, piece_before
from aleppo_analysis.quotes.model.linker import (
    NONE,
    SAME,
    TABLE_OF_KIND,
    Chosen,
    Kind,
    Pairs,
    Table,
    choose,
    content_pairs,
    describe_spans,
    judgement_rows,
    kinds_of,
    pair_up,
    source_pairs,
)
from aleppo_analysis.quotes.model.tagger import Attributes
from aleppo_analysis.quotes.model.tokens import Tokens, outermost, tokenize_articles

#         3                     4   5   6   7 8   9     10 11 12   13 14       0 to 2 and 15 to 17 are breaks
TEXT = "“We will go home now,” Ann Lee said. She added UN “waits”:"
OUT, SOURCE, SOURCE_NEXT, CUE, CUE_NEXT, CONTENT, CONTENT_NEXT = range(7)
# Invented, in binary fractions so that sums are exact: by token, the probabilities of labels and so on.
LABELS = {
    3: {CONTENT: 0.75},
    4: {SOURCE: 0.5},
    5: {SOURCE_NEXT: 0.25, CONTENT_NEXT: 0.125},
    6: {CUE: 0.75},
    7: {CONTENT: 0.125, CONTENT_NEXT: 0.125},
    8: {SOURCE: 0.25},
    9: {CUE: 0.25, CUE_NEXT: 0.25},
    10: {SOURCE: 0.25, CONTENT: 0.5},
    11: {CONTENT: 0.0625, CONTENT_NEXT: 0.1875},
    12: {CONTENT_NEXT: 0.5, CUE: 0.125},
    13: {CONTENT_NEXT: 0.25},
}
BEFORE_CUE, AFTER_CUE = {3: 0.5, 5: 0.0625}, {4: 0.25, 7: 0.125}
RATE = {
    "cue": {4: 0.0625, 6: 0.75, 7: 0.03125, 9: 0.5},
    "content_after": {6: 0.25, 9: 0.75},
    "sourceless": {6: 0.125, 9: 0.375},
    "source_after": {6: 0.5, 9: 0.0625},
    "source": {4: 0.25, 5: 0.5, 8: 0.125},
    "content": {3: 0.75, 10: 0.25},
}
CUE_CLASS, OFTEN = {6: 3, 9: 2, 12: 2}, {4: 1, 5: 2, 8: 3, 10: 1}


def spans(*bounds: tuple[int, int, int]) -> Spans:
    """Stretches from (first, stop, origin)."""
    return Spans(*np.array(bounds, np.int64).reshape(-1, 3).T)


PIECES = spans((3, 4, 2), (10, 14, 0))
CUES = spans((6, 7, 0), (9, 10, 1))
SOURCES = spans((4, 6, 0), (8, 9, 1))
SPANS = (PIECES, CUES, SOURCES)


def tokens_of(text: str) -> Tokens:
    return tokenize_articles([text], [outermost(find_marks(text))])


def filled(n: int, values: dict[int, float]) -> np.ndarray:
    out = np.zeros(n)
    out[list(values)] = list(values.values())
    return out


@pytest.fixture
def view() -> View:
    tokens = tokens_of(TEXT)
    n = len(tokens.type)
    p = np.zeros((n, 7))
    for place, labels in LABELS.items():
        p[place, list(labels)] = list(labels.values())
    p[:, OUT] = 1 - p.sum(1)
    tags = Tags(p.argmax(1), p, filled(n, BEFORE_CUE), filled(n, AFTER_CUE))
    shape = tokens.looks.shape[tokens.type]
    zero, place = np.zeros(n, np.int64), np.arange(n)
    known = Attributes(zero, zero, shape, filled(n, CUE_CLASS), zero, place, filled(n, OFTEN))
    return View(tokens, known, tags, np.stack([filled(n, RATE[name]) for name in RATES], axis=1))


def test_the_tokens_are_those_of_the_comment() -> None:
    tokens = tokens_of(TEXT)
    words = [tokens.types[i] for i in tokens.type]
    assert words[3:9] == ["\x01,A1", "Ann", "Lee", "said", ".", "She"]
    assert words[9:15] == ["added", "UN", "\x02", "waits", "\x03", ":"]
    assert set(words[:3] + words[15:]) == {"\n"}


# -- candidates --------------------------------------------------------------------------------------------


def test_sides_are_put_together() -> None:
    """Labels 7 and 8 are content before its cue, 9 and 10 a source after it."""
    labels = np.arange(N_LABELS)
    tags = join_sides(labels, np.tile(labels.astype(float), (N_LABELS, 1)))
    assert tags.label.tolist() == [0, 1, 2, 3, 4, 5, 6, 5, 6, 1, 2]
    assert tags.p[0].tolist() == [0, 1 + 9, 2 + 10, 3, 4, 5 + 7, 6 + 8]
    assert (tags.content_before_cue[0], tags.source_after_cue[0]) == (7 + 8, 9 + 10)


@pytest.mark.parametrize(
    ("label", "p", "part", "is_candidate"),
    [
        (CUE, 0.081, 1, True),
        (CUE, 0.079, 1, False),
        (SOURCE, 0.041, 2, True),
        (SOURCE, 0.039, 2, False),
        (CONTENT, 0.301, 0, True),
        (CONTENT, 0.299, 0, False),
    ],
)
def test_what_the_tagger_thought_of_is_a_candidate(
    label: int, p: float, part: int, is_candidate: bool
) -> None:
    """From .08 for a cue, .04 for a source, .3 for content of three tokens: these the scorers were trained on."""
    tokens = tokens_of("The road is closed")
    chance = np.zeros((len(tokens.type), 7))
    chance[3:6, label : label + 2] = p / 2
    chance[:, OUT] = 1 - chance.sum(1)
    nothing = np.zeros(len(tokens.type))
    found = find_candidates(tokens, Tags(nothing.astype(int), chance, nothing, nothing))[part]
    assert [each.tolist() for each in found] == ([[3], [6], [1]] if is_candidate else [[], [], []])


def test_two_tokens_of_likely_content_are_no_piece() -> None:
    tokens = tokens_of("The road is closed")
    chance = np.zeros((len(tokens.type), 7))
    chance[3:5, CONTENT] = 0.4
    nothing = np.zeros(len(tokens.type))
    assert len(find_candidates(tokens, Tags(nothing.astype(int), chance, nothing, nothing))[0].first) == 0


def test_a_quotation_left_out_is_a_piece_of_its_own(view: View) -> None:
    label = np.zeros(len(view.tokens.type), np.int64)
    label[6], label[10], label[11:14] = CUE, CONTENT, CONTENT_NEXT
    pieces, cues, sources = find_candidates(view.tokens, view.tags._replace(label=label))
    assert np.stack(pieces, axis=1).tolist() == [[3, 4, 2], [10, 14, 0]]
    assert np.stack(cues, axis=1).tolist() == [[6, 7, 0], [9, 10, 1], [12, 13, 1]]
    assert np.stack(sources, axis=1).tolist() == [[4, 6, 1], [8, 9, 1], [10, 11, 1]]


# -- what is known of them: two values each, worked out from TEXT and the tables above ------------------------

OF_PIECES = {
    "p_origin": [2, 0],
    "p_length": [1, 4],
    "p_holders": [1, 0],
    "p_quoted": [1, 3 / 4],  # the marks count
    "p_titles": [0, 1 / 4],  # UN
    "p_content": [0.75, (0.5 + 0.25 + 0.5 + 0.25) / 4],
    "p_content_min": [0.75, 0.25],
    "p_starts": [0.75, 0.5],
    "p_source": [0, 0.25 / 4],
    "p_cue": [0, 0.125],
    "p_shape_first": [18, 2],  # a placeholder, upper case
    "p_shape_last": [18, 17],  # a closing mark
    "p_next": [1, 10],  # Ann, a colon
    "p_next_rate": [0.0625, 0],
    "p_before_rate": [0, 0.5],  # added
    "p_before": [19, 0],  # a break, a word in lower case
    "p_before2": [19, 1],  # She
    "p_next2": [1, 19],
    "p_sentence_start": [1, 0],
    "p_paragraph_start": [1, 0],
    "p_paragraph_end": [0, 1],  # only a sign stands between it and the end
    "p_stop_last": [1, 5],  # the comma in the marks, the colon after them
    "p_above_holder": [0, 0],
    "p_above_open": [0, 0],
    "p_often": [0, 1],
    "p_rate_first": [0.75, 0.25],
    "p_upper": [0, 1 / 4],
    "p_words_rate": [0, 1 / 4],
    "p_open": [0, 0],
    "p_run_before": [0, 0],
    "p_run_after": [0, 0],
    "p_before_cue": [0.5, 0],
}
OF_CUES = {
    "c_origin": [0, 1],
    "c_length": [1, 1],
    "c_p": [0.75, 0.5],
    "c_p_first": [0.75, 0.25],
    "c_rate": [0.75, 0.5],
    "c_after": [0.25, 0.75],
    "c_sourceless": [0.125, 0.375],
    "c_source_after": [0.5, 0.0625],
    "c_right": [0.125, 0.5],  # content begins
    "c_right2": [0, 0.0625],
    "c_left": [0.125, 0],  # content begins or goes on
    "c_left2": [0, 0.25],
    "c_left_source": [0.25, 0.25],
    "c_right_source": [0, 0.25],
    "c_shape": [0, 0],
    "c_last": [0, 0],
    "c_next": [8, 2],
    "c_before": [1, 1],
    "c_ending": [4, 2],  # said has none, added has -ed
    "c_start": [0, 0],
    "c_quoted": [0, 0],
    "c_paragraph_start": [0, 0],
    "c_before_cue": [0.0625, 0],
    "c_before_cue2": [0.5, 0],
    "c_source_right": [0.125, 0],
    "c_kind": [6, 9],
    "c_end": [1, 0],
}
OF_SOURCES = {
    "s_origin": [0, 1],
    "s_length": [2, 1],
    "s_p": [(0.5 + 0.25) / 2, 0.25],
    "s_p_first": [0.5, 0.25],
    "s_p_most": [0.5, 0.25],
    "s_rate": [0.5, 0.125],  # the most of Ann and Lee
    "s_rate_first": [0.25, 0.125],
    "s_rate_last": [0.5, 0.125],
    "s_shape": [1, 1],
    "s_shape_last": [1, 1],
    "s_titles": [1, 1],
    "s_commas": [0, 0],
    "s_often": [1, 3],
    "s_often_last": [2, 3],
    "s_next": [0, 0],
    "s_before": [18, 8],
    "s_quoted": [0, 0],
    "s_start": [0, 1],
    "s_p_content": [0.125 / 2, 0],
    "s_after_cue": [0.25 / 2, 0],
    "s_kind": [5, 8],
    "s_paragraph_start": [0, 0],
}
OF_BEFORE = {  # from Ann to added
    "q_breaks": [-9, 0],
    "q_stops": [-9, 1],
    "q_commas": [-9, 0],
    "q_cue": [-9, 0.75 + 0.5],
    "q_source": [-9, 0.5 + 0.25 + 0.25],
    "q_cues": [-9, 0.75 + 0.25],
    "q_content": [-9, 0.125 + 0.25],
    "q_gap": [-9, 6],
    "q_open": [-9, 0],
    **{f"q_before_{name}": [-9, OF_PIECES[f"p_{name}"][0]] for name in ("quoted", "length", "content")},
    **{f"q_before_{name}": [-9, OF_PIECES[f"p_{name}"][0]] for name in ("stop_last", "paragraph_end")},
    **{f"q_before_{name}": [-9, OF_PIECES[f"p_{name}"][0]] for name in ("paragraph_start", "origin")},
}
OF_PAIRS = {  # placeholder - said, placeholder - added, UN “waits” - said, UN “waits” - added
    "r_before": [0, 0, 1, 1],
    "r_gap": [2, 5, 3, 0],
    "r_rank": [0, 1, 1, 0],
    "r_sentences": [0, 1, 1, 0],
    "r_own_between": [1, 1, 1, 1],  # with the piece itself
    "r_same_end": [1, 0, 0, 1],
    "r_first": [0.0625, 0.0625, 0.03125, 0],
    "r_shape_first": [1, 1, 8, -1],
    "r_shape_last": [1, 1, 0, -1],
    "r_source_share": [0.75 / 2, 1 / 5, 0.25 / 3, 0],
    "r_content_share": [0.125 / 2, 0.375 / 5, 0.25 / 3, 0],
    "r_breaks": [0, 0, 0, 0],
    "r_holders": [0, 0, 0, 0],
    "r_commas": [0, 0, 0, 0],
    "r_stops": [0, 1, 1, 0],
    "r_colons": [0, 0, 0, 0],
    "r_dashes": [0, 0, 0, 0],
    "r_marks": [0, 0, 0, 0],
    "r_titles": [2, 3, 1, 0],
    "r_source": [0.75, 1, 0.25, 0],
    "r_cue": [0, 0.75, 0.5, 0],
    "r_content": [0.125, 0.375, 0.25, 0],
    "r_cues": [0, 0.75, 0.25, 0],
    "r_sources": [0.5, 0.75, 0.25, 0],
    "r_contents": [0, 0.125, 0.125, 0],
    "r_verbs": [0, 1, 1, 0],
    "r_content_before_cue": [0.0625, 0.0625, 0, 0],
    "r_source_after_cue": [0.25, 0.375, 0.125, 0],
}


def described(columns: dict[str, np.ndarray]) -> dict[str, list[float]]:
    return {name: [float(value) for value in values] for name, values in columns.items()}


def test_what_is_known_of_pieces_cues_and_sources(view: View) -> None:
    assert described(describe.describe_pieces(view, PIECES)) == OF_PIECES
    assert described(describe.describe_cues(view, CUES)) == OF_CUES
    assert described(describe.describe_sources(view, SOURCES)) == OF_SOURCES


def test_what_is_known_of_the_piece_before(view: View) -> None:
    above, known = piece_before(view, PIECES), describe.describe_pieces(view, PIECES)
    assert above.tolist() == [-1, 0]
    assert described(describe.describe_before(view, PIECES, above, known)) == OF_BEFORE


def test_how_two_stand_to_each_other(view: View) -> None:
    i, j = np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1])
    found = described(describe.describe_pair(view, PIECES, CUES, i, j))
    assert found == {name: pytest.approx(values) for name, values in OF_PAIRS.items()}
    assert describe.describe_pair(view, CUES, SOURCES, i, j)["r_own_between"].tolist() == [1, 1, 2, 1]


def test_which_signs_are_counted(view: View) -> None:
    """One token of each shape: what lies between two places is known by these counts."""
    n = 20
    shapes, zero = np.arange(n), np.zeros(n, np.int64)
    known = Attributes(zero, zero, shapes, zero, zero, zero, zero)
    tokens = view.tokens._replace(is_break=shapes == 19)
    tags = Tags(zero, np.zeros((n, 7)), zero, zero)
    counted = View(tokens, known, tags, np.zeros((n, len(RATES))))
    names = ("breaks", "holders", "commas", "stops", "colons", "dashes", "marks", "titles")
    assert {name: np.flatnonzero(counted.over(name, shapes, shapes + 1)).tolist() for name in names} == {
        "breaks": [19],
        "holders": [18],
        "commas": [7],
        "stops": [8, 9],
        "colons": [10],
        "dashes": [11],
        "marks": [16, 17],
        "titles": [1, 2, 3, 4],
    }


def test_a_quotation_over_two_paragraphs() -> None:
    tokens = tokens_of("“We will all go home now.\n“And we will all stay,” Ann said.")
    assert [tokens.types[i] for i in tokens.type[3:6]] == ["\x01.A1u", "\n", "\x01,A1"]
    n = len(tokens.type)
    zero = np.zeros(n, np.int64)
    shape = tokens.looks.shape[tokens.type]
    known = Attributes(zero, zero, shape, zero, zero, zero, zero)
    view = View(tokens, known, Tags(zero, np.zeros((n, 7)), zero, zero), np.zeros((n, len(RATES))))
    pieces = spans((3, 4, 0), (5, 6, 0))
    found = described(describe.describe_pieces(view, pieces))
    assert {name: values for name, values in found.items() if "open" in name or "run" in name} == {
        "p_above_open": [0, 1],
        "p_open": [1, 0],
        "p_run_before": [0, 1],
        "p_run_after": [1, 0],
    }
    assert (found["p_above_holder"], found["p_paragraph_start"]) == ([0, 1], [1, 1])
    before = describe.describe_before(view, pieces, np.array([-1, 0]), describe.describe_pieces(view, pieces))
    assert (before["q_breaks"][1], before["q_gap"][1], before["q_open"][1]) == (1, 1, 1)


def test_a_thought_of_the_tagger_is_no_piece_before(view: View) -> None:
    pieces = spans((3, 4, 2), (6, 7, 1), (10, 14, 0))
    assert piece_before(view, pieces).tolist() == [-1, 0, 0]


# -- rows of the scorers -------------------------------------------------------------------------------------


def test_rows_of_content_and_cues(view: View) -> None:
    pairs = content_pairs(view, SPANS, describe_spans(view, SPANS))
    partners = [[0, 1, NONE], [0, 1, NONE, SAME]]
    assert pairs.anchor.tolist() == [0] * 3 + [1] * 4
    assert pairs.partner.tolist() == [*partners[0], *partners[1]]
    assert pairs.names == [*OF_PIECES, *OF_BEFORE, "is_same", *OF_CUES, *OF_PAIRS]
    first = [OF_PIECES | OF_BEFORE | {"is_same": [0, 0]}, OF_CUES, OF_PAIRS]
    wanted = [values[0] for part in first for values in part.values()]
    assert pairs.features[0] == pytest.approx(wanted)
    same = [values[1] for values in first[0].values()][:-1] + [1] + [-9] * (len(OF_CUES) + len(OF_PAIRS))
    assert pairs.features[-1] == pytest.approx(same)


def test_rows_of_cues_and_sources(view: View) -> None:
    pairs = source_pairs(view, SPANS, describe_spans(view, SPANS))
    assert pairs.names == [*OF_CUES, *OF_SOURCES, *OF_PAIRS]
    assert (pairs.anchor.tolist(), pairs.partner.tolist()) == ([0, 0, 0, 1, 1, 1], [0, 1, NONE] * 2)
    none = [values[0] for values in OF_CUES.values()] + [-9] * (len(OF_SOURCES) + len(OF_PAIRS))
    assert pairs.features[2] == pytest.approx(none)


def test_rows_that_are_judged(view: View) -> None:
    """Both pieces with the cue said, the first with Ann Lee, the second without a source."""
    p = np.array([[0.5, 0.25], [0.125, 0.0625], [0.25, 0.5], [0.75, 0.625], [0.375, 0.3125]])
    chosen = Chosen(np.array([0, 1]), np.array([0, 0]), np.array([0, NONE]), *p)
    rows, names = judgement_rows(view, SPANS, describe_spans(view, SPANS), chosen)
    column = dict(zip(names, rows.T.tolist(), strict=True))
    assert [column[name] for name in names[:8]] == [*p.tolist(), [2, 2], [0, 1], [1, 0]]
    assert " ".join(names[:4]) == "j_p j_none j_second j_source"
    assert " ".join(names[4:8]) == "j_source_second j_pieces j_above_same j_sourced"
    of_both = [*OF_PIECES, *OF_BEFORE, *OF_CUES, *OF_PAIRS]
    assert names[8:] == [*of_both, *OF_SOURCES, *("x" + name for name in OF_PAIRS)]
    for part, row in ((OF_PIECES, [0, 1]), (OF_CUES, [0, 0]), (OF_PAIRS, [0, 2])):
        for name, values in part.items():
            assert column[name] == pytest.approx([values[row[0]], values[row[1]]]), name
    assert (column["s_length"], column["xr_gap"]) == ([2, -9], [0, -9])  # said stands next to Ann Lee


def test_four_candidates_to_either_side_in_the_article(view: View) -> None:
    """And none that overlaps: the partner at 36 lies in the second anchor, those from 38 in another article."""
    view.tokens = view.tokens._replace(doc=np.repeat([0, 1], [38, 10]))
    partners = spans(*((at, at + 1, 0) for at in range(0, 48, 4)))
    anchor, partner = pair_up(view, spans((18, 19, 0), (33, 37, 0)), partners)
    assert partner[anchor == 0].tolist() == [1, 2, 3, 4, 5, 6, 7, 8, NONE]
    assert partner[anchor == 1].tolist() == [5, 6, 7, 8, NONE]


# -- the choice ----------------------------------------------------------------------------------------------


def pairs_of(*rows: tuple[int, int]) -> Pairs:
    anchor, partner = np.array(rows).T
    return Pairs(anchor, partner, np.zeros((len(rows), 0)), [])


CONTENT_PAIRS = pairs_of((0, 0), (0, 1), (0, NONE), (1, 1), (1, NONE), (1, SAME))
SOURCE_PAIRS = pairs_of((0, 0), (0, 1), (0, NONE), (1, 0), (1, NONE))
ABOVE = np.array([-1, 0])


def test_the_cue_of_the_piece_before_passes_its_probability_on() -> None:
    """Second piece: cue 1 has .2 and half of the .3 carried over; cue 0 half of .6; none .3 and half of .1."""
    p = np.array([0.6, 0.3, 0.1, 0.2, 0.3, 0.5])
    chosen = choose(CONTENT_PAIRS, p, SOURCE_PAIRS, np.array([0.5, 0.3, 0.2, 0.8, 0.2]), ABOVE)
    assert described(chosen._asdict()) == {
        "piece": [0, 1],
        "cue": [0, 1],
        "source": [0, 0],
        "p_cue": pytest.approx([0.6, 0.2 + 0.5 * 0.3]),
        "p_none": pytest.approx([0.1, 0.3 + 0.5 * 0.1]),
        "p_second": pytest.approx([0.3, 0.5 * 0.6]),
        "p_source": [0.5, 0.8],
        "p_source_second": [0.3, 0],
    }


@pytest.mark.parametrize(("p_none", "source", "p_source"), [(0.71, NONE, 0.71), (0.69, 1, 0.2)])
def test_a_cue_without_a_source_is_rather_sure_of_that(p_none: float, source: int, p_source: float) -> None:
    """Above .7; below that it takes its best source, however unlikely."""
    p = np.array([0.1, 0.2, p_none, 0.5, 0.5])
    chosen = choose(CONTENT_PAIRS, np.array([0.6, 0.3, 0.1, 0, 1, 0]), SOURCE_PAIRS, p, ABOVE)
    found = [chosen.source[0], chosen.p_source[0], chosen.p_source_second[0]]
    assert found == pytest.approx([source, p_source, 0.1])


@pytest.mark.parametrize(("chance", "pieces"), [(0.0031, [0, 1]), (0.0029, [0])])
def test_a_carried_cue_is_forgotten_below_three_in_a_thousand(chance: float, pieces: list[int]) -> None:
    content = pairs_of((0, 0), (0, NONE), (1, NONE), (1, SAME))
    p = np.array([1, 0, 1 - chance, chance])
    chosen = choose(content, p, SOURCE_PAIRS, np.array([0.5, 0.3, 0.2, 0.8, 0.2]), ABOVE)
    assert chosen.piece.tolist() == pieces
    assert chosen.p_cue == pytest.approx([1, chance][: len(pieces)])


def test_kinds_of_pieces_and_their_tables(view: View) -> None:
    """She added; the placeholder; “waits”; UN “waits”. What is only in marks is direct, however long."""
    kinds = kinds_of(view, spans((8, 10, 0), (3, 4, 0), (11, 14, 0), (10, 14, 0)))
    assert kinds.tolist() == [Kind.REPORTED, Kind.LONG, Kind.SHORT, Kind.MIXED]
    assert TABLE_OF_KIND[kinds].tolist() == [Table.REPORTED, Table.DIRECT, Table.DIRECT, Table.MIXED]
