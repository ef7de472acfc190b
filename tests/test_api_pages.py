"""The pages about the public functions: each function is there, with what it takes and gives as lists."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import aleppo_analysis as aa

pytest.importorskip("pdoc")
TOP = Path(__file__).resolve().parent.parent
ROOMS = {name: getattr(aa, name) for name in aa.__all__ if inspect.ismodule(getattr(aa, name))}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("api")
    subprocess.run([sys.executable, TOP / "docs" / "write_api.py", out], cwd=TOP, check=True)
    return out / "aleppo_analysis"


def _page(pages: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((pages / f"{name}.html").read_text("utf-8"), "html.parser")


def test_every_public_function_has_its_place(pages: Path) -> None:
    for name, room in ROOMS.items():
        page = _page(pages, {"plots": "view/plots"}.get(name, name))
        assert [one for one in room.__all__ if page.find(id=one) is None] == []
    first = _page(pages, "../aleppo_analysis")
    assert [one for one in aa.__all__ if one not in ROOMS and first.find(id=one) is None] == []


def test_what_a_function_takes_and_gives_is_told_with_its_type(pages: Path) -> None:
    told = _page(pages, "coding").find(id="draw").find_next(class_="docstring")
    assert [head.get_text() for head in told.find_all("h6")] == [
        "Parameters", "Returns", "Raises", "Notes", "Examples"
    ]  # fmt: skip
    entries = [item.get_text(" ", strip=True) for item in told.find("ul").find_all("li", recursive=False)]
    assert [entry.partition(":")[0] for entry in entries[:2]] == ["units (DataFrame)", "n (int)"]
