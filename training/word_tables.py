"""What the model knows of words, counted in the articles it is trained on."""

import numpy as np
import scipy.sparse
from scipy.sparse.linalg import svds
from sklearn.cluster import KMeans

from aleppo_analysis.quotes.model import tagger as features
from aleppo_analysis.quotes.model.describe import RATES
from aleppo_analysis.quotes.model.looks import N_UNKNOWN
from aleppo_analysis.quotes.model.tokens import Tokens

from .gold_tokens import CONTENT, CUE, SOURCE, Gold

LEAST_ARTICLES = 5  # no word, ending or combination seen in fewer articles is kept
CUE_LEVELS = (0.03, 0.15, 0.4)
NEIGHBOURS, DIMENSIONS, PRIOR = 800, 60, 3.0


def make_lexicon(tokens: Tokens, stretch_role: np.ndarray, use: np.ndarray) -> features.Lexicon:
    """Words and endings of the tokens to use, how often each word is a cue, and the company it keeps."""
    forms = tokens.looks.form
    articles: dict[str, set[int]] = {}
    endings: dict[str, set[int]] = {}
    for type_, doc in np.unique(np.stack([tokens.type[use], tokens.doc[use]]), axis=1).T.tolist():
        articles.setdefault(forms[type_], set()).add(doc)
        endings.setdefault(forms[type_][-3:], set()).add(doc)
    words = sorted(form for form, docs in articles.items() if len(docs) >= LEAST_ARTICLES)
    kept = sorted(ending for ending, docs in endings.items() if len(docs) >= LEAST_ARTICLES)
    n_words = N_UNKNOWN + len(words)
    none = np.zeros(n_words, np.int64)
    numbers = {w: i + N_UNKNOWN for i, w in enumerate(words)}
    lexicon = features.Lexicon(numbers, {e: i + 1 for i, e in enumerate(kept)}, none, none, none)
    word = features.attributes(tokens, lexicon).word
    total = np.bincount(word[use], minlength=n_words)
    as_cue = np.bincount(word[use & (stretch_role == CUE)], minlength=n_words)
    cue_class = np.digitize(as_cue / (total + 2), CUE_LEVELS)
    cue_class[:N_UNKNOWN] = 0
    kind, coarse = (_company(word, use, n_words, k) for k in (features.N_KINDS, features.N_COARSE))
    return lexicon._replace(cue_class=cue_class, kind=kind, coarse=coarse)


def _company(word: np.ndarray, use: np.ndarray, n_words: int, n_classes: int) -> np.ndarray:
    """Classes of words with like neighbours (pointwise mutual information, singular vectors, k-means)."""
    count = np.bincount(word[use], minlength=n_words)
    column = np.full(n_words, -1)
    column[np.argsort(-count, kind="stable")[:NEIGHBOURS]] = np.arange(NEIGHBOURS)
    table = scipy.sparse.csr_matrix((n_words, 4 * NEIGHBOURS))
    for block, offset in enumerate((-2, -1, 1, 2)):
        other = column[np.roll(word, -offset)]
        seen = use & np.roll(use, -offset) & (other >= 0)
        at = (word[seen], other[seen] + block * NEIGHBOURS)
        table += scipy.sparse.csr_matrix((np.ones(seen.sum()), at), shape=table.shape)
    rows, columns = (np.asarray(table.sum(axis)).ravel() for axis in (1, 0))
    found = table.tocoo()
    information = np.log(found.data * table.sum() / ((rows[found.row] + 1) * (columns[found.col] + 50)))
    positive = information > 0
    at = (found.row[positive], found.col[positive])
    weighted = scipy.sparse.csr_matrix((information[positive], at), shape=table.shape)
    left, size, _ = svds(weighted, k=DIMENSIONS, v0=np.ones(min(table.shape)))
    place = left * np.sqrt(size)
    place /= np.linalg.norm(place, axis=1, keepdims=True) + 1e-9
    classes = KMeans(n_classes, n_init=2, max_iter=40, random_state=0).fit(
        place, sample_weight=np.sqrt(count + 1)
    )
    return classes.labels_.astype(np.int64)


def word_rates(tokens: Tokens, word: np.ndarray, n_words: int, gold: Gold) -> tuple[np.ndarray, np.ndarray]:
    """How often each word is a cue, a cue before its content and so on (`describe.RATES`).

    Two tables: one row a word, and one row a token, where the token's own article is not counted.
    """
    facts = _facts(tokens, gold)
    table = np.zeros((n_words, len(facts)), np.float32)
    by_token = np.zeros((len(word), len(facts)), np.float32)
    _, pair = np.unique(np.maximum(tokens.doc, 0) * n_words + word, return_inverse=True)
    for k, (yes, asked) in enumerate(facts[name] for name in RATES):
        n, s = (np.bincount(word[m], minlength=n_words).astype(float) for m in (asked, yes & asked))
        own_n, own_s = (np.bincount(pair[m], minlength=pair.max() + 1) for m in (asked, yes & asked))
        prior = PRIOR * s.sum() / n.sum()
        table[:, k] = (s + prior) / (n + PRIOR)
        by_token[:, k] = (s[word] - own_s[pair] + prior) / (n[word] - own_n[pair] + PRIOR)
    return table, by_token


def _facts(tokens: Tokens, gold: Gold) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    """By name in `describe.RATES`: (where it is so, where it is asked) of each token."""
    inside = gold.stretch >= 0
    role = np.where(inside, gold.role[gold.stretch], -1)
    relation = np.where(inside, gold.relation[gold.stretch], -1)
    place = np.arange(len(role))
    start = np.full((3, gold.relation.max() + 2), -1)
    for r in (SOURCE, CUE, CONTENT):
        of_role = np.flatnonzero(role == r)[::-1]
        start[r, relation[of_role]] = of_role
    is_cue, real = role == CUE, tokens.doc >= 0
    content, source = start[CONTENT, relation], start[SOURCE, relation]
    has_content, has_source = is_cue & (content >= 0), is_cue & (source >= 0)
    return {
        "cue": (is_cue, real),
        "content_after": (content > place, has_content),
        "sourceless": (source < 0, is_cue),
        "source_after": (source > place, has_source),
        "source": (role == SOURCE, real),
        "content": (role == CONTENT, real),
    }
