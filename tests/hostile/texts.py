"""Articles as nobody would write them: what Hypothesis puts together, and a few of great length."""

import pandas as pd
from hypothesis import strategies as st

BLANKS = [
    *" \t\n\r\v\f\u00a0\u2007\u2028\u2029\u0085\u3000\u200b\u200c\u200d\u2060\ufeff\u00ad",
    "\r\n",
    "\n\n",
    " \n ",
]
MARKS = [*"“”„‟\"«»‹›‘’‚'`´「」『』＂", "''", "``", "&quot;", "’’", "(", ")", "[", "]", "{", "}", "<", ">"]
SIGNS = [
    *".,:;!?…-–—/|*#_=+@%$€£&\\0",
    "...",
    ". . .",
    "—\n",
    "=1+1",
    "\x00",
    "\x01",
    "\x02",
    "\x03",
    "\x1b[31m",
    "\x7f",
]
LETTERS = [
    *"aAéßİıŉǆﬁ½²٣Ⅷ①𝒳😀\u0301\u20dd\u202e\u2066\u200f\ufffd\U000e0041",
    *("e\u0301\u0301\u0301", "👩‍👩‍👧", "🇸🇾", "שלום", "سلام", "Ι\u0345", "中文。", "ﷺ", "Å", "नमस्ते"),
]
WORDS = [
    *"the trap convoy said told asked called so-called not he she it they who that and of by to said.".split(),
    *(
        "according to",
        "residents",
        "a doctor",
        "spokesman for",
        "the minister",
        "he said,",
        "called it",
        "“trap”",
    ),
]
NAMES = [
    *(
        "Ann Lee",
        "Mr. Haj",
        "al-Assad",
        "O’Neil",
        "U.N.",
        "Dr. A. B. Lee Jr.",
        "Lee’s",
        "REUTERS",
        "van der Bijl",
    ),
    *("ANN LEE:", "Q:", "Ann Lee, the minister,", "the Red Cross", "İstanbul", "_safe_", "St. Mary’s"),
]
NUMBERS = [
    *(
        "20",
        "3,000",
        "1.5 million",
        "half a dozen",
        "twenty-five",
        "dozens of",
        "at least",
        "between 2 and 5",
        "¾",
        "0",
    ),
    *(
        "May",
        "October 2016",
        "14 October",
        "on Monday",
        "2016-13-40",
        "9" * 30,
        "1e400",
        "-5",
        "٣٠",
        "per cent",
        "km",
    ),
    *("trucks", "people", "5-year-old", "9 a.m.", "the 1990s", "two-thirds", "$5", "1/0", "more than", "$"),
]
LINES = [
    *(
        "\n\nAid waits\n\n",
        "\nBy Ann Lee\n",
        "\nRead more: Aid waits\n",
        "\n- one\n",
        "\nWorld\n",
        "\n[Photo: AP]\n",
    ),
    *(
        "\nSHARE THIS\n",
        "\n# Aid\n",
        "\n***\n",
        "\nALEPPO (AP) —",
        "\n> “Yes\n",
        "\n(Reuters)\n",
        "Photo: Ann Lee\n",
    ),
    *(
        "http://x.org/a?b=c#d",
        "[aid](javascript:alert(1))",
        "<a href='x'>",
        "<script>x</script>",
        "&lt;b&gt;",
        "&#0;",
    ),
]
SENTENCES = [
    "“We are ready,” said Ann Lee, a doctor. ",
    "The ‘truce’ was a trap, Omar Haj told AFP on Monday. ",
    "She said that 20 trucks had left. ",
    "According to residents, nobody slept. ",
]
KINDS = [BLANKS, MARKS, SIGNS, LETTERS, WORDS, NAMES, NUMBERS, LINES, SENTENCES]

characters = st.characters(codec="utf-8")
pieces = st.one_of(
    st.sampled_from([piece for kind in KINDS for piece in kind]),
    st.sampled_from([f"{word} " for kind in (WORDS, NAMES, NUMBERS) for word in kind]),
    st.text(characters, max_size=4),
)
runs = st.builds(lambda piece, n: piece * n, pieces, st.integers(2, 30))
nested = st.builds(
    lambda opening, words, closing, n: opening * n + words + closing * n,
    st.sampled_from(MARKS), pieces, st.sampled_from(MARKS), st.integers(1, 5),
)  # fmt: skip
texts = st.one_of(
    st.lists(st.one_of(pieces, pieces, pieces, pieces, runs, nested), min_size=12, max_size=40).map("".join),
    st.lists(st.sampled_from([*WORDS, *NAMES, *NUMBERS, *MARKS, *SENTENCES]), min_size=12, max_size=40).map(
        " ".join
    ),
    st.text(characters, max_size=60),
    characters,
    st.sampled_from(["", " ", "\n"]),
)
names = st.one_of(
    st.sampled_from(["post", "herald", "=1+1", "<b>", "a\nb", " ", "ابج"]),
    st.text(characters, min_size=1, max_size=3),
)


@st.composite
def articles(draw: st.DrawFn, most: int = 8) -> pd.DataFrame:
    """A table of articles: often of two outlets and about one event, sometimes without what may be missing."""
    told = draw(st.lists(texts, min_size=draw(st.sampled_from([0, 1, most, most])), max_size=most))
    n = len(told)
    ids = draw(
        st.one_of(
            st.just([f"a{row}" for row in range(n)]), st.lists(names, min_size=n, max_size=n, unique=True)
        )
    )
    sources = draw(st.lists(st.sampled_from(["post", "herald", draw(names)]), min_size=n, max_size=n))
    days = draw(st.lists(st.sampled_from(["2016-10-18", "2016-10-20", None]), min_size=n, max_size=n))
    table = {"doc_id": ids, "source": sources, "text": told, "published": days, "event_id": ["march"] * n}
    columns = {name: pd.Series(values, dtype="str") for name, values in table.items()}
    if draw(st.booleans()):  # else the language is found
        columns["language"] = pd.Series(["en"] * n, dtype="str")
    return pd.DataFrame(columns)
