"""Measures that grow with length, at equal length: whole sentences drawn from the longer side, many times."""

from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from ..kinds import NUMBERS
from ..spans import joined
from ..tables import Table, TableError, as_list, check_columns, check_unique, drop_related, values_of
from .counting import count_terms, terms_of
from .tfidf import load_stop_words, similarity, unit_rows

LOW, HIGH = 0.05, 0.95


def at_equal_length(
    tokens: pd.DataFrame,
    measure: Callable[[pd.DataFrame], pd.DataFrame],
    *,
    value: str,
    by: str | Sequence[str],
    of: str = "source",
    to: pd.DataFrame | None = None,
    n_samples: int = 199,
    seed: int = 0,
) -> pd.DataFrame:
    """What a measure gives when every group has as many words as another: its range over many draws.

    A long text is more like another long text, and has more different words, by its length alone. So the
    longer one is thinned: its sentences are drawn, whole and without replacement, until they have as many
    words as they may.

    Parameters
    ----------
    tokens : one row a word, with `doc_id`, `sentence_id`, the column `of`, what the measure needs, and `zone`
        or `voice`: ``join_spans(corpus.tokens, corpus.sentences, ["sentence_id"])``. Links and credits
        (`related`) are left out.
    measure : a function that makes a table of such tokens, such as
        ``lambda words: compare.similarity(compare.count_terms(words, by="source"))``.
    value : the column of that table to look at.
    by : the columns that say what a row of it is.
    of : the column of `tokens` whose groups are made equally long.
    to : one row a group, with `of` and `n`: to how many words each is thinned. By default all groups to the
        length of the shortest.
    n_samples, seed : how often sentences are drawn, and the seed.

    Returns
    -------
    One row for each combination of `by` in a draw, sorted: `by`; `all_words`, the value without thinning;
    `mean`, `low`, `high`: mean, 5th and 95th percentile over the draws; `n_samples`, in how many of them the
    measure has this row.

    Raises
    ------
    TableError : a column is missing, `to` lacks a group or asks for more words than a group has, or
        `n_samples` is below 19.

    Notes
    -----
    Subsampling without replacement, as Heaps' law demands of any comparison of vocabularies; whole sentences,
    since words come in bursts. The last sentence of a draw is kept if the length is nearer with it. The range
    tells what the choice of sentences does, not how other articles would be.

    Examples
    --------
    >>> tokens = pd.DataFrame({
    ...     "doc_id": "a", "sentence_id": [0, 0, 1, 1, 2, 2], "voice": "narrator",
    ...     "source": ["herald"] * 4 + ["post"] * 2, "token": ["aid", "came", "no", "aid", "aid", "waits"],
    ... })
    >>> def vocabulary(words):
    ...     return words.groupby("source")["token"].nunique().reset_index()
    >>> aa.compare.at_equal_length(tokens, vocabulary, value="token", by="source")
       source  all_words  mean  low  high  n_samples
    0  herald          3   2.0  2.0   2.0        199
    1    post          2   2.0  2.0   2.0        199
    """
    keys = as_list("compare.at_equal_length", by)
    needed = ["doc_id", "sentence_id", of]
    told = ["zone", "voice"]
    tokens = check_columns("compare.at_equal_length", "tokens", tokens, needed, known=told, words=True)
    _check_n_samples("compare.at_equal_length", n_samples)
    words = drop_related("compare.at_equal_length", "tokens", tokens).reset_index(drop=True)
    sentence, sizes = _sentences(words, of)
    draws = _draws(sizes, _lengths(sizes, of, to), n_samples, seed)
    whole = _measured(measure, words, value, keys)
    thinned = [_measured(measure, words[kept[sentence]], value, keys) for kept in draws]
    return _summed_up(whole, pd.concat(thinned), keys)


