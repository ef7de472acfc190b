"""The rules beside the model: their order, how sure each is, what each reads, and when each is asked."""

import re
from typing import Any

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.quotes import attributing, rules
from aleppo_analysis.quotes.clauses import clause_after, clause_before, first_subject, is_mention, tidied
from aleppo_analysis.quotes.marks import Attribution
from aleppo_analysis.quotes.rules import RULES
from aleppo_analysis.text.english import SAYING, one_of

TABLE = """
signature        articles       0.85
transcript       articles       0.60
block            articles       0.75
interview        articles       0.50
grammar          articles       0.70
in the words of  marks          0.60
with stating     marks          0.90
clause after     marks          0.65
clause before    marks          0.60
series           marks          0.60
author by        terms          0.85
author named     terms          0.45
subject before   sentences      0.50
speaker before   sentences      0.45
introduced above sentences      0.25
verb before      marks in marks 0.90
"""


def span(text: str, part: str) -> tuple[int, int]:
    return text.index(part), text.index(part) + len(part)


def said(
    text: str, content: str, cue: str | None, speaker: str | None, confidence: float = 0.8
) -> Attribution:
    """What the model might find."""
    return Attribution(
        (span(text, content),), cue and span(text, cue), speaker and span(text, speaker), "model", confidence
    )


def quotes_of(monkeypatch: pytest.MonkeyPatch, text: str, *found: Attribution) -> pd.DataFrame:
    """The rows of an article of which the model finds no more than this."""
    monkeypatch.setattr(attributing, "find_all_attributions", lambda *given: [list(found)])
    zones = pd.DataFrame({"doc_id": ["a"], "start": [0], "end": [len(text)], "zone": ["body"]})
    return aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]}), zones=zones)


def decided(quotes: pd.DataFrame) -> list[tuple[str, str | None, str | None, float | None]]:
    """Words, speaker, rule and confidence of each row, missing values as None."""
    rows = quotes[["quote", "speaker", "rule", "confidence"]].astype(object)
    return list(rows.where(rows.notna(), None).itertuples(index=False, name=None))


# -- the table -------------------------------------------------------------------------------------------


def test_the_order_and_the_shares() -> None:
    lines = [f"{rule.name:16} {rule.about:14} {rule.share:.2f}" for rule in RULES]
    assert lines == TABLE.strip().splitlines()


@pytest.mark.parametrize("told_in", [rules, aa.quotes.attribute], ids=["module", "column"])
def test_every_rule_is_told_of(told_in: Any) -> None:
    told = " ".join(str(told_in.__doc__).split())
    assert [rule.name for rule in RULES if f"`{rule.name}`" not in told] == []


