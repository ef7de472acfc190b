"""How pandas keeps the text of tables in this run: `make unit` goes through the tests of tables twice."""

import os

import pandas as pd


def test_text_is_stored_as_this_run_says() -> None:
    asked = "python" if os.environ.get("WITHOUT_PYARROW") else "pyarrow"
    assert pd.Series(["a"]).dtype.storage == asked
