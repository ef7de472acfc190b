"""What every test and doctest shares. It stands at the top so that the doctests of the package see it too."""

import os
import sys

if os.environ.get("WITHOUT_PYARROW"):  # before pandas looks for it
    sys.modules["pyarrow"] = None

from collections.abc import Iterator
from typing import Any

import hypothesis
import pandas as pd
import pytest

import aleppo_analysis as aa

hypothesis.settings.register_profile(
    "repeatable", derandomize=True, deadline=None, database=None, max_examples=40
)
hypothesis.settings.register_profile(  # `make fuzz`: other examples in each run
    "fuzz", deadline=None, database=None, max_examples=40 * int(os.environ.get("TIMES", "100"))
)
hypothesis.settings.load_profile("repeatable")


@pytest.fixture(autouse=True)
def _doctest_names(doctest_namespace: dict[str, Any]) -> Iterator[None]:
    """Doctests know `aa` and `pd`; tables print the same in every terminal; no figure stays open."""
    doctest_namespace.update(aa=aa, pd=pd)
    with pd.option_context("display.width", 110, "display.max_columns", 20):
        yield
    if "matplotlib.pyplot" in sys.modules:
        sys.modules["matplotlib.pyplot"].close("all")