ALONE = {  # the model finds nothing: (text, its rows)
    "signature": (
        "“I have never waited so long.”\n— Rana Aziz, a teacher\n\nThe line was cut.",
        [("I have never waited so long.", "Rana Aziz", "signature", 0.85)],
    ),
    "transcript": (
        "ANCHOR: How many are still there?\nHADDAD: About two hundred.\nANCHOR: Do they have water?",
        [
            ("How many are still there?", "ANCHOR", "transcript", 0.6),
            ("About two hundred.", "HADDAD", "transcript", 0.6),
            ("Do they have water?", "ANCHOR", "transcript", 0.6),
        ],
    ),
    "turns of several paragraphs": (
        "MS. DALE:  Good afternoon.\n\nQ    Is it safe?\n\nMS. DALE:  The quay is safe.\n\nIt was tested.\n\nQ    Twice?",
        [
            ("Good afternoon.", "MS. DALE", "transcript", 0.6),
            ("Is it safe?", "Q", "transcript", 0.6),
            ("The quay is safe.", "MS. DALE", "transcript", 0.6),
            ("It was tested.", "MS. DALE", "transcript", 0.6),
            ("Twice?", "Q", "transcript", 0.6),
        ],
    ),
    "a headline with a colon above a transcript": (
        "Transcript: what the port says\n\nDALE: The quay is safe.\n\nKERR: Is it?\n\nDALE: It was tested.",
        [
            ("The quay is safe.", "DALE", "transcript", 0.6),
            ("Is it?", "KERR", "transcript", 0.6),
            ("It was tested.", "DALE", "transcript", 0.6),
        ],
    ),
    "a headline with a name and a colon": (
        "Harbour: a long night\n\nDALE: The quay is safe.\n\nKERR: Is it?\n\nDALE: It was tested.",
        [
            ("The quay is safe.", "DALE", "transcript", 0.6),
            ("Is it?", "KERR", "transcript", 0.6),
            ("It was tested.", "DALE", "transcript", 0.6),
        ],
    ),
    "labels with a role": (
        "KATE ALL, PORT ANALYST: It listens to all.\n\nBEN HOLT, ANCHOR: And the cost?\n\nALL: Nobody knows.\n\nHOLT: 4:57.\n\nALL: Late.",
        [
            ("It listens to all.", "KATE ALL", "transcript", 0.6),
            ("And the cost?", "BEN HOLT", "transcript", 0.6),
            ("Nobody knows.", "ALL", "transcript", 0.6),
            ("4:57.", "HOLT", "transcript", 0.6),
            ("Late.", "ALL", "transcript", 0.6),
        ],
    ),
    "signature, with a fixed blank and a full stop": (
        "“The levees are sinking.” ―\u00a0Al B. Noon.\n\nThe line was cut.",
        [("The levees are sinking.", "Al B. Noon", "signature", 0.85)],
    ),
    "signatures in a list": (
        "• “The levees are sinking.” — Al Noon\n• “Nothing will change.” — Una Kerr",
        [
            ("The levees are sinking.", "Al Noon", "signature", 0.85),
            ("Nothing will change.", "Una Kerr", "signature", 0.85),
        ],
    ),
    "signature without a dash": (
        "“The levees are sinking.” Al Noon, engineer.\n\n“Nothing will change.” Una Kerr, fisher.",
        [
            ("The levees are sinking.", "Al Noon", "signature", 0.85),
            ("Nothing will change.", "Una Kerr", "signature", 0.85),
        ],
    ),
    "no signature: a sentence of its own": (
        "“The levees are sinking.” Al Noon, engineer, was right to worry.",
        [("The levees are sinking.", None, None, None)],
    ),
    "in the words of": (
        "The talks had, in the words of Una Kerr, become “a farce”.",
        [("a farce", "Una Kerr", "in the words of", 0.6)],
    ),
    "in her words": (
        "Una Kerr left. It had, in her words, become “unhealthy.”",
        [("unhealthy.", "her", "in the words of", 0.6)],
    ),
    "with stating": (
        "The port quoted Al Noon and Una Kerr, with Kerr stating: “Nothing will change.”",
        [("Nothing will change.", "Kerr", "with stating", 0.9)],
    ),
    "no with stating: of another verb": (
        "It fell to her, with Kerr calling for “more boats”.",
        [("more boats", None, None, None)],
    ),
    "grammar": (
        "Three bridges were closed on Friday, the port agency reported.",
        [("Three bridges were closed on Friday", "the port agency", "grammar", 0.7)],
    ),
    "clause after": (
        "“No one shall be turned away,” the charter states.",
        [("No one shall be turned away,", "the charter", "clause after", 0.65)],
    ),
    "clause before": (
        "A sign at the gate read: “Closed until further notice.”",
        [("Closed until further notice.", "A sign at the gate", "clause before", 0.6)],
    ),
    "author by, after": (
        "The pause, described as “generous” by the ministry, ended.",
        [("generous", "the ministry", "author by", 0.85)],
    ),
    "author by, with what he is": (
        "It was hailed by Al Noon, the port's engineer, as a “runaway victory”.",
        [("runaway victory", "Al Noon", "author by", 0.85)],
    ),
    "author named, of two verbs the nearer": (
        "The march was called by the union against what the port describes as a “free move”.",
        [("free move", "the port", "author named", 0.45)],
    ),
    "in the words of, after": (
        "It was “a farce”, in the words of one old hand.",
        [("a farce", "one old hand", "in the words of", 0.6)],
    ),
    "in the words of a role and a name": (
        "In the words of coach Una Kerr, the loss was “a gift”.",
        [("a gift", "coach Una Kerr", "in the words of", 0.6)],
    ),
    "block": (
        "In a post, Una Kerr wrote:\n\nThe port is shut. Do not come.\n\nMany read it.",
        [("The port is shut. Do not come.", "Una Kerr", "block", 0.75)],
    ),
    "block set as quoted": (
        "The port said in a letter:\n\n> We have opened an inquiry.\n\nMany read it.",
        [("We have opened an inquiry.", "The port", "block", 0.75)],
    ),
    "no block: a list": ("The port said:\n\n- We have opened an inquiry.\n\nMany read it.", []),
    "interview": (
        "Una Kerr has sailed for years.\n\nHow did you begin?\n\n“As a girl.”\n\nAnd the worst?\n\n“The fog.”",
        [("As a girl.", "Una Kerr", "interview", 0.5), ("The fog.", "Una Kerr", "interview", 0.5)],
    ),
    "no interview: one question": (
        "Una Kerr has sailed for years.\n\nHow did you begin?\n\n“As a girl.”",
        [("As a girl.", None, None, None)],
    ),
    "subject before": (
        "Asked of the price, Una Kerr shrugged. “It is what it is.”",
        [("It is what it is.", "Una Kerr", "subject before", 0.5)],
    ),
    "subject with what he is": (
        "Asked of the price, the landlord, Al Noon, shrugged. “It is what it is.”",
        [("It is what it is.", "the landlord, Al Noon", "subject before", 0.5)],
    ),
    "subject with what he is, and his age": (
        "Asked of the price, the landlord, Al Noon, 60, shrugged. “It is what it is.”",
        [("It is what it is.", "the landlord, Al Noon, 60", "subject before", 0.5)],
    ),
    "subject of a question": (
        "Was she sorry? “Not for a minute.”",
        [("Not for a minute.", "she", "subject before", 0.5)],
    ),
    "subject of a gesture": (
        "Her brother nods. “It was a bad one.”",
        [("It was a bad one.", "Her brother", "subject before", 0.5)],
    ),
    "no subject before: a thing": (
        "The boat sank. “It was a bad one.”",
        [("It was a bad one.", None, None, None)],
    ),
    "introduced above": (
        "Dr Salma Karam has worked there for years.\n\n“We boil everything.”",
        [("We boil everything.", "Dr Salma Karam", "introduced above", 0.25)],
    ),
}


