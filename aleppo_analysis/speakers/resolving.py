"""Who the speakers are: mentions (*he*, *the minister*) to names, names to groups, words to shares."""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, partial
from operator import itemgetter
from typing import NamedTuple

import numpy as np
import pandas as pd

from ..articles import in_each
from ..columns import each_text
from ..tables import TableError, check_articles, check_columns
from ..text.lines import Joined, joined
from ..text.pieces import batches
from .actors import COLUMNS, Actors, check_actors
from .mentions import Resolver, is_first_person
from .names import is_same_name, sound
from .people import NOBODY, Entity
from .roles import hidden
from .ways import SHARES

_TOLD = ["start", "end", "kind", "use", "speaker", "speaker_start", "cue", "cue_start"]
_NESTED = 20  # quotations that may begin before an *I* inside one


def resolve(
    quotes: pd.DataFrame, articles: pd.DataFrame, *, actors: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Say whom each mention of a speaker means, and which group speaks.

    Parameters
    ----------
    quotes : one row a quotation, as `quotes.attribute` returns them; needed are `doc_id`, `start`, `end`,
        `kind`, `speaker`, `speaker_start`; `use`, `cue` and `cue_start` help.
    articles : one row an article, with `doc_id` and `text`.
    actors : whom the corpus speaks of, as `speakers.load_actors` returns it. None leaves all to the articles
        themselves: names are still resolved. Without any group in the table every group is ``<NA>``.

    Returns
    -------
    The rows of `quotes`, their order and index, with `speaker_name`, `speaker_group` and `name_confidence`
    added.

    `speaker_name` is the actor's canonical name; else the person's fullest name in the article (*Lee*,
    *she*, *the spokeswoman*: Ann Lee); else, for somebody never named, the mention itself without its
    article (*one of the locals*, *army loudspeaker*). Spellings of one name are made one within an article.
    It is ``<NA>`` where there is no speaker or where nothing can be known (*others*, a *she* before whom no
    woman is spoken of). Two speakers in one mention are joined by *and*. Private people, who have a `role`
    among the actors, have that in place of their name (`speakers.with_roles`).

    `speaker_group` is the actor's group, ``<NA>`` where the table has none for them; else that of the first
    pattern or actor in the mention, or in the roles the article gives the person, where these say what
    somebody is and whom they speak for (not whom a lawyer is for, a critic of, or a relative clause about);
    else `other`. It is ``<NA>`` without a name, and where two speakers of one mention belong to different
    groups.

    `name_confidence`, 0 to 1, is the quotation's `confidence` (1 without one) times the share of the names
    found in the same way that are right in human gold (`SHARES` in speakers/ways.py).

    Raises
    ------
    TableError : a column is missing, `quotes` has articles that `articles` lacks or has been resolved
        before, or `actors` gives one name to two actors.

    Warns
    -----
    ArticleWarning : rules fail in an article, whose speakers then have no names.

    Notes
    -----
    Rules, in the order tried: *I* and *we* are whoever is quoted around them; *he* and *she* the nearest
    sentence's first person of that gender in the narration (gender by title, role, first name and the
    pronouns nearby), who speaks before whom the speaker speaks of; *they* and *it* its first crowd or body; a
    surname the person of that name, somebody named before if possible; a role whoever was introduced in it
    last, or spoke last if only that person is named in the paragraph; a short form the long one that the text
    spells out. Names spelt two ways are matched by letters (rapidfuzz) and consonants.

    An article's rows depend on no other article, so any parts of a corpus, in any order, give the same rows.
    What a corpus knows across its articles, a person's other spellings and group, is its table of actors:
    `speakers.draft_actors` makes it of the quotations of all, whatever their order.

    Examples
    --------
    >>> articles = pd.DataFrame({"doc_id": ["a"], "text": ["Ann Lee, a doctor, left. “No,” she said."]})
    >>> quotes = pd.DataFrame(
    ...     {"doc_id": "a", "start": 26, "end": 29, "kind": "direct", "speaker": ["she"], "speaker_start": 31}
    ... )
    >>> aa.speakers.resolve(quotes, articles)[["speaker", "speaker_name", "speaker_group"]]
      speaker speaker_name speaker_group
    0     she      Ann Lee           NaN
    """
    rows = check_columns(
        *("speakers.resolve", "quotes", quotes),
        ["doc_id", "start", "end", "kind", "speaker", "speaker_start"],
    )
    articles = check_articles("speakers.resolve", articles)
    _check_new(rows, articles)
    known = _no_actors() if actors is None else Actors(check_actors("speakers.resolve", actors))
    given = rows["confidence"].to_numpy("float64", na_value=np.nan) if "confidence" in rows.columns else 1.0
    entities = [_as_described(entity, known) for entity in resolve_all(rows, articles, known)]
    hide = hidden(actors) or str
    names = [None if entity.name is None else hide(entity.name) for entity in entities]
    ways = [np.nan if entity.name is None else SHARES.get(entity.way, 1.0) for entity in entities]
    groups = [entity.group if known.has_groups else None for entity in entities]
    added = {
        "speaker_name": pd.array(names, dtype="str"),
        "speaker_group": pd.array(groups, dtype="str"),
        "name_confidence": np.round(
            np.array(ways, dtype="float64") * np.where(np.isnan(given), 1.0, given), 4
        ),
    }
    named = pd.concat([rows, pd.DataFrame(added, copy=False)], axis=1)
    named.index = quotes.index
    return named


@cache
def _no_actors() -> Actors:
    return Actors(pd.DataFrame(columns=COLUMNS))


def resolve_all(quotes: pd.DataFrame, articles: pd.DataFrame, actors: Actors) -> list[Entity]:
    """An entity for each row of `quotes`, article by article in the order of the text."""
    rows_of: dict[object, list[int]] = {}
    for row, doc_id in enumerate(quotes["doc_id"].tolist()):
        rows_of.setdefault(doc_id, []).append(row)
    doc_ids = articles["doc_id"].tolist()
    texts = zip(map(rows_of.get, doc_ids), each_text(articles["text"]), strict=True)
    found = in_each(
        "speakers.resolve",
        (doc_id for doc_id in doc_ids if doc_id in rows_of),
        _with_mentions(quotes, ((rows, text) for rows, text in texts if rows)),
        lambda one: _unified(dict(_resolve_article(*_joined(*one), actors)), actors),
        instead=lambda _: {},
    )
    entities = [NOBODY] * len(quotes)
    for pairs in found:
        for row, entity in pairs.items():
            entities[row] = entity
    return entities


def _with_mentions(
    quotes: pd.DataFrame, texts: Iterable[tuple[list[int], str]]
) -> Iterator[tuple[str, dict[int, "_Mention"]]]:
    """Each text and the mentions in its rows of `quotes`, made for some texts at a time."""
    told = quotes[[name for name in _TOLD if name in quotes.columns]]
    for batch in batches(texts, itemgetter(1)):
        mentions = iter(_mentions(told.iloc[[row for rows, _ in batch for row in rows]]))
        for rows, text in batch:
            yield text, dict(zip(rows, mentions, strict=False))


def _as_described(entity: Entity, actors: Actors) -> Entity:
    """A speaker who has no name, as the actors have them; looked for last, so that it hides no name."""
    actor = actors.find_described(entity.name) if entity.name else None
    return entity._replace(name=actor[0], group=actor[1]) if actor else entity


class _Mention(NamedTuple):
    """The speaker of one quotation: the words, where they stand, their cue, and the quotation's span."""

    words: object
    at: int  # -1 where there is none
    cue: object
    cue_start: int  # -1 where there is none
    start: int
    end: int
    is_marked: bool


