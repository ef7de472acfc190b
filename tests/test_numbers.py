"""Quantities: what is one, what it is worth, what it counts, and who says it."""

import pandas as pd
import pytest

import aleppo_analysis as aa


def _found(text: str, **columns: object) -> list[tuple[object, ...]]:
    articles = pd.DataFrame({"doc_id": ["a"], "text": [text], "language": ["en"], **columns})
    rows = aa.claims.find(articles)[["number", "low", "high", "unit"]].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("An 11-hour pause began.", [("11", 11, 11, "hours")]),
        ("Over the last three days it rained.", [("three", 3, 3, "days")]),
        ("Ships struck over 50 farm positions.", [("over 50", 50, None, "positions")]),
        (
            "Between 250,000 and 300,000 civilians",
            [("Between 250,000 and 300,000", 250_000, 300_000, "people")],
        ),
        ("It ends in less than an hour.", [("less than an", None, 1, "hours")]),
        ("More than 3,00,000 people have died.", [("More than 3,00,000", 300_000, None, "killed")]),
        ("A week-long truce fell a year ago.", [("week", 1, 1, "weeks"), ("a", 1, 1, "years")]),
        ("It kept 36 of 40 sailings.", [("36 of 40", 0.9, 0.9, "share")]),
        ("All but four of 40 went.", [("All but four of 40", 0.9, 0.9, "share")]),
        ("One of the locals left in 1998.", []),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_quantities(text: str, expected: list[tuple[object, ...]]) -> None:
    assert _found(text) == expected