@pytest.mark.parametrize("rule", ALONE)
def test_each_rule_decides_a_row(monkeypatch: pytest.MonkeyPatch, rule: str) -> None:
    text, expected = ALONE[rule]
    assert decided(quotes_of(monkeypatch, text)) == expected


def test_who_was_quoted_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We ran,” said Ann Lee.\n\n“It was dark.”\n\nNobody spoke.\n\n“It was cold.”\n\n“It was late.”"
    rows = decided(quotes_of(monkeypatch, text, said(text, "“We ran,”", "said", "Ann Lee")))
    assert rows == [
        ("We ran,", "Ann Lee", "model", 0.8),
        ("It was dark.", "Ann Lee", "speaker before", 0.45),
        ("It was cold.", None, None, None),  # two paragraphs from the last clause, and so on
        ("It was late.", None, None, None),
    ]


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("“It was hard,” said Una Kerr, and “nobody knew the way”.", True),
        ("“It was hard,” said Una Kerr. Aho left, and “nobody knew the way”.", False),
    ],
)
def test_marks_go_on_after_and(monkeypatch: pytest.MonkeyPatch, text: str, goes_on: bool) -> None:
    first = text[1 : text.index("”")]
    rows = decided(quotes_of(monkeypatch, text, said(text, first, "said", "Una Kerr")))
    expected = ("nobody knew the way", "Una Kerr", "series", 0.6)
    assert (rows[-1] == expected) is goes_on


