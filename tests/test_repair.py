"""What is broken in a text on its way through files, and what sound text stays."""

import unicodedata
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aleppo_analysis.loading import decoding
from aleppo_analysis.loading.documents import BadFile
from aleppo_analysis.loading.repair import repaired, repaired_line
from aleppo_analysis.tables import shipped

LONG = "The river rose again in the night, and at noon it"


@pytest.mark.parametrize(
    ("broken", "right", "found"),
    [
        pytest.param(
            "The mayor said: &ldquo;We will not pay.&#8221; AT&amp;T",
            "The mayor said: “We will not pay.” AT&T",
            {"HTML entities": 3},
            id="entities",
        ),
        pytest.param("&amp;quot;No&amp;quot;", '"No"', {"HTML entities": 4}, id="entities of entities"),
        pytest.param(
            "<p>“No,” <b>he</b> said.</p>\n<p>She\nleft.</p>",
            "“No,” he said.\n\nShe left.",
            {"HTML tags": 6},
            id="tags",
        ),
        pytest.param(
            "&lt;p&gt;No.&lt;/p&gt;", "No.", {"HTML entities": 4, "HTML tags": 2}, id="escaped tags"
        ),
        pytest.param("One<br>two<BR/>three", "One\ntwo\nthree", {"HTML tags": 2}, id="line breaks in HTML"),
        pytest.param(
            "<style>p {color: red}</style>One<script>two()</script>.", "One.", {"HTML tags": 4}, id="scripts"
        ),
        pytest.param(
            "One <script> two <i>three</i>", "One  two three", {"HTML tags": 3}, id="an unclosed script"
        ),
        pytest.param(
            "He said: â€œWe will not pay.â€\x9d Itâ€™s cafÃ©",
            "He said: “We will not pay.” It’s café",
            {"mojibake": 4},
            id="mojibake",
        ),
        pytest.param(
            "He said: â€œWe will not pay.â€\nThe realâ€world",
            "He said: “We will not pay.”\nThe real‐world",
            {"mojibake": 3},
            id="mojibake that lost a byte",
        ),
        pytest.param("He said \x93no\x94.", "He said “no”.", {"mojibake": 2}, id="Windows-1252 as Latin-1"),
        pytest.param("gov\u00adern\u00admen\u00ad\nt", "government", {"soft hyphens": 3}, id="soft hyphens"),
        pytest.param(
            "A\r\nB\rC\u2028D\u2029E\x0bF\n\x0cG",
            "A\nB\nC\nD\nE\nF\nG",
            {"line breaks": 6},
            id="line breaks",
        ),
        pytest.param("A\x85B", "A\nB", {"line breaks": 1}, id="NEL"),
        pytest.param("A\x85 B\nC", "A… B\nC", {}, id="NEL beside LF is an ellipsis"),
        pytest.param("N\x00o\x07\ufeff w\u200bay", "No way", {"control characters": 4}, id="controls"),
        pytest.param(
            "Pair \ud83d\ude00, half \ud83d",
            "Pair 😀, half \ufffd",
            {"half characters": 3, "lost characters": 1},
            id="halves of pairs",
        ),
        pytest.param(
            "<p>A boat</p><script>b <script> c</script>sails.",
            "A boat\n\nsails.",
            {"HTML tags": 5},
            id="a script in a script",
        ),
        pytest.param(
            "<table><tr><th>Boat<th>Year</tr><tr><td>Edda</td><td>1968</td></tr></table>",
            "Boat\tYear\n\nEdda\t1968",
            {"HTML tags": 12},
            id="cells of a table",
        ),
        pytest.param("a\ufffdb", "a\ufffdb", {"lost characters": 1}, id="what was lost before"),
        pytest.param(
            r"\u201cNo,\u201d he said.",
            "“No,” he said.",
            {"backslash escapes": 2},
            id="characters by their number",
        ),
        pytest.param(
            r"“No,” he said.\n\nShe \"left\".\r\nAll did.",
            '“No,” he said.\n\nShe "left".\nAll did.',
            {"backslash escapes": 6, "line breaks": 1},
            id="line breaks written out",
        ),
        pytest.param(
            f"{LONG}\nhad reached us, and the govern-\nment sent boats.",
            f"{LONG} had reached us, and the government sent boats.",
            {"hard-wrapped lines": 2, "hyphens at line ends": 1},
            id="wrapped lines",
        ),
    ],
)
def test_what_is_broken_is_put_right_and_counted(broken: str, right: str, found: dict[str, int]) -> None:
    text, _, problems = repaired(broken)
    assert text == right
    assert {problem.what: problem.n for problem in problems} == found
    assert all(problem.done for problem in problems)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "“Curly” ‘marks’ and ﬁne ligatures",
            "ＷＩＤＥ letters, ½ and x²",
            "no\u00a0break, déjà vu, Ångström",
        ),
        *(
            "SÃO PAULO",
            "irmã”",
            "L’Âge d’or",
            "Ti\u0301tle and ti\u200fmes",
            "AT&T, R&D; Q&A",
            "5 < 6 and 7 > 6",
        ),
        *(
            "<john@post.org> <https://post.org>",
            "a <b and c> d",
            "C:\\new\\table",
            "- item\n- item",
            "Title\n\nOne.",
        ),
        *(
            "A verse here\nA verse there\nAnd here",
            "line one\n\n\nline two  \n",
            "5â",
            "naïve — “so”…",
            "Zürich’s «Nein»",
            "A line.\nHe wrote “end.\\nBegin” there.",
        ),
    ],
)
def test_sound_text_stays(text: str) -> None:
    assert repaired(text) == (text, [], [])