def _mentions(quotes: pd.DataFrame) -> list[_Mention]:
    """The speaker of each row of `quotes`."""
    missing = [None] * len(quotes)
    values = {name: quotes[name].tolist() for name in ("kind", "use", "cue") if name in quotes.columns}
    is_said = [
        kind != "indirect" and use != "scare"
        for kind, use in zip(values["kind"], values.get("use", missing), strict=True)
    ]
    fields = zip(
        quotes["speaker"].tolist(),
        _places(quotes["speaker_start"]),
        values.get("cue", missing),
        _places(quotes["cue_start"]) if "cue_start" in quotes.columns else [-1] * len(quotes),
        quotes["start"].tolist(),
        quotes["end"].tolist(),
        is_said,
        strict=True,
    )
    return list(map(partial(tuple.__new__, _Mention), fields))  # faster than a call of _Mention


def _joined(text: str, mentions: dict[int, _Mention]) -> tuple[str, dict[int, _Mention]]:
    """The text with its wrapped lines joined, and the mentions as they stand there."""
    page = joined(text)
    if not page.n_breaks:
        return text, mentions
    return page.text, {row: _in_page(mention, text, page) for row, mention in mentions.items()}


def _in_page(mention: _Mention, text: str, page: Joined) -> _Mention:
    words, at, cue_start = mention.words, mention.at, mention.cue_start
    if at >= 0 and isinstance(words, str) and text.startswith(words, at):
        words = page.text[page.place_of(at) : page.place_of(at + len(words))]
    return mention._replace(
        words=words,
        at=page.place_of(at) if at >= 0 else at,
        cue_start=page.place_of(cue_start) if cue_start >= 0 else cue_start,
        start=page.place_of(mention.start),
        end=page.place_of(mention.end),
    )