@pytest.mark.parametrize(
    ("text", "content", "cue", "speaker"),
    [
        ("Dora Pell is said to be the only one.", "to be the only one", "said", "Dora Pell"),
        ("Dora Pell is said to be the only one.", "to be the only one", "is said", "Dora Pell"),
        ("Experience shows that dams break.", "that dams break", "shows", "Experience"),
    ],
)
def test_what_is_said_of_somebody_is_said_by_nobody(
    monkeypatch: pytest.MonkeyPatch, text: str, content: str, cue: str, speaker: str
) -> None:
    assert decided(quotes_of(monkeypatch, text, said(text, content, cue, speaker))) == []


@pytest.mark.parametrize(("confidence", "rule"), [(0.5, "speaker before"), (0.49, None)])
def test_a_doubtful_speaker_does_not_go_on(
    monkeypatch: pytest.MonkeyPatch, confidence: float, rule: str | None
) -> None:
    text = "“We ran to the boat”, Ann Lee.\n\n“It was dark.”"
    found = said(text, "“We ran to the boat”", ",", "Ann Lee", confidence)
    assert decided(quotes_of(monkeypatch, text, found))[1][2] == rule


COMMAS = {  # few words before a comma may be a name in a list
    "“Salt Road,” barked the crowd.": "the crowd",
    "Then “Salt Road,” barked the crowd.": None,
    "Then “Salt Road,” said the crowd.": "the crowd",
    "Then “we are all still here,” barked the crowd.": "the crowd",
}


@pytest.mark.parametrize(("text", "speaker"), COMMAS.items(), ids=COMMAS)
def test_after_few_words_a_verb_of_saying_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, text: str, speaker: str | None
) -> None:
    (row,) = decided(quotes_of(monkeypatch, text))
    assert row[1] == speaker


def test_somebody_is_quoted_inside_a_quotation(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“And the guard said, ‘Go home,’ so I went,” said Ann Lee."
    whole = "“And the guard said, ‘Go home,’ so I went,”"
    rows = decided(quotes_of(monkeypatch, text, said(text, whole, " said ", "Ann Lee")))
    assert rows[1] == ("Go home,", "the guard", "verb before", 0.9)


# -- when a rule is asked --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("confidence", "rule"), [(0.64, "clause after"), (0.65, "model"), (0.9, "model")], ids=str
)
def test_the_surer_of_model_and_rule_speaks(
    monkeypatch: pytest.MonkeyPatch, confidence: float, rule: str
) -> None:
    text = "Mia Orr left. “It is over,” the crowd roared."
    rows = decided(quotes_of(monkeypatch, text, said(text, "“It is over,”", None, "Mia Orr", confidence)))
    assert rows == [
        ("It is over,", {"model": "Mia Orr", "clause after": "the crowd"}[rule], rule, max(confidence, 0.65))
    ]


def test_a_rule_that_names_the_same_speaker_makes_the_model_as_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“It is over,” said the mayor, Mia Orr."
    found = said(text, "“It is over,”", "said", "the mayor, Mia Orr", 0.3)
    assert decided(quotes_of(monkeypatch, text, found)) == [
        ("It is over,", "the mayor, Mia Orr", "model", 0.65)
    ]


def test_words_of_another_speaker_are_a_group_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Lee said they had met, with Kerr saying “the talks are dead”."
    found = said(text, "they had met, with Kerr saying “the talks are dead”", "said", "Lee")
    assert quotes_of(monkeypatch, text, found)[["speaker", "quote_group"]].values.tolist() == [
        ["Lee", "a:g1"],
        ["Kerr", "a:g2"],
    ]


@pytest.mark.parametrize("content", ["I waited for a bus.", "“I waited for a bus.”"])
def test_a_signature_goes_before_the_model(monkeypatch: pytest.MonkeyPatch, content: str) -> None:
    text = "Ann Lee laughed.\n\n“I waited for a bus.” ― Rana Aziz\n\nThe line was cut."
    rows = decided(quotes_of(monkeypatch, text, said(text, content, None, "Ann Lee", 0.99)))
    assert rows == [("I waited for a bus.", "Rana Aziz", "signature", 0.85)]


