"""Train the attribution model on a PolNeAR-like folder, judge it by cross-validation inside, write it.

    python -m training.train_quotes TRAIN_DIR [--out FOLDER]

Run in the top folder, in an environment with the package and training/requirements.txt. TRAIN_DIR holds text/
and attributions/. The choices in here (settings of the trainers, thresholds) were made by cross-validated
figures inside PolNeAR's train part. FOLDER gets quotes.npz; without --out that is the package's, and its
digest is written into aleppo_analysis/quotes/model/stored.py.
"""

import argparse
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.isotonic import IsotonicRegression

from aleppo_analysis.quotes.marks import find_marks
from aleppo_analysis.quotes.model import linker as relations
from aleppo_analysis.quotes.model.candidates import N_LABELS, Tags, find_candidates, join_sides
from aleppo_analysis.quotes.model.describe import View
from aleppo_analysis.quotes.model.field import SCALE, Field, make_field, tag
from aleppo_analysis.quotes.model.linker import TABLE_OF_KIND, Kind, Table, choose, kinds_of
from aleppo_analysis.quotes.model.stored import Model
from aleppo_analysis.quotes.model.tagger import Attributes, Lexicon, attributes, templates
from aleppo_analysis.quotes.model.tokens import Tokens, outermost, tokenize_articles
from aleppo_analysis.quotes.model.trees import Forest, choice_probabilities, scores, sigmoid
from benchmarks.polnear_data import Relation, read_folder

from .field_trainer import train_field
from .forest_trainer import train_forest
from .gold_choices import Aims
from .gold_tokens import Gold, align, label_tokens
from .model_file import FOLDER, pack, write
from .word_tables import LEAST_ARTICLES, make_lexicon, word_rates

FOLDS = 5
LEAST = {Kind.REPORTED: 0.45, Kind.LONG: 0.35, Kind.SHORT: 0.35, Kind.MIXED: 0.45}
THRESHOLDS = np.array([LEAST[kind] for kind in Kind], np.float32)  # the score from which a piece is kept


class Corpus(NamedTuple):
    """The articles, their tokens and gold, and the fold of each article."""

    tokens: Tokens
    gold: Gold
    label: np.ndarray
    fold: np.ndarray


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--out", type=Path, default=FOLDER)
    args = parser.parse_args()
    corpus = read_corpus(read_folder(args.folder))
    tags = cross_fitted_tags(corpus)
    everything = np.ones(len(corpus.fold), bool)
    lexicon, known = words_of(corpus, everything)
    table, rates = word_rates(corpus.tokens, known.word, len(lexicon.cue_class), corpus.gold)
    view = View(corpus.tokens, known, tags, rates)
    forests, points = train_relations(corpus, view)
    field, _ = train_tagger(corpus, lexicon, known, everything)
    write(args.out, pack(Model(lexicon, table, field, forests, THRESHOLDS, points)))


def read_corpus(articles: dict[str, tuple[str, list[Relation]]]) -> Corpus:
    """Tokens, labels and folds of the articles."""
    texts = [text for text, _ in articles.values()]
    tokens = tokenize_articles(texts, [outermost(find_marks(text)) for text in texts])
    label, gold = label_tokens(tokens, align(tokens, texts, [found for _, found in articles.values()]))
    return Corpus(tokens, gold, label, np.random.default_rng(7).permutation(len(texts)) % FOLDS)


def words_of(corpus: Corpus, articles: np.ndarray) -> tuple[Lexicon, Attributes]:
    """The lexicon learned from some articles, and what it says of all tokens."""
    stretch, tokens = corpus.gold.stretch, corpus.tokens
    role = np.where(stretch >= 0, corpus.gold.role[stretch], -1)
    lexicon = make_lexicon(tokens, role, (tokens.doc >= 0) & articles[tokens.doc])
    return lexicon, attributes(tokens, lexicon)


def train_tagger(
    corpus: Corpus, lexicon: Lexicon, known: Attributes, articles: np.ndarray
) -> tuple[Field, dict[str, np.ndarray]]:
    """The tagger learned from some articles, as it will be stored; and the codes of all features."""
    tokens = corpus.tokens
    codes = dict(templates(tokens, known, len(lexicon.cue_class)))
    use = (tokens.doc >= 0) & articles[tokens.doc]
    keys = {name: _frequent(values[use], tokens.doc[use]) for name, values in codes.items()}
    columns, count = [], 0
    for name, values in codes.items():
        at = np.minimum(np.searchsorted(keys[name], values), len(keys[name]) - 1)
        columns.append(np.where(keys[name][at] == values, at + count, -1).astype(np.int32))
        count += len(keys[name])
    sequences = tokens.sequence[articles[tokens.doc[tokens.sequence[:, 0]]]]
    weights, moves, begins = train_field(np.stack(columns, axis=1), corpus.label, sequences, count, N_LABELS)
    whole = np.clip(np.round(weights * SCALE), -127, 127).astype(np.int8)
    rows = dict(zip(keys, np.split(whole, np.cumsum([len(k) for k in keys.values()])[:-1]), strict=True))
    kept = {name: row.any(axis=1) for name, row in rows.items()}
    small = {name: row[kept[name]] for name, row in rows.items()}
    return make_field(
        {n: k[kept[n]] for n, k in keys.items()}, small, moves.astype(np.float32), begins.astype(np.float32)
    ), codes


