"""Who says what: from a text and its quotation marks to attributions (content, cue, speaker, confidence).

A small learned model (`model/MODEL_CARD.md`) reads the text in four steps. A tagger marks what may be a
source, a cue or content. One scorer gives each piece of content its cue, a second gives each cue its source;
pieces with the same cue are one attribution. A third says how likely each piece is right with its cue and
source: what is doubtful is left out, and a table fitted on unseen articles makes the score a confidence.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import attrgetter

import numpy as np

from ...spans import merged
from ..marks import Attribution, Mark
from .candidates import Spans, find_candidates, join_sides
from .describe import View
from .field import tag
from .linker import (
    TABLE_OF_KIND,
    choose_partners,
    describe_spans,
    judgement_rows,
    kinds_of,
)
from .looks import SHAPES
from .stored import Model, load_model
from .tagger import nearest, spread, templates
from .tokens import Tokens, outermost, starts, tokenize_articles
from .trees import scores, sigmoid
from .vocabulary import Vocabulary

Bounds = tuple[int, int]
_OPEN, _CLOSE = map(SHAPES.index, ("open", "close"))
RULE = "model"


def find_attributions(text: str, marks: Sequence[Mark]) -> list[Attribution]:
    """The attributions of one text, sorted by their first content.

    Examples
    --------
    >>> from aleppo_analysis.quotes.marks import find_marks
    >>> text = "“We will go on helping the people who are still there,” the minister said on Monday."
    >>> [found] = find_attributions(text, find_marks(text))
    >>> text[slice(*found.speaker)], text[slice(*found.cue)]
    ('the minister', 'said')
    """
    return find_all_attributions([text], [marks])[0]


def find_all_attributions(
    texts: Sequence[str], marks: Sequence[Sequence[Mark]], vocabulary: Vocabulary | None = None
) -> list[list[Attribution]]:
    """The attributions of each text of a batch; with its `vocabulary` the next is read in less time."""
    model = load_model()
    vocabulary = vocabulary or model.new_vocabulary()
    quotations = [outermost(m) for m in marks]
    tokens = tokenize_articles(texts, quotations, vocabulary)
    known = spread(tokens, vocabulary.known)
    codes = templates(tokens, known, len(model.rates))
    tags = join_sides(*tag(model.field, codes, tokens.sequence, len(tokens.type)))
    view = View(tokens, known, tags, model.rates[known.word])
    spans = find_candidates(tokens, tags)
    described = describe_spans(view, spans)
    chosen = choose_partners(view, spans, described, model.forests)
    rows, _ = judgement_rows(view, spans, described, chosen)
    p_right = sigmoid(scores(model.forests["right"], rows))
    kinds = kinds_of(view, spans[0])[chosen.piece]
    kept = np.flatnonzero(p_right >= model.thresholds[kinds])
    order = kept[np.argsort(chosen.cue[kept], kind="stable")]  # the pieces that share a cue stand together
    first = np.flatnonzero(starts(chosen.cue[order]))
    confidence = confidences(model, p_right[order], TABLE_OF_KIND[kinds[order]], first)
    docs = tokens.doc[spans[0].first[chosen.piece[order[first]]]].tolist()
    found: list[list[Attribution]] = [[] for _ in texts]
    for doc, one in zip(
        docs,
        _attributions(tokens, known.shape, spans, [each[order] for each in chosen[:3]], first, confidence),
        strict=True,
    ):
        found[doc].append(one)
    return [sorted(each, key=attrgetter("content")) for each in found]


def confidences(model: Model, p_right: np.ndarray, table: np.ndarray, first: np.ndarray) -> np.ndarray:
    """How sure each attribution is, from the scores of its pieces; `first` is where those of each begin."""
    score = p_right[first]
    n_pieces = np.diff(first, append=len(p_right))
    for i in np.flatnonzero(n_pieces > 1).tolist():
        score[i] = p_right[first[i] : first[i] + n_pieces[i]].mean()
    return model.calibrate(score, np.maximum.reduceat(table, first) if len(first) else table)


def _attributions(
    tokens: Tokens,
    shape: np.ndarray,
    spans: Sequence[Spans],
    chosen: Sequence[np.ndarray],
    first: np.ndarray,
    confidence: np.ndarray,
) -> Iterator[Attribution]:
    """An attribution for each stretch of chosen pieces, cues and sources that share a cue."""
    of_pieces, of_cues, of_sources = _bounds(tokens, shape, spans, chosen)
    piece, cue, source = (each.tolist() for each in chosen)
    stretches = pairwise([*first.tolist(), len(piece)])
    for (begin, stop), sure in zip(stretches, confidence.tolist(), strict=True):
        content = [of_pieces[i] for i in piece[begin:stop]]
        content = merged(content) if len(content) > 1 else content
        yield Attribution(tuple(content), of_cues[cue[begin]], of_sources.get(source[begin]), RULE, sure)


def _bounds(
    tokens: Tokens, shape: np.ndarray, spans: Sequence[Spans], chosen: Sequence[np.ndarray]
) -> list[dict[int, Bounds]]:
    """Character offsets of the chosen stretches, without marks at their ends; a token is left of each."""
    is_word = (shape != _OPEN) & (shape != _CLOSE)
    nowhere = np.zeros(len(shape), np.int64)
    after, before = nearest(is_word, nowhere, 1), nearest(is_word, nowhere, -1)
    out = []
    for (firsts, stops, _), index in zip(spans, chosen, strict=True):
        known = index[index >= 0]
        first, last = firsts[known], stops[known] - 1
        begin = np.where(after[first] < 0, last, np.minimum(after[first], last))
        end = np.maximum(before[last], begin)
        bounds = zip(tokens.start[begin].tolist(), tokens.end[end].tolist(), strict=True)
        out.append(dict(zip(known.tolist(), bounds, strict=True)))
    return out