PAIRS = [("Rana Aziz", "We waited."), ("Sami Bakri", "Nobody came."), ("Lea Dahan", "I walked.")]
LETTERS = {
    "names above": ([f"{who}, 40\n\n“{words}”" for who, words in PAIRS], [who for who, _ in PAIRS]),
    "names below": ([f"“{words}”\n{who}, London" for who, words in PAIRS], [who for who, _ in PAIRS]),
    "two are too few": ([f"“{words}”\n{who}, London" for who, words in PAIRS[:2]], []),
    "no names": ([f"Nobody came for {who}\n\n“{words}”" for who, words in PAIRS], []),
}


@pytest.mark.parametrize(("parts", "speakers"), LETTERS.values(), ids=LETTERS)
def test_names_on_lines_of_their_own_count_from_three(
    monkeypatch: pytest.MonkeyPatch, parts: list[str], speakers: list[str]
) -> None:
    rows = decided(quotes_of(monkeypatch, "\n\n".join(parts)))
    assert [speaker for _, speaker, rule, _ in rows if rule == "signature"] == speakers


TALKS = {  # lines, and who speaks them
    "names that are short below": (["ANN ALL, ANALYST: It hears.", "BEN HOLT, HOST: And?", "ALL: No.", "HOLT: So."], ["ANN ALL", "BEN HOLT", "ALL", "HOLT"]),
    "questions without a colon": (["Q Why was it shut?", "THE AIDE: It was old.", "Q Who pays?"], ["Q", "THE AIDE", "Q"]),
    "offices": (["Ms Finn (Holm) (Ind): Will it open?", "Minister for Roads (Jane Ames): It will.", "Ms Finn: When?"], ["Ms Finn", "Minister for Roads", "Ms Finn"]),
    "numbers": (["SPEAKER 1: Who has it?", "SPEAKER 2: Ask Ben.", "SPEAKER 1: Ben left."], ["SPEAKER 1", "SPEAKER 2", "SPEAKER 1"]),
    "in square brackets": (["[HOST] What now?", "[GUEST] We wait.", "[HOST] How long?"], ["HOST", "GUEST", "HOST"]),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "speakers"), TALKS.values(), ids=TALKS)
def test_labels_of_turns(monkeypatch: pytest.MonkeyPatch, lines: list[str], speakers: list[str]) -> None:
    rows = decided(quotes_of(monkeypatch, "\n\n".join(lines)))
    assert [(rule, speaker) for _, speaker, rule, _ in rows] == [("transcript", who) for who in speakers]


NO_TALK = {
    "links between paragraphs": (
        "WATCH BELOW: The best of the night\n\nThe night was long.\n\nLOOK: The worst of it\n\n"
        "It went on.\n\nWATCH BELOW: The rest of the night"
    ),
    "nobody speaks again": "Ann: We can go on.\nBea: They cannot.\nCleo: That is so.",
    "one speaker": "Ann: We can go on.\nAnn: They cannot.\nAnn: That is so.",
    "two lines": "Ann: We can go on.\nBea: They cannot.",
}