def test_the_shipped_articles_are_sound() -> None:
    for file in sorted(shipped("articles").glob("*.txt")):
        assert repaired(file.read_text("utf-8")).problems == []


def test_sound_texts_of_others_stay() -> None:
    folder = Path(__file__).parents[2] / "shared" / "corpus"
    if not folder.is_dir():
        pytest.skip("the collection is not beside this checkout")
    for file in sorted(folder.glob("*.txt")):
        text = file.read_text("utf-8")
        assert repaired(text) == (text, [], [])


@pytest.mark.parametrize(
    ("headline", "right"),
    [
        ("Ferry &amp; quay", "Ferry & quay"),
        ("<h1>Ferry</h1>\r\n<p>to stay</p>", "Ferry to stay"),
        (" No\u00a0change ", "No\u00a0change"),
    ],
)
def test_a_headline_is_one_line(headline: str, right: str) -> None:
    assert repaired_line(headline) == right


def test_parts_keep_their_words() -> None:
    head, first, second = "Ferry &amp; quay", f"{LONG}\nhad reached us.", "Costs"
    text = f"{head}\n\n{first}\n\n{second}\n\nAll paid."
    parts = [
        (text.index(part), text.index(part) + len(part), zone)
        for part, zone in ((head, "title"), (second, "heading"))
    ]
    found = repaired(text, parts)
    assert found.text == f"Ferry & quay\n\n{LONG} had reached us.\n\nCosts\n\nAll paid."
    assert [(found.text[start:end], zone) for start, end, zone in found.parts] == [
        ("Ferry & quay", "title"),
        ("Costs", "heading"),
    ]


WORDS = st.lists(
    st.sampled_from("the ferry “will” run & <b> &amp; Ã© \x00 \u00ad - \n \r\n \ud83d".split(" ")),
    max_size=30,
)