def similarity_of_voice(
    tokens: pd.DataFrame,
    sentences: pd.DataFrame,
    *,
    voice: str = "narrator",
    by: str = "source",
    n_samples: int = 199,
    seed: int = 0,
) -> pd.DataFrame:
    """How alike documents are in the words of one voice, and in all their words at the same length.

    Parameters
    ----------
    tokens : one row a word, with `voice` and `by`: ``corpus.tokens``.
    sentences : as `text.split_sentences` gives them: ``corpus.sentences``.
    voice : whose words; every document must have some.
    by : column that says what a document is.
    n_samples, seed : of `compare.at_equal_length`.

    Returns
    -------
    Three rows: `words`, the name of the voice, ``"all"``, or ``"all, thinned"``, which are all words of each
    document thinned to as many as the voice has there; `similarity`, the mean of `compare.similarity` over
    all pairs of documents (thinned: and over all draws); `low` and `high`, 5th and 95th percentile over the
    draws, ``<NA>`` where nothing is drawn.

    Raises
    ------
    TableError : a document has no word of the voice; or as `compare.similarity` and
        `compare.at_equal_length`.

    Notes
    -----
    What is left when a voice is taken alone must be compared with the third row, never with the second: a
    part is less alike than the whole by its length. If the voice lies above the range, its words are more
    alike than sentences of whichever voice.

    Examples
    --------
    >>> corpus = aa.Corpus()
    >>> table = aa.compare.similarity_of_voice(corpus.tokens, corpus.sentences, n_samples=19)
    >>> table["words"].tolist()
    ['narrator', 'all', 'all, thinned']
    """
    needed = ["doc_id", "start", "end", "token", "voice", by]
    tokens = check_columns("compare.similarity_of_voice", "tokens", tokens, needed, words=True)
    needed = ["doc_id", "start", "end", "sentence_id"]
    sentences = check_columns("compare.similarity_of_voice", "sentences", sentences, needed)
    counted = drop_related("compare.similarity_of_voice", "tokens", tokens)
    names = "tokens", "sentences"
    words = joined("compare.similarity_of_voice", names, counted, sentences, ["sentence_id"])
    alone = words[words["voice"] == voice]
    lengths = alone.groupby(by, observed=True).size().rename("n").reset_index()
    silent = words[~words[by].isin(lengths[by])]
    if len(silent):
        raise TableError(
            f"compare.similarity_of_voice: every {by} needs words of voice {voice!r}; "
            f"{silent[by].iloc[0]!r} has none.\nLeave it out, or take another voice."
        )
    of_all, of_draws = _cosines(words, by, lengths, n_samples, seed)
    [row] = _summed_up(of_all, of_draws, ["words"]).to_dict("records")
    of_voice = similarity(count_terms(alone, by=by), by=by)["similarity"].mean()
    means = [of_voice, row["all_words"], row["mean"]]
    table = pd.DataFrame({"words": [voice, "all", "all, thinned"], "similarity": means})
    return Table(
        table.assign(**{side: pd.array([None, None, row[side]], "Float64") for side in ("low", "high")})
    )


def _check_n_samples(function: str, n_samples: int) -> None:
    if n_samples < 19:
        raise TableError(f"{function}: n_samples must be 19 or more; it is {n_samples}.")