@pytest.mark.parametrize("text", NO_TALK.values(), ids=NO_TALK)
def test_lines_with_labels_are_no_transcript(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert quotes_of(monkeypatch, text).empty


def test_a_transcript_takes_the_place_of_what_covers_half_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Q: What did Ann Lee say?\nA: She said that the gate was open.\nQ: Was it?"
    whole = said(text, "She said that the gate was open", None, "Ann Lee")
    part = said(text, "the gate", "said", "She")
    rows = decided(quotes_of(monkeypatch, text, whole, part))
    assert [(words, rule) for words, _, rule, _ in rows] == [
        ("What did Ann Lee say?", "transcript"),
        ("She said that the gate was open.", "transcript"),
        ("the gate", "model"),
        ("Was it?", "transcript"),
    ]


GRAMMAR = {  # (sentence, what the model finds of it, the row)
    "agency at the end": (
        "The gates of the dam were opened at dawn, the agency said.",
        None,
        ("The gates of the dam were opened at dawn", "the agency"),
    ),
    "according to, first": (
        "According to monitors, the truce has failed.",
        None,
        ("the truce has failed", "monitors"),
    ),
    "according to, last": (
        "The truce has failed according to monitors.",
        None,
        ("The truce has failed", "monitors"),
    ),
    "that": (
        "The letter of the doctors warns that insulin will run out.",
        None,
        ("insulin will run out", "The letter of the doctors"),
    ),
    "a fragment": (
        "The gates of the dam were opened at dawn, the agency said.",
        "opened at dawn",
        ("The gates of the dam were opened at dawn", "the agency"),
    ),
    "most of it": (
        "The gates of the dam were opened at dawn, the agency said.",
        "of the dam were opened at",  # 25 of 40 characters
        ("of the dam were opened at", "the agency"),
    ),
    "passive": ("The doctors were told that insulin would run out.", None, None),
}


@pytest.mark.parametrize(("text", "content", "row"), GRAMMAR.values(), ids=GRAMMAR)
def test_plain_forms_of_reported_words(
    monkeypatch: pytest.MonkeyPatch, text: str, content: str | None, row: tuple[str, str] | None
) -> None:
    found = [said(text, content, "said", "the agency")] if content else []
    assert [each[:2] for each in decided(quotes_of(monkeypatch, text, *found))] == ([row] if row else [])


def test_a_fragment_behind_its_verb_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "According to monitors, the truce of Monday has failed."
    quotes = quotes_of(monkeypatch, text, said(text, "has failed", "According to", "monitors"))
    assert decided(quotes) == [("has failed", "monitors", "model", 0.8)]


AUTHORS = {
    "by, after": ("It ended, described as “generous” by the port and its allies, at six.", "the port and its allies"),
    "by, before two": ("The bid was called “brave” by the Trust and “mad” by the Club.", "the Trust"),
    "by, before": ("The pause was hailed by the port as a “gift”.", "the port"),
    "as somebody calls it": ("The “mercy lull”, as the ministry calls it, ended.", "the ministry"),
    "subject": ("The port called it “a trick”.", "The port"),
    "passive": ("The pause was called “a trick”.", None),
    "known as": ("A hill known as “the Nose” was taken.", None),
    "referred to as": ("After May, Bell had a third boat, the one referred to as “our child”.", None),
    "what is described": ("It ended what the port described as “a truce”.", "the port"),
    "a name": ("Bell left a day after the firm withdrew an app called “Port Watch”.", None),
    "a clause": ("He signed the act and activated the old bill that described them as “a pest”.", None),
    "half a phrase": ("Having called it “a trick”, they left.", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "author"), AUTHORS.values(), ids=AUTHORS)
def test_authors_of_terms(monkeypatch: pytest.MonkeyPatch, text: str, author: str | None) -> None:
    row = quotes_of(monkeypatch, text).iloc[0]
    assert (row["use"], None if pd.isna(row["speaker"]) else row["speaker"]) == ("term", author)


INTRODUCED = {
    "name first": ("Yusuf Demir, the harbour master, spoke up.", "Yusuf Demir, the harbour master"),
    "role first": ("The envoy, Carla Rossi, spoke to reporters.", "The envoy, Carla Rossi"),
    "last sentence": ("Ann Lee came in. Carla de Rossi waited.", "Carla de Rossi"),
    "no full name": ("The harbour master spoke up.", None),
    "somebody's": ("Yusuf Demir’s strategy failed.", None),
    "a condition": ("If Yusuf Demir wins, the port stays.", None),
    "nobody acts": ("Rain fell.", None),
}


@pytest.mark.parametrize(("above", "speaker"), INTRODUCED.values(), ids=INTRODUCED)
def test_whom_the_paragraph_above_is_about(
    monkeypatch: pytest.MonkeyPatch, above: str, speaker: str | None
) -> None:
    (row,) = decided(quotes_of(monkeypatch, f"{above}\n\n“The crane is broken.”"))
    assert row[1] == speaker


@pytest.mark.parametrize(
    "line", ["“We have waited for the boat and” nothing came", "The horn blew. “The crane is broken.”"]
)
def test_only_a_paragraph_that_is_a_sentence_is_introduced(
    monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    rows = quotes_of(monkeypatch, f"The envoy, Yusuf Demir, spoke up.\n\n{line}")
    assert rows["use_rule"].tolist() == ["sentence by itself"]
    assert rows["speaker"].isna().all()


# -- how clauses are read --------------------------------------------------------------------------------

AFTER = {
    "verb, name": ("We ran,", " complained shopkeeper Walid Darwish.", ("complained", "shopkeeper Walid Darwish")),
    "name, verb": ("We ran,", " an army loudspeaker blared.", ("blared", "an army loudspeaker")),
    "name of another kind of saying": ("We ran,", " echoes Walid Darwish.", ("echoes", "Walid Darwish")),
    "long apposition": (
        "We ran,",
        " Walid Darwish, the founder of Nets.example and the man behind the first of the floating markets, said on Monday.",
        ("said", "Walid Darwish, the founder of Nets.example and the man behind the first of the floating markets,"),
    ),
    "comma outside": ("We ran", ", said the port.", ("said", "the port")),
    "before a colon": ("No one is coming", ": last doctor pleads for help", ("pleads", "last doctor")),
    "any verb of the past": ("We ran,", " he barked at us.", ("barked", "he")),
    "a verb of saying is asked for": ("Salt Road,", " opened the season.", None),
    "ends before a preposition": ("Why?", " asked Ann Lee of the port.", ("asked", "Ann Lee of the port")),
    "a new sentence": ("Why?", " The mayor asked.", None),
    "a sentence inside": ("We ran.", " the mayor asked.", None),
    "participle": ("We ran,", " adding that it was late", None),
}  # fmt: skip


@pytest.mark.parametrize(("quoted", "after", "expected"), AFTER.values(), ids=AFTER)
def test_the_clause_after(quoted: str, after: str, expected: tuple[str, str] | None) -> None:
    clause = clause_after(quoted, after, only_saying=quoted == "Salt Road,")
    words = clause and tuple(bounds and after[slice(*bounds)] for bounds in clause)
    assert words == expected


BEFORE = {
    "verb": ("The charter of 1990 says: ", ("says", "The charter of 1990")),
    "apposition": ("Ann Lee, an aide, said: ", ("said", "Ann Lee, an aide")),
    "words after the verb": ("Ann Lee told the town hall ", ("told", "Ann Lee")),
    "participle": ("Ann Lee turned away, adding: ", ("adding", "Ann Lee")),
    "two verbs": ("He opened the door and said: ", ("said", "He")),
    "auxiliaries": ("Ann Lee has also repeatedly said: ", ("said", "Ann Lee")),
    "relative": ("It was Ann Lee, who said: ", ("said", "It")),
    "last sentence": ("The mayor left. Ann Lee said: ", ("said", "Ann Lee")),
    "on a sign": ("Dockers carried banners reading, ", ("reading", "Dockers")),
    "indented": (" Una Kerr sums it up: ", (None, "Una Kerr")),
    "colon": ("The guard was blunt: ", (None, "The guard")),
    "passive": ("Ann Lee was told: ", None),
    "nothing leads in": ("It was late. ", None),
}


@pytest.mark.parametrize(("before", "expected"), BEFORE.values(), ids=BEFORE)
def test_the_clause_before(before: str, expected: tuple[str | None, str] | None) -> None:
    clause = clause_before(before)
    assert (clause and tuple(bounds and before[slice(*bounds)] for bounds in clause)) == expected


def test_a_subject_ends_before_a_verb_or_a_preposition() -> None:
    for text, subject in {
        "Gen. Ilyas Rahal was there.": "Gen. Ilyas Rahal",
        "The mayor of the port arrived.": "The mayor of the port",
        "Officials in the port said so.": "Officials",
        "In a post on Monday, Ann Lee, an aide, said so.": "Ann Lee, an aide",
    }.items():
        assert text[slice(*(first_subject(text) or (0, 0)))] == subject


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("the mayor, Mia Orr", True),
        ("protesters", True),
        ("last doctor in the valley", True),
        ("the port will", False),
        ("says she", False),
        ("at one point", False),
        ("having", False),
        ("the mayor and", False),
        ("Here", False),
    ],
)
def test_a_mention_is_a_noun_phrase(words: str, expected: bool) -> None:
    assert is_mention(words) == expected