@given(WORDS.map(" ".join), st.lists(st.integers(0, 60), max_size=6))
def test_parts_stay_inside_the_text_and_in_order(text: str, bounds: list[int]) -> None:
    cuts = sorted({min(bound, len(text)) for bound in bounds})
    parts = [(start, end, "heading") for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    found = repaired(text, parts)
    flat = [bound for start, end, _ in found.parts for bound in (start, end)]
    assert flat == sorted(flat)
    assert all(0 <= bound <= len(found.text) for bound in flat)


@given(WORDS.map(" ".join))
def test_what_was_put_right_is_sound(text: str) -> None:
    once = repaired(text).text
    again = repaired(once)
    assert not {problem.what for problem in again.problems} - {
        "lost characters",
        "hard-wrapped lines",
        "HTML tags",
    }
    assert unicodedata.is_normalized("NFC", once) or not unicodedata.is_normalized("NFC", text)


# --- bytes


def text_of(raw: bytes, encoding: str | None = None) -> tuple[str, list[str]]:
    text, problems = decoding.text_of(BytesIO(raw), encoding)
    return text, [problem.done for problem in problems]


RUSSIAN = "Мэр сказал, что город не будет платить за паром этой зимой."


@pytest.mark.parametrize(
    ("text", "encoding", "named"),
    [
        pytest.param("The mayor: “We won’t pay.” £5, café", "utf-8", [], id="UTF-8"),
        pytest.param("The mayor: “We won’t pay.”", "utf-8-sig", [], id="with a mark"),
        pytest.param("The mayor: “We won’t pay.”", "utf-16", ["decoded as utf-16"], id="UTF-16"),
        pytest.param(
            "The mayor: “We won’t pay.”", "utf-16-be", ["decoded as utf-16-be"], id="UTF-16 without"
        ),
        pytest.param("The mayor: “We won’t pay.”", "utf-32", ["decoded as utf-32"], id="UTF-32"),
        pytest.param(
            "The mayor said: “We won’t pay.” It cost £5 – café.",
            "cp1252",
            ["decoded as windows-1252"],
            id="1252",
        ),
        pytest.param("The café on the quay is open.", "latin-1", ["decoded as windows-1252"], id="Latin-1"),
        pytest.param(RUSSIAN, "cp1251", ["decoded as windows-1251"], id="Russian"),
        pytest.param(RUSSIAN, "koi8-r", ["decoded as koi8_r"], id="Russian, KOI8"),
        pytest.param(
            "Burmistrz powiedział, że miasto nie zapłaci za prom tej zimy, choć zażądała tego rada gminy.",
            "cp1250",
            ["decoded as windows-1250"],
            id="Polish",
        ),
    ],
)
def test_bytes_are_decoded_and_what_is_not_utf_8_is_named(text: str, encoding: str, named: list[str]) -> None:
    assert text_of(text.encode(encoding)) == (text, named)
    with decoding.lines_of(BytesIO(text.encode(encoding)), None) as (lines, problems):
        assert (lines.read(), [problem.done for problem in problems]) == (text, named)


def test_an_encoding_that_is_given_serves_what_is_not_utf_8() -> None:
    assert text_of("čaj".encode("cp1250"), "cp1250") == ("čaj", ["decoded as cp1250"])
    assert text_of("čaj".encode(), "cp1250") == ("čaj", [])


def test_a_mark_of_an_encoding_that_is_given_is_no_text() -> None:
    assert text_of("\ufeff渡轮停了。\ufeff".encode("gb18030"), "gb18030") == (
        "渡轮停了。\ufeff",
        ["decoded as gb18030"],
    )
    with decoding.lines_of(BytesIO("\ufeff渡轮停了。".encode("gb18030")), "gb18030") as (lines, _):
        assert lines.read() == "渡轮停了。"


@pytest.mark.parametrize("at", [9_999, 10_000, 10_000 + (1 << 18), 10_001 + (1 << 18)])
def test_an_encoding_is_told_from_what_stands_around_a_byte_wherever_that_is_read(at: int) -> None:
    """Without the words before it nobody could tell; é of UTF-8 is cut in two by the end of a block."""
    before = ("Přímo v přístavu " * 20_000)[: at // 2].encode("cp1250") * 3
    raw = b"a" * (at - 60) + "é".encode() * 29 + b"a" + "\xe9".encode() + before
    with decoding.lines_of(BytesIO(raw), None) as (lines, problems):
        assert (lines.read(), [problem.done for problem in problems]) == text_of(raw)


def test_a_text_that_breaks_off_in_a_letter_is_no_utf_8() -> None:
    raw = "All is well at the café".encode()[:-1]
    with decoding.lines_of(BytesIO(raw), None) as (_, problems):
        assert text_of(raw)[1] == [problem.done for problem in problems] != []


def test_a_byte_far_down_decides_for_the_whole_file() -> None:
    text = "All is well in the harbour. " * 100_000 + "The café is “open”."
    with decoding.lines_of(BytesIO(text.encode("cp1252")), None) as (lines, problems):
        assert lines.read() == text
    assert [problem.done for problem in problems] == ["decoded as windows-1252"]


@pytest.mark.parametrize(
    "raw", [b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x04\x00" + bytes(range(256)) * 4]
)
def test_bytes_of_a_picture_are_no_text(raw: bytes) -> None:
    with pytest.raises(BadFile) as raised:
        text_of(raw)
    assert str(raised.value) == (
        "it is no text: byte 0 is 0x89, and no encoding fits. Is it a picture or a PDF? If it is text, say how it "
        "is encoded: encoding='windows-1252'"
    )
