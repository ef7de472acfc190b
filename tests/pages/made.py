"""Pages of our own: invented articles in layouts as real sites have them, and what each part of a page is.

An article (`articles/*.txt`) is lines of *kind: text*, in the order in which they are printed; a layout
(`layouts/*.html`) says how it prints each kind (``[]`` stands for the text) and what else stands on its page.
All names, places and words are invented.
"""

import re
import textwrap
from collections.abc import Iterator
from html import unescape
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).parent
ZONES = {"h": "heading", "caption": "caption", **dict.fromkeys(["p", "li", "quote", "row"], "body")}
DEFAULT = {  # how a kind is printed where a layout does not say
    **dict.fromkeys(["p", "time", "note"], "<p>[]</p>"),
    "h": "<h2>[]</h2>",
    "li": "<li>[]</li>",
    "ul": "<ul>[]</ul>",
    "row": "<tr>[]</tr>",
    "table": "<table>[]</table>",
    "quote": "<blockquote><p>[]</p></blockquote>",
    "pull": "<blockquote><p>[]</p></blockquote>",
    "caption": "<figure><img src='a.jpg'><figcaption>[]</figcaption></figure>",
}
AROUND = {"li": "ul", "row": "table"}
WORDS = {  # what else stands on pages
    "en": {
        "r1": "Moss End bakery wins prize for the oldest oven in the county",
        "r2": "Hundreds queue for the last tram ride through Lower Tarn",
        "r3": "Goat that stopped the express train finds a new home",
        "r4": "School choir of Little Ansel sings in the rain for six hours",
        "r5": "Harbor museum looks for the owner of a wooden leg",
        "r6": "What the tide left behind in April",
        "r7": "Why I still write my shopping list on the back of an envelope",
        "t1": "The oven was built by the great-grandfather of the present owner and has never gone cold.",
        "t2": "Some had waited since four in the morning, and one man had brought his own bell.",
        "t3": "It was left in a cloakroom in 1951 and has been dusted every week since.",
        "c1": "I was there that evening and it was a good deal louder than you write, believe me.",
        "c2": "My uncle always said that nothing would come of it, and my uncle was rarely wrong about boats.",
        "cookie": "We and our partners use cookies to store and read information on your device. You can accept "
        "all of them, refuse them, or choose one by one what you allow.",
        "cookie2": "Your choice is kept for six months. You can change it at any time at the foot of each page.",
        "news": "Get our evening letter",
        "news2": "Every evening at six we send you the five stories that matter, and one that does not.",
        "bio": "The author has written about the coast for twenty years and lives in Moss End with two dogs.",
    },
    "fr": {
        "r1": "La boulangerie de Kerhuel primée pour le plus vieux four du canton",
        "r2": "Des centaines de personnes pour le dernier tramway",
        "r3": "La chèvre qui avait arrêté l’express a trouvé un toit",
        "r4": "La chorale de l’école chante six heures sous la pluie",
        "t1": "Le four n’a jamais refroidi depuis l’arrière-grand-père du patron actuel.",
        "cookie": "Nous et nos partenaires utilisons des cookies pour conserver des informations sur votre "
        "appareil. Vous pouvez tout accepter, tout refuser, ou choisir.",
        "news": "Recevez notre lettre du soir",
        "news2": "Chaque soir à dix-huit heures, les cinq nouvelles qui comptent, et une qui ne compte pas.",
    },
    "de": {
        "r1": "Bäckerei in Kleinsiel erhält Preis für den ältesten Ofen",
        "r2": "Hunderte warten auf die letzte Fahrt der Straßenbahn",
        "r3": "Ziege, die den Eilzug aufhielt, hat ein neues Zuhause",
        "t1": "Der Ofen ist seit dem Urgroßvater des heutigen Besitzers nie kalt geworden.",
        "c1": "Ich war an dem Abend dabei, und es ging viel lauter zu, als hier steht.",
        "cookie": "Wir und unsere Partner verwenden Cookies, um Informationen auf Ihrem Gerät zu speichern. Sie "
        "können alle annehmen, alle ablehnen oder einzeln wählen.",
        "news": "Der Abend in fünf Meldungen",
        "news2": "Jeden Abend um sechs schicken wir Ihnen, was wichtig war, und eine Meldung, die es nicht war.",
    },
}