TIDY = {  # (text, what the model has as speaker, cue then, speaker then)
    "edges": ("It fell, but Ann Lee, who said it left.", "but Ann Lee, who", "said", "Ann Lee"),
    "own verb": ("the agency said on Monday it fell", "the agency said on Monday", "said", "the agency"),
    "relative clause": ("It fell, said Ann Lee, 43, who lives here.", "who lives here", "said", "Ann Lee, 43"),
    "clause after a comma": ("It fell, said Ann Lee, who, with us, left.", "with us, left", "said", "Ann Lee"),
    "bracket": ("It fell, said Ann Lee (Port).", "Ann Lee (Port", "said", "Ann Lee (Port)"),
    "nothing is left": ("It fell, said , but", ", but", "said", None),
}  # fmt: skip


@pytest.mark.parametrize(("text", "speaker", "cue", "tidy"), TIDY.values(), ids=TIDY)
def test_mentions_are_trimmed(text: str, speaker: str, cue: str, tidy: str | None) -> None:
    found = tidied(text, said(text, "fell", "said", speaker))
    assert found.cue and text[slice(*found.cue)] == cue
    assert (found.speaker and text[slice(*found.speaker)]) == tidy


@pytest.mark.parametrize(
    ("text", "speaker", "cue", "tidy"),
    [
        ("Ms. May warned that it fell.", "Ms.", "May warned", ("Ms. May", "warned")),
        ("It fell, Ann Lee was told.", "Ann Lee", "was told", (None, "was told")),
        ("Ann Lee was told by the port that it fell.", "Ann Lee", "told", ("the port", "told")),
        ("Ann Lee has told that it fell.", "Ann Lee", "has told", ("Ann Lee", "has told")),
    ],
    ids=["title parted from its name", "who is told", "who is told, and by whom", "who tells"],
)
def test_cues_are_read(text: str, speaker: str, cue: str, tidy: tuple[str | None, str]) -> None:
    found = tidied(text, said(text, "it fell" if "it fell" in text else "It fell", cue, speaker))
    assert (found.speaker and text[slice(*found.speaker)], text[slice(*(found.cue or (0, 0)))]) == tidy


