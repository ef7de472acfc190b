"""A table of actors to start from: the speakers that a corpus has, to be given their groups."""

from collections import defaultdict

import pandas as pd

from ..kinds import is_blank
from ..spreadsheets import guarded
from ..tables import Table, check_columns
from ..text.words import tokenize
from .actors import name_key
from .names import find_runs, is_alike, split_roles
from .titles import is_body

_NEEDED = ["doc_id", "start", "end", "quote", "speaker", "speaker_name"]
_TEXTS = ["canonical", "aliases", "group", "pattern"]


def draft_actors(quotes: pd.DataFrame) -> pd.DataFrame:
    """List the speakers of a corpus as a table of actors, in which only the groups have to be filled in.

    Parameters
    ----------
    quotes : one row a quotation, with the names that `speakers.resolve` gives, such as `Corpus.quotes`.

    Returns
    -------
    One row a speaker, who is quoted with most words first: `canonical`, the name; `aliases`, other spellings
    of a person's full name, separated by ``|``; `group` and `pattern`, empty; `n_quotes`, rows of `quotes`;
    `n_words`, the words in them, those of a row inside another one of the speaker once; `share` of the words
    of all rows of the table, 0 to 1. Names that differ in case or article only are one, the most frequent.

    Raises
    ------
    TableError : a column is missing.

    Notes
    -----
    To start: ``draft_actors(corpus.quotes).to_csv("my_actors.csv", index=False)``; fill in the column `group`
    from the top, as far down as it matters, in an editor or spreadsheet; then ``Corpus(..., actors=
    "my_actors.csv")``. Rows without a group keep the name, and their group is ``<NA>``; rows may be deleted,
    aliases and patterns added (*residents*: a pattern tells the group of a crowd in whatever words). A name
    that a spreadsheet would run as a formula has an apostrophe before it, which is taken off again.

    Examples
    --------
    >>> text = "“We need the ferry,” Ann Lee said. “It costs too much,” residents said. “No,” Lee said."
    >>> corpus = aa.Corpus(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    >>> actors = aa.speakers.draft_actors(corpus.quotes)
    >>> actors[["canonical", "n_quotes", "n_words", "share"]].round(2)
      canonical  n_quotes  n_words  share
    0   Ann Lee         2        5   0.56
    1  residents         1        4   0.44
    """
    quotes = check_columns("speakers.draft_actors", "quotes", quotes, _NEEDED)
    said = quotes[~quotes["speaker_name"].map(is_blank).astype(bool)]
    said = said[~_is_joint(said["speaker_name"])].reset_index(drop=True)
    said = said.assign(key=[name_key(name) for name in said["speaker_name"]], n_words=_n_words(said["quote"]))
    said = said.assign(n_words=said["n_words"].mask(_is_inside(said), 0))
    names = said.groupby("key")["speaker_name"].agg(_most_frequent)
    aliases = _aliases(names, said.groupby("key")["speaker"].unique())
    table = said.groupby("key").agg(n_quotes=("quote", "size"), n_words=("n_words", "sum")).astype("int64")
    table = table.assign(
        canonical=names.map(guarded), aliases=aliases, share=table["n_words"] / table["n_words"].sum()
    )
    table = table.assign(group=None, pattern=None).astype(dict.fromkeys(_TEXTS, "str"))
    ordered = table.sort_values(["n_words", "canonical"], ascending=[False, True], ignore_index=True)
    return Table(ordered[[*_TEXTS, "n_quotes", "n_words", "share"]])


def _is_joint(names: pd.Series) -> pd.Series:
    """Whether a name is that of two speakers (*Ann Lee and Foss*), of whom one speaks alone elsewhere."""
    alone = {name_key(name.split()[-1]) for name in names if " and " not in name}
    halves = [[half.split()[-1] for half in name.split(" and ") if half.strip()] for name in names]
    joint = [len(each) > 1 and any(name_key(last) in alone for last in each) for each in halves]
    return pd.Series(joint, index=names.index, dtype="bool")


def _n_words(quotes: pd.Series) -> pd.Series:
    numbered = pd.DataFrame({"doc_id": range(len(quotes)), "text": quotes.to_numpy()})
    n = tokenize(numbered).groupby("doc_id").size().reindex(numbered["doc_id"], fill_value=0)
    return pd.Series(n.to_numpy(), index=quotes.index)


def _is_inside(said: pd.DataFrame) -> pd.Series:
    """Whether a row lies in a longer one, or comes after an equal one, of the same speaker."""
    keys = ["doc_id", "key"]
    ordered = said.sort_values(["start", "end"], ascending=[True, False])
    reached = ordered.astype({"end": "int64"}).groupby(keys)["end"].cummax()
    before = reached.groupby([ordered[key] for key in keys]).shift()
    return (ordered["end"] <= before).reindex(said.index)


def _most_frequent(names: pd.Series) -> str:
    n = names.value_counts()
    return min(n.index[n == n.max()])


def _aliases(names: pd.Series, mentions: pd.Series) -> pd.Series:
    """The other spellings of each full name; none that is the name, or may be another spelling, of others."""
    spelt: dict[str, dict[str, str]] = {}
    meant: dict[str, set[str]] = defaultdict(set)
    for key, name in names.items():
        found = (_full_name(mention, name) for mention in mentions[key] if isinstance(mention, str))
        spelt[key] = {name_key(one): one for one in sorted(found) if one and name_key(one) not in names}
        for alias in spelt[key]:
            meant[alias].add(key)
    own = {key: [one for alias, one in each.items() if len(meant[alias]) == 1] for key, each in spelt.items()}
    return pd.Series({key: guarded("|".join(each)) or None for key, each in own.items()}, dtype="object")


def _full_name(mention: str, name: str) -> str:
    """How a mention spells a person's full name; nothing where it does not."""
    words = name.split()
    for run in find_runs(mention):
        spelt = split_roles(run.words)[1]
        is_full = len(spelt) > 1 < len(words) and not is_body(spelt)
        if is_full and is_alike(spelt[0], words[0]) and is_alike(spelt[-1], words[-1]):
            return " ".join(spelt)
    return ""
