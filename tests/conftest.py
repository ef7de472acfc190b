"""Four invented articles from two outlets, small enough to count by hand; the shipped ones that were read."""

import pandas as pd
import pytest

TOY = [
    (
        "herald-1",
        "herald",
        "Aid waits at the border\n\nThe convoy waited. “We are ready,” said Ann Lee, a doctor.",
    ),
    ("herald-2", "herald", "Truce ends\n\nThe truce ended on Monday, the UN said."),
    ("post-1", "post", "A so-called truce\n\nThe ‘truce’ was a trap, rebels’ spokesman Omar Haj said."),
    ("post-2", "post", "No comment\n\nNobody spoke. The convoy turned back."),
]


@pytest.fixture
def toy_articles() -> pd.DataFrame:
    return pd.DataFrame(TOY, columns=["doc_id", "source", "text"])


@pytest.fixture(scope="session")
def five() -> list[str]:
    """The shipped articles of which tests tell figures, so that others may come to them."""
    return ["al-jazeera", "inquisitr", "middle-east-observer", "ofthe-eu", "scroll"]