def _cosines(
    words: pd.DataFrame, by: str, lengths: pd.DataFrame, n_samples: int, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The mean cosine of all pairs of documents: with all words, and thinned, a row a draw.

    What `at_equal_length` would make of `similarity`; here each word is a number, counted again in each draw.
    """
    _check_n_samples("compare.similarity_of_voice", n_samples)
    (document, documents), (term, terms) = pd.factorize(words[by]), terms_of(words["token"])
    is_content = ~terms.isin(load_stop_words()["term"]).to_numpy()
    told = is_content[term]
    n_content = max(int(is_content.sum()), 1)
    cell = (document * n_content + (np.cumsum(is_content) - 1)[term])[told]
    sentence, sizes = _sentences(words, by)
    draws = _draws(sizes, _lengths(sizes, by, lengths), n_samples, seed)

    def mean(cells: np.ndarray) -> float:
        n = np.bincount(cells, minlength=len(documents) * n_content)
        return _mean_cosine(n.reshape(-1, n_content))

    values = [mean(cell), *(mean(cell[kept[sentence[told]]]) for kept in draws)]
    table = pd.DataFrame({"words": "all, thinned", "value": values})
    return table.head(1), table.tail(-1)


def _mean_cosine(counts: np.ndarray) -> float:
    """The mean of `compare.similarity` over all pairs of documents that have a word; one row a document."""
    from scipy.sparse import csr_matrix

    weights = unit_rows(csr_matrix(counts[counts.any(axis=1)]))
    cosines = (weights @ weights.T).toarray()
    of_pairs = cosines[np.triu_indices(len(cosines), k=1)]
    return float(np.mean(of_pairs)) if of_pairs.size else np.nan


def _sentences(words: pd.DataFrame, of: str) -> tuple[np.ndarray, pd.DataFrame]:
    """The number of each word's sentence, and of each sentence its group and how many words it has."""
    keys = list(dict.fromkeys([of, "doc_id", "sentence_id"]))
    grouped = words.groupby(keys, dropna=False, observed=True)
    sizes = grouped.size().rename("n").reset_index()
    return grouped.ngroup().to_numpy(), sizes[["n"]].assign(group=values_of(sizes[of]))


def _lengths(sizes: pd.DataFrame, of: str, to: pd.DataFrame | None) -> np.ndarray:
    """How many words the group of each sentence may have."""
    total = sizes.groupby("group", dropna=False)["n"].transform("sum")
    if to is None:
        return np.full(len(sizes), total.min() if len(sizes) else 0)
    to = check_columns("compare.at_equal_length", "to", to, [of, "n"], known=[])
    check_unique("compare.at_equal_length", "to", to, [of])
    wanted = sizes["group"].map(to.set_index(of)["n"]).astype("float64")
    wrong = sizes[wanted.isna() | (wanted > total)]
    if len(wrong):
        group = wrong["group"].iloc[0]
        raise TableError(
            f"compare.at_equal_length: `to` must have a length for every {of}, at most the words that it "
            f"has; for {group!r} it does not ({total[wrong.index[0]]} words).\n"
            "Thin the longer side to the shorter."
        )
    return wanted.to_numpy()


def _draws(sizes: pd.DataFrame, lengths: np.ndarray, n_samples: int, seed: int) -> Iterator[np.ndarray]:
    """Which sentences each draw keeps: in a random order, while each brings its group nearer its length."""
    rng, n = np.random.default_rng(seed), sizes["n"].to_numpy()
    group = pd.factorize(sizes["group"], use_na_sentinel=False)[0]
    of_group = np.sort(group)
    first = np.searchsorted(of_group, of_group)
    for _ in range(n_samples):
        order = rng.permutation(len(sizes))
        order = order[np.argsort(group[order], kind="stable")]  # group by group
        before = np.cumsum(n[order]) - n[order]
        before -= before[first]
        kept = np.empty(len(sizes), bool)
        kept[order] = before + n[order] / 2 <= lengths[order]
        yield kept


def _measured(
    measure: Callable[[pd.DataFrame], pd.DataFrame], words: pd.DataFrame, value: str, keys: list[str]
) -> pd.DataFrame:
    table = measure(words)
    table = check_columns(
        "compare.at_equal_length", "measure", table, [*keys, value], holds={value: NUMBERS}, known=[]
    )
    check_unique("compare.at_equal_length", "measure", table, keys)
    return table[[*keys, value]].rename(columns={value: "value"})


def _summed_up(whole: pd.DataFrame, thinned: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    """Mean and range of every row over the draws, beside its value with all words."""
    grouped = thinned.groupby(keys, dropna=False, observed=True)["value"]
    table = grouped.agg(
        mean="mean",
        low=lambda values: values.quantile(LOW),
        high=lambda values: values.quantile(HIGH),
        n_samples="size",
    ).reset_index()
    shown = whole.rename(columns={"value": "all_words"}).merge(table, "right", keys)
    return Table(shown.sort_values(keys, ignore_index=True))