def _frequent(values: np.ndarray, docs: np.ndarray) -> np.ndarray:
    """The codes seen in enough articles."""
    n_docs = int(docs.max()) + 1
    codes, n = np.unique(np.unique(values * n_docs + docs) // n_docs, return_counts=True)
    return codes[n >= LEAST_ARTICLES]


def cross_fitted_tags(corpus: Corpus) -> Tags:
    """What taggers that did not see an article say of it."""
    tokens = corpus.tokens
    labels = np.zeros(len(tokens.type), np.int64)
    marginals = np.zeros((len(labels), N_LABELS), np.float32)
    marginals[:, 0] = 1
    for fold in range(FOLDS):
        lexicon, known = words_of(corpus, corpus.fold != fold)
        field, codes = train_tagger(corpus, lexicon, known, corpus.fold != fold)
        mine = corpus.fold[tokens.doc[tokens.sequence[:, 0]]] == fold
        found, p = tag(field, codes.items(), tokens.sequence[mine], len(labels))
        here = (tokens.doc >= 0) & (corpus.fold[tokens.doc] == fold)
        labels[here], marginals[here] = found[here], p[here]
        print(f"fold {fold}: {(labels[here] == corpus.label[here]).mean():.4f} of labels right", flush=True)
    return join_sides(labels, marginals)


def train_relations(corpus: Corpus, view: View) -> tuple[dict[str, Forest], np.ndarray]:
    """The scorers of cues, of sources and of what is right, and the points that make scores confidences."""
    tokens, gold = corpus.tokens, corpus.gold
    pieces, cues, sources = spans = find_candidates(tokens, view.tags)
    described = relations.describe_spans(view, spans)
    above = described.above
    aims = Aims(spans, gold)
    content = relations.content_pairs(view, spans, described)
    source = relations.source_pairs(view, spans, described)
    right_content, asked_content = aims.of_content(content, above)
    right_source, asked_source = aims.of_source(source)
    folds = [corpus.fold[tokens.doc[s.first]] for s in spans]
    forests, p = {}, {}
    for name, pairs, right, asked, fold in (
        ("content_cue", content, right_content, asked_content, folds[0]),
        ("cue_source", source, right_source, asked_source, folds[1]),
    ):
        forests[name], score = _cross_fitted(pairs.features, right, asked, fold[pairs.anchor], pairs.anchor)
        p[name] = choice_probabilities(score, pairs.anchor, len(fold))
    chosen = choose(content, p["content_cue"], source, p["cue_source"], above)
    rows, _ = relations.judgement_rows(view, spans, described, chosen)
    right = aims.of_choice(chosen)
    everything = np.ones(len(right), bool)
    forests["right"], score = _cross_fitted(rows, right, everything, folds[0][chosen.piece], None)
    score = sigmoid(score)
    kinds = kinds_of(view, pieces)
    report(kinds, chosen.piece, score, right, aims)
    quoted = aims.of_quotations(chosen, pieces, tokens.quote)
    score[score < THRESHOLDS[kinds[chosen.piece]]] = np.nan
    return forests, calibration(chosen, score, TABLE_OF_KIND[kinds[chosen.piece]], right, quoted)


def _cross_fitted(
    rows: np.ndarray, right: np.ndarray, asked: np.ndarray, fold: np.ndarray, group: np.ndarray | None
) -> tuple[Forest, np.ndarray]:
    """The trees learned from all rows asked about; each row's score by trees that did not see its article."""
    score = np.zeros(len(rows))
    for k in [*range(FOLDS), None]:
        use = asked & (fold != k) if k is not None else asked
        forest = train_forest(rows[use], right[use], None if group is None else group[use])
        if k is not None:
            score[fold == k] = scores(forest, rows[fold == k])
    return forest, score


def calibration(
    chosen: relations.Chosen,
    score: np.ndarray,
    table: np.ndarray,
    right: np.ndarray,
    quoted: tuple[np.ndarray, np.ndarray],
) -> np.ndarray:
    """By table, (scores, shares right): isotonic fits over the mean scores of attributions.

    `score` is missing where a piece is left out. Reported pieces count as such, others by their quotations.
    """
    kept = ~np.isnan(score)
    _, group = np.unique(chosen.cue, return_inverse=True)
    n = np.bincount(group[kept], minlength=group.max() + 1)
    mean = (np.bincount(group[kept], score[kept], len(n)) / np.maximum(n, 1))[group]
    highest = np.zeros(len(n), np.int64)
    np.maximum.at(highest, group[kept], table[kept])
    reported = highest[group] == Table.REPORTED
    rows = np.concatenate([np.flatnonzero(reported), quoted[0]])
    is_right = np.concatenate([right[reported], quoted[1]])
    rows, is_right = rows[kept[rows]], is_right[kept[rows]]
    by_table = highest[group[rows]]
    return np.stack([_fit(mean[rows[by_table == k]], is_right[by_table == k]) for k in Table])


def _fit(score: np.ndarray, right: np.ndarray) -> np.ndarray:
    """An isotonic fit, read at 40 scores and smoothed, with shape (2, 40)."""
    fit = IsotonicRegression(y_min=0.02, y_max=0.995, out_of_bounds="clip").fit(score, right)
    at = np.quantile(score, np.linspace(0, 1, 40))
    smooth = np.convolve(np.pad(fit.predict(at), 1, mode="edge"), [0.25, 0.5, 0.25], mode="valid")
    return np.stack([at, smooth]).astype(np.float32)


def report(kinds: np.ndarray, piece: np.ndarray, score: np.ndarray, right: np.ndarray, aims: Aims) -> None:
    """Cross-validated figures by kind of piece: what is kept, what of it is right, what of gold that is."""
    for kind in Kind:
        mine = (kinds[piece] == kind) & (score >= THRESHOLDS[kind])
        n_gold = ((kinds == kind) & (aims.piece_of >= 0)).sum()
        found = right[mine].sum()
        shares = f"{found / mine.sum():.3f} right, {found / n_gold:.3f} of gold"
        print(f"{kind.name.lower()}: {mine.sum()} kept, {shares}")


if __name__ == "__main__":
    main()
