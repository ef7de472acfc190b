"""What a reader of a notebook sees of a mistake, and what the package's own tables give."""

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.tables import Table


def test_a_notebook_shows_the_message_and_no_wall_of_traceback() -> None:
    """IPython asks an error for `_render_traceback_` before it draws the frames itself."""
    with pytest.raises(aa.TableError) as error:
        aa.text.tokenize(aa.load_articles()[["doc_id", "title"]])
    assert error.value._render_traceback_() == [
        "TableError: text.tokenize: `articles` needs column 'text'; it has 'doc_id', 'title'.\n"
        "Add what is missing, or rename: articles.rename(columns={...: 'text'})."
    ]


def test_a_column_of_a_table_is_one_of_its_own() -> None:
    """A change to a column that a table gave leaves the table, and columns are made as pandas makes them."""
    table = Table({"n": [1, 2], "of": ["a", "b"]})
    column = table["n"]
    column.iloc[0] = 5
    assert (type(column), column.name, column.tolist()) == (pd.Series, "n", [5, 2])
    assert table["n"].tolist() == [1, 2]
    pd.testing.assert_series_equal(table.iloc[1], pd.DataFrame(table).iloc[1])
    pd.testing.assert_series_equal(table.groupby("of").size(), pd.DataFrame(table).groupby("of").size())