class Page(NamedTuple):
    """A page, and its article: fields (title, date, ...) and, in order, (zone, text) of each part of it."""

    name: str
    html: str
    fields: dict[str, str]
    parts: list[tuple[str, str]]


def pages() -> Iterator[Page]:
    """Each article in each of the layouts that print it."""
    for path in sorted((HERE / "layouts").glob("*.html")):
        rules, html = _layout(path)
        for article in rules["articles"].split():
            yield _page(f"{path.stem}-{article}", rules, html, *_article(article))


def _layout(path: Path) -> tuple[dict[str, str], str]:
    head, _, html = path.read_text("utf-8").partition("\n---\n")
    return DEFAULT | dict(line.split(": ", 1) for line in head.splitlines() if ": " in line), html


def _article(name: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """The fields of an article, and the kinds and texts of the rest."""
    lines = (HERE / "articles" / f"{name}.txt").read_text("utf-8").splitlines()
    items = [(kind, text) for kind, _, text in (line.partition(": ") for line in lines)]
    fields = {kind: text for kind, text in items if kind not in DEFAULT}
    return fields, [(kind, text) for kind, text in items if kind in DEFAULT]


def _page(
    name: str, rules: dict[str, str], html: str, fields: dict[str, str], items: list[tuple[str, str]]
) -> Page:
    items = _first(items, int(rules.get("only", len(items))))
    parts = [("title", fields["title"])]
    body = html[html.lower().index("<body") :]
    if "standfirst" in fields and "[[standfirst]]" in body:
        parts.append(("standfirst", fields["standfirst"]))
    elif "[[standfirst]]" in body:
        html = html.replace("[[standfirst]]", "")
    lead = ""
    if "[[lead]]" in html and items[0][0] == "caption":
        lead = rules["caption"].replace("[]", items[0][1])
        parts.append(("caption", items[0][1]))
        items = items[1:]
    parts += [(ZONES[kind], _plain(text)) for kind, text in items if kind in ZONES]
    given = {"headline": fields["title"], "kicker": "News", "lead": lead, "body": _printed(rules, items)}
    words = WORDS[fields["language"]]
    marks = given | words | fields | {"site": rules["site"], "lang": fields["language"], "slug": name}
    marks["R1"] = words["r1"].upper()
    for mark, text in marks.items():
        html = html.replace(f"[[{mark}]]", text)
    assert "[[" not in html, name
    return Page(name, html, fields, parts)


def _first(items: list[tuple[str, str]], n: int) -> list[tuple[str, str]]:
    """The items up to the n-th paragraph, as a page shows that wants to be paid."""
    places = [place for place, (kind, _) in enumerate(items) if kind == "p"]
    return items[: places[min(n, len(places)) - 1] + 1] if n < len(places) else items


def _printed(rules: dict[str, str], items: list[tuple[str, str]]) -> str:
    """The body of an article as a layout prints it, with what the layout puts between its paragraphs."""
    printed, n = [], 0
    for kind, group in groupby(items, key=lambda item: item[0]):
        texts = [_as_printed(rules, kind, text) for _, text in group]
        if kind in AROUND:
            between = rules.get("join", "\n").replace("\\n", "\n") if rules[AROUND[kind]] == "[]" else "\n"
            texts = [rules[AROUND[kind]].replace("[]", between.join(texts))]
        for text in texts:
            printed.append(text)
            n += kind == "p"
            if kind == "p" and f"after {n}" in rules:
                printed.append(rules[f"after {n}"])
    return rules.get("join", "\n").replace("\\n", "\n").join(printed)


def _as_printed(rules: dict[str, str], kind: str, text: str) -> str:
    if kind == "row":
        text = "".join(f"<td>{cell}</td>" for cell in text.split(" | "))
    if "wrap" in rules:
        text = "\n".join(textwrap.wrap(text, int(rules["wrap"])))
    return rules[kind].replace("[]", text)


def _plain(text: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", text)).replace(" | ", "\t")
