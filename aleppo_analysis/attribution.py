"""Who says what: from a text and its quotation marks to attributions (content, cue, speaker, confidence).

A small learned model (`model/MODEL_CARD.md`) reads the text in four steps. A tagger marks what may be a source, a
cue or content; one scorer gives each piece of content its cue, a second gives each cue its source; pieces with the
same cue are one attribution; and a table fitted on articles unseen in training turns the scores into the
probability that the attribution is right.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from aleppo_analysis import _relations as relations
from aleppo_analysis._candidates import Spans, find_candidates
from aleppo_analysis._features import attributes, templates
from aleppo_analysis._model import Model, load_model
from aleppo_analysis._tagger import tag
from aleppo_analysis._tokens import CLOSE, OPEN, Tokens, outermost, tokenize_articles
from aleppo_analysis._trees import choice_probabilities, scores
from aleppo_analysis.marks import Mark

_BATCH = 150_000  # characters handled at a time, which bounds the memory
RULE = "model"


class Attribution(NamedTuple):
    """One relation of content, cue and source, in character offsets; `confidence` that content and speaker are right."""

    content: tuple[tuple[int, int], ...]
    cue: tuple[int, int] | None
    speaker: tuple[int, int] | None
    rule: str
    confidence: float


def find_attributions(text: str, marks: Sequence[Mark]) -> list[Attribution]:
    """The attributions of one text, sorted by their first content.

    Examples
    --------
    >>> from aleppo_analysis.marks import find_marks
    >>> text = "“We will go on helping the people who are still there,” the minister said on Monday."
    >>> [found] = find_attributions(text, find_marks(text))
    >>> text[slice(*found.speaker)], text[slice(*found.cue)]
    ('the minister', 'said')
    """
    return find_all_attributions([text], [marks])[0]


def find_all_attributions(texts: Sequence[str], marks: Sequence[Sequence[Mark]]) -> list[list[Attribution]]:
    """The attributions of each text; many texts together are faster than one by one."""
    model = load_model()
    found: list[list[Attribution]] = []
    begin = 0
    while begin < len(texts):
        stop, size = begin + 1, len(texts[begin])
        while stop < len(texts) and size + len(texts[stop]) <= _BATCH:
            size += len(texts[stop])
            stop += 1
        found += _find(model, texts[begin:stop], marks[begin:stop])
        begin = stop
    return found


def _find(model: Model, texts: Sequence[str], marks: Sequence[Sequence[Mark]]) -> list[list[Attribution]]:
    """The attributions of a batch of texts."""
    tokens = tokenize_articles(texts, [outermost(m) for m in marks])
    known = attributes(tokens, model.lexicon)
    labels, marginals = tag(model.field, templates(tokens, known, model.n_words), tokens.sequence, len(tokens.type))
    view = relations.View(tokens, known, marginals, model.rates[known.word])
    pieces, cues, sources = find_candidates(tokens, labels, marginals)
    cue_of, p_cue = _choose(model, "content_cue", relations.content_pairs(view, pieces, cues), len(pieces.first), 1 - model.threshold)
    source_of, p_source = _choose(model, "cue_source", relations.source_pairs(view, cues, sources), len(cues.first), 0.7)
    found: list[list[Attribution]] = [[] for _ in texts]
    for cue, members in _groups(cue_of):
        source = int(source_of[cue])
        content = tuple(sorted(_bounds(tokens, pieces, i) for i in members))
        confidence = float(p_cue[members].max() * p_source[cue])
        speaker = _bounds(tokens, sources, source) if source >= 0 else None
        found[tokens.doc[cues.first[cue]]].append(Attribution(content, _bounds(tokens, cues, cue), speaker, RULE, confidence))
    return [sorted(each, key=lambda a: a.content) for each in found]


def _choose(model: Model, name: str, pairs: relations.Pairs, n: int, none: float) -> tuple[np.ndarray, np.ndarray]:
    """The likeliest partner of each anchor and its probability; -1 where none is likelier than `none`."""
    p = choice_probabilities(scores(model.forests[name], pairs.features), pairs.anchor, n)
    p_none = p[pairs.partner < 0]
    order = np.lexsort((-np.where(pairs.partner < 0, -1, p), pairs.anchor))
    best = order[np.flatnonzero(np.diff(pairs.anchor[order], prepend=-1))]
    taken = (p_none < none) & (pairs.partner[best] >= 0)
    return np.where(taken, pairs.partner[best], -1), np.where(taken, p[best], p_none)


def _groups(cue_of: np.ndarray) -> list[tuple[int, np.ndarray]]:
    """(cue, the pieces of content that chose it), in order of the cues."""
    order = np.argsort(cue_of, kind="stable")
    order = order[cue_of[order] >= 0]
    edges = np.flatnonzero(np.diff(cue_of[order], prepend=-1))
    return [(int(cue_of[group[0]]), group) for group in np.split(order, edges[1:]) if len(group)]


def _bounds(tokens: Tokens, spans: Spans, i: int) -> tuple[int, int]:
    """Character offsets of a stretch of tokens, without marks at its ends."""
    first, stop = int(spans.first[i]), int(spans.stop[i])
    while stop - first > 1 and tokens.types[tokens.type[first]] in (OPEN, CLOSE):
        first += 1
    while stop - first > 1 and tokens.types[tokens.type[stop - 1]] in (OPEN, CLOSE):
        stop -= 1
    return int(tokens.start[first]), int(tokens.end[stop - 1])
