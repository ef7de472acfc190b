"""Figures as SVG: the same bytes in every run, text that stays text, and a layout for narrow screens."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache, wraps
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SVG = "image/svg+xml"
NARROW = "image/vnd.aleppo-analysis.narrow"  # for a narrow screen; only the report shows it
_WIDE, _SLIM = 8.6, 4.1  # inches: a report column, and a phone
_WIDTH = ContextVar("width", default=_WIDE)
TITLE = "aa-figure-title"  # a class of the title, so that a page that says it can leave it out
_FONT = "system-ui, sans-serif"
_DATA = re.compile(r"<metadata>.*?</metadata>|<!--[^<>]*-->", re.DOTALL)
_ALONE = re.compile(r"<g>\s*+(<(?:path|use)[^<>]*+/>)\s*+</g>")
_ID = re.compile(r' id="([^"]*)"')
_USED = re.compile(r'#([^"#)]++)[")]')
_TAG = re.compile(r"<[^<>]+>")
_NUMBER = re.compile(r"(?<![\w#.])-?\d+\.\d+")
Plot = TypeVar("Plot", bound=Callable[..., Any])


def width() -> float:
    """How wide a new figure is, in inches."""
    return _WIDTH.get()


def is_narrow() -> bool:
    """Whether a figure is being drawn for a narrow screen."""
    return width() < _WIDE


def drawn(plot: Plot) -> Plot:
    """A plot whose figure remembers how it was drawn, so that it can be drawn again for a narrow screen."""

    @wraps(plot)
    def draw(*tables: Any, ax: "Axes | None" = None, **given: Any) -> Any:
        drawing = _without_formulas(plot(*tables, ax=ax, **given))
        if ax is None:
            drawing.figure.again = lambda: _without_formulas(plot(*tables, **given))
            drawing.figure.stale &= not _is_shown_by_its_own()
        return drawing

    return draw  # type: ignore[return-value]


def _without_formulas(drawing: Any) -> Any:
    """Whatever stands between two dollar signs is words, and no formula."""
    from matplotlib.text import Text

    for text in drawing.findobj(Text):
        text.set_parse_math(False)
    return drawing


def _is_shown_by_its_own() -> bool:
    """Whether the notebook shows figures as they show themselves; what it draws before is seen by nobody."""
    import matplotlib

    return "inline" in str(matplotlib.rcParams["backend"])


@cache
def figure_class() -> type["Figure"]:
    """The kind of figure that notebooks show as SVG."""
    from matplotlib.figure import Figure

    class Drawing(Figure):
        """A figure that is shown as SVG, whatever the notebook's settings are."""

        again: Callable[[], "Axes"] | None = None

        def _ipython_display_(self) -> None:
            from IPython.display import display

            shown = {SVG: svg_of(self), "text/plain": f"Figure: {_title(self)}"}
            if self.again is not None:
                shown[NARROW] = _narrow(self.again)
            display(shown, raw=True)

    return Drawing


def svg_of(figure: "Figure") -> str:
    """The figure as SVG to stand in a page: text in the page's font, numbers to a tenth, no date."""
    svg = _DATA.sub("", _saved(figure))
    svg = svg[svg.index("<svg") :]
    used = set(_USED.findall(svg))
    svg = svg.replace(f'id="{TITLE}"', f'class="{TITLE}"')
    svg = _ID.sub(lambda found: found[0] if found[1] in used else "", svg)
    svg = _TAG.sub(lambda tag: _NUMBER.sub(_short, " ".join(tag[0].split())), svg)
    svg = "\n".join(line.strip() for line in _ALONE.sub(r"\1", svg).splitlines() if line.strip())
    svg = svg.replace("'DejaVu Sans'", _FONT)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(_title(figure))}" ', 1)


def _saved(figure: "Figure") -> str:
    """The figure as Matplotlib writes it, cut to what is drawn.

    What `savefig` would do with ``bbox_inches="tight"``, but for a first drawing that nobody sees.
    """
    import matplotlib
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    written, canvas, layout, dpi = BytesIO(), figure.canvas, figure.get_layout_engine(), figure.dpi
    with matplotlib.rc_context({"svg.fonttype": "none", "svg.hashsalt": "aleppo_analysis"}):
        FigureCanvasSVG(figure)  # letters are measured as they will be written
        figure.dpi = 72
        try:
            if layout is not None:
                layout.execute(figure)
            figure.set_layout_engine(None)
            drawn = figure.get_tightbbox().padded(matplotlib.rcParams["savefig.pad_inches"])
            figure.savefig(written, format="svg", bbox_inches=drawn, metadata={"Date": None})
        finally:
            figure.set_layout_engine(layout)
            figure.set_canvas(canvas)
            figure.dpi = dpi
    return written.getvalue().decode("utf-8")


def _short(number: re.Match[str]) -> str:
    return f"{float(number[0]):z.1f}".removesuffix(".0")


def _title(figure: "Figure") -> str:
    """What the figure finds."""
    return " ".join(" ".join(ax.get_title(loc="left") for ax in figure.axes).split())


def _narrow(again: Callable[[], "Axes"]) -> str:
    """The figure drawn again for a narrow screen."""
    import matplotlib.pyplot as plt

    with slim():
        figure = again().get_figure(root=True)
    assert figure is not None
    svg = svg_of(figure)
    plt.close(figure)
    return svg


@contextmanager
def slim() -> Iterator[None]:
    """Figures that are made in here are for a narrow screen."""
    before = _WIDTH.set(_SLIM)
    try:
        yield
    finally:
        _WIDTH.reset(before)