def _resolve_article(
    text: str, mentions: dict[int, _Mention], actors: Actors
) -> Iterator[tuple[int, Entity]]:
    """Each row and its entity: other mentions in the order of the text, then *I* and *we*, who are quoted."""
    quoted = [(mention.start, mention.end) for mention in mentions.values() if mention.is_marked]
    reported = [(mention.start, mention.end) for mention in mentions.values() if not mention.is_marked]
    resolver = Resolver(text, quoted, actors, reported)
    said: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for mention in mentions.values():
        said[mention.at].append((mention.start, mention.end))
    found: dict[tuple[int, str], Entity] = {}
    spoken, first_person = [], []
    named = [
        (mention.at, mention.start, row, mention.words)
        for row, mention in mentions.items()
        if mention.at >= 0 and isinstance(mention.words, str) and mention.words.strip()
    ]
    for _, _, row, words in sorted(named):
        mention = mentions[row]
        if is_first_person(words):
            first_person.append((row, mention.at))
            continue
        entity = found.get((mention.at, words))
        if entity is None:
            cue = mention.cue if isinstance(mention.cue, str) else ""
            cue_start = mention.cue_start if mention.cue_start >= 0 else None
            entity = resolver.resolve(words, mention.at, cue, cue_start, said[mention.at])
            found[mention.at, words] = entity
        spoken.append((mention.start, mention.end, entity))
        yield row, entity
    spoken.sort(key=lambda span: span[:2])
    for row, at in first_person:
        before = bisect_right(spoken, at, key=lambda span: span[0])
        around = [span for span in spoken[max(before - _NESTED, 0) : before] if at < span[1]]
        yield row, around[-1][2] if around else NOBODY


def _unified(found: dict[int, Entity], actors: Actors) -> dict[int, Entity]:
    """Spellings of a name in an article become the most frequent; a person has the group known elsewhere."""
    people = Counter([entity.name for entity in found.values() if entity.is_person and entity.name])
    spelling: dict[str, str] = {}
    alike: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for name in sorted(people, key=lambda name: (-people[name], name)):
        if actors.find(name):
            continue
        words = _without_initials(name)
        near = alike[tuple(map(sound, words))]
        same = (other for other in near if is_same_name(words, _without_initials(other)))
        spelling[name] = next(same, name)
        if spelling[name] == name:
            near.append(name)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in found.values():
        if entity.name in spelling and entity.group and entity.group != "other" and " " in entity.name:
            groups[spelling[entity.name]][entity.group] += 1
    known = {name: min(count, key=lambda group: (-count[group], group)) for name, count in groups.items()}
    if not known and all(name == own for own, name in spelling.items()):
        return found
    changed = {}
    for row, entity in found.items():
        if entity.name in spelling:
            name = spelling[entity.name]
            group = known.get(name, "other") if entity.group == "other" else entity.group
            if (name, group) != (entity.name, entity.group):
                changed[row] = entity._replace(name=name, group=group)
    return found | changed


def _without_initials(name: str) -> list[str]:
    return [word for word in name.split() if len(word.rstrip(".")) > 1]


def _places(column: pd.Series) -> list[int]:
    """Where something stands; -1 where it is missing."""
    return column.to_numpy("int64", na_value=-1).tolist()


def _check_new(quotes: pd.DataFrame, articles: pd.DataFrame) -> None:
    done = [
        column for column in ("speaker_name", "speaker_group", "name_confidence") if column in quotes.columns
    ]
    if done:
        raise TableError(
            f"speakers.resolve: `quotes` already has {', '.join(map(repr, done))}.\n"
            f"Drop it first: quotes.drop(columns={done!r})."
        )
    unknown = list(map(str, sorted(set(quotes["doc_id"].tolist()) - set(articles["doc_id"].tolist()))))
    if unknown:
        raise TableError(
            f"speakers.resolve: `quotes` has articles that `articles` lacks: {', '.join(unknown[:3])}"
            f"{', ...' if len(unknown) > 3 else ''}.\nGive the articles that the quotes were taken from."
        )
