"""Articles as bands from their first word to their last, each leading to its places in the text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

import pandas as pd

from ..view.html import visible
from ..view.strip_html import MOVING, strip_html, strip_key
from ..view.strips import Strip, colors_in, find_strips, frames_of
from .lines import link_html
from .scripts import script


class Way(NamedTuple):
    """The way into an article: its page and title, and where on it stands what starts at an offset."""

    file: str
    title: str
    address: Callable[[int], str]

    def to(self, start: int) -> str:
        """The address of what starts at an offset."""
        return self.file + self.address(start)


def bands_html(
    articles: pd.DataFrame, voices: pd.DataFrame, matches: pd.DataFrame | None, ways: Mapping[str, Way]
) -> str:
    """A band an article, with what heights and colours mean; hover and focus show the words."""
    strips = find_strips(articles, voices, matches)
    colors, frames = colors_in(strips), frames_of(strips)
    bands = "\n".join(
        f'<p class="band">{link_html(way.to(0), one.label)} '
        f"<small>{visible(way.title)} · {one.told()}</small></p>\n"
        f"{strip_html(_titled(one, way), way.to, colors, frames)}"
        for one, way in ((one, ways[one.doc_id]) for one in strips)
    )
    return f"{strip_key(colors, frames)}\n{bands}\n{script(MOVING)}"


def _titled(strip: Strip, way: Way) -> Strip:
    """The strip under a name that no other article has."""
    return strip._replace(label=f"{strip.label}: {way.title}")