def test_content_that_is_but_the_speaker_is_left_out() -> None:
    text = "It fell, said Ann Lee."
    found = said(text, "It fell", "said", "Ann Lee")
    both = found._replace(content=(*found.content, span(text, "Ann"), span(text, "said")))
    assert tidied(text, both).content == found.content


def test_a_headline_that_names_a_place_gives_it_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    for text, n in {
        "Port: crews refuse offer\n\nThe crews in Port left.": 0,
        "Envoy: crews refuse offer\n\nThe crews left.": 1,
    }.items():
        speaker = text[: text.index(":")]
        found = [said(text, "crews refuse offer", ":", speaker)]
        monkeypatch.setattr(attributing, "find_all_attributions", lambda *given, found=found: [found])
        assert len(aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]}))) == n


def test_longer_words_are_tried_first() -> None:
    assert one_of("be ask asked") == "(?:b(?:e)|a(?:sked|sk))"
    assert re.fullmatch(SAYING, "claims") and not re.fullmatch(SAYING, "claim")


def test_a_rule_that_agrees_with_the_model_ends_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ann Lee said: “The dam will hold for many years,” added Bob Stone."
    found = said(text, "“The dam will hold for many years,”", "added", "Bob Stone", 0.5)
    assert decided(quotes_of(monkeypatch, text, found)) == [
        ("The dam will hold for many years,", "Bob Stone", "model", 0.65)
    ]


def test_who_is_named_in_a_turn_is_named_without_its_label(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "DALE: The quay is safe.\n\nQ The council says it leaks. Who is right?\n\nDALE: Ask them."
    found = said(text, "it leaks", "says", "Q The council")
    rows = decided(quotes_of(monkeypatch, text, found))
    assert ("it leaks", "The council", "model", 0.8) in rows
