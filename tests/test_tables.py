"""What a reader of a notebook sees of a mistake."""

import pytest

from aleppo_analysis import TableError, load_articles, tokenize


def test_a_notebook_shows_the_message_and_no_wall_of_traceback() -> None:
    """IPython asks an error for `_render_traceback_` before it draws the frames itself."""
    with pytest.raises(TableError) as error:
        tokenize(load_articles()[["doc_id", "title"]])
    assert error.value._render_traceback_() == [
        "TableError: tokenize: `articles` needs column 'text'; it has 'doc_id', 'title'.\n"
        "Add what is missing, or rename: articles.rename(columns={...: 'text'})."
    ]
