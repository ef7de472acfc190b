"""What a reader of a notebook sees of a mistake."""

import pytest

import aleppo_analysis as aa


def test_a_notebook_shows_the_message_and_no_wall_of_traceback() -> None:
    """IPython asks an error for `_render_traceback_` before it draws the frames itself."""
    with pytest.raises(aa.TableError) as error:
        aa.text.tokenize(aa.load_articles()[["doc_id", "title"]])
    assert error.value._render_traceback_() == [
        "TableError: text.tokenize: `articles` needs column 'text'; it has 'doc_id', 'title'.\n"
        "Add what is missing, or rename: articles.rename(columns={...: 'text'})."
    ]
