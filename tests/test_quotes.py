"""Quotations and their speakers: one invented text a style, with the reading a person gives it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.quotes import attributing as quotes
from aleppo_analysis.quotes.marks import Attribution
from aleppo_analysis.quotes.rows import is_inside
from aleppo_analysis.quotes.use import NOBODYS, USES

COLUMNS = [
    "quote_id",
    "quote_group",
    "doc_id",
    "start",
    "end",
    "quote",
    "kind",
    "use",
    "use_rule",
    "is_closed",
    "cue",
    "cue_start",
    "cue_end",
    "act",
    "speaker",
    "speaker_start",
    "speaker_end",
    "rule",
    "confidence",
]


def quotes_of(*texts: str | None) -> pd.DataFrame:
    articles = pd.DataFrame({"doc_id": [f"a{i}" for i in range(len(texts))], "text": texts})
    zones = pd.DataFrame({"doc_id": ["a0"], "start": [0], "end": [len(texts[0] or "")], "zone": ["body"]})
    return aa.quotes.attribute(articles, zones=zones)


# -- one style a line: (text, [(words of the unit, kind, part of the speaker's mention or None, part of the cue or None)])
Unit = tuple[str, str, str | None, str | None]

STYLES: dict[str, tuple[str, list[Unit]]] = {
    "said-inversion": (
        "“The bakery has flour for two days,” said Lina Haddad, who runs it.",
        [("The bakery has flour for two days,", "direct", "Lina Haddad", "said")],
    ),
    "speaker first": (
        "Lina Haddad said: “The bakery has flour for two days.”",
        [("The bakery has flour for two days.", "direct", "Lina Haddad", "said")],
    ),
    "pronoun": (
        "Karim Nassar left the town in May. “The road was open then,” he said.",
        [("The road was open then,", "direct", "he", "said")],
    ),
    "straight marks": (
        'The mayor, Omar Saleh, visited the camp. "Winter will be hard here," he said.',
        [("Winter will be hard here,", "direct", "he", "said")],
    ),
    "doubled marks": (
        "''Winter will be hard here,'' said the mayor.",
        [("Winter will be hard here,", "direct", "mayor", "said")],
    ),
    "backquotes": (
        "``Winter will be hard here,'' said the mayor.",
        [("Winter will be hard here,", "direct", "mayor", "said")],
    ),
    "British single": (
        "‘The rebels’ lorries don’t stop here,’ said Farah Aziz, a teacher.",
        [("The rebels’ lorries don’t stop here,", "direct", "Farah Aziz", "said")],
    ),
    "British straight single": (
        "'The rebels' lorries don't stop here any more,' said Farah Aziz, a teacher.",
        [("The rebels' lorries don't stop here any more,", "direct", "Farah Aziz", "said")],
    ),
    "possessives are no marks": (
        "The farmers’ union and the drivers’ union met in O’Brien’s hall, a relic of the ’60s.",
        [],
    ),
    "guillemets": (
        "«The bridge is closed to lorries», said Marie Laurent, the prefect.",
        [("The bridge is closed to lorries", "direct", "Marie Laurent", "said")],
    ),
    "low and high marks": (
        "„The bridge is closed to lorries“, said Marie Laurent, the prefect.",
        [("The bridge is closed to lorries", "direct", "Marie Laurent", "said")],
    ),
    "missing closing mark": (
        "“We waited for eleven hours, said Karim Nassar.",
        [("We waited for eleven hours,", "direct", "Karim Nassar", "said")],
    ),
    "split quotation": (
        "“The well is dry,” Hassan Omari said, “and the tanker comes on Fridays.”",
        [
            ("The well is dry,", "direct", "Hassan Omari", "said"),
            ("and the tanker comes on Fridays.", "direct", "Hassan Omari", "said"),
        ],
    ),
    "split over two sentences": (
        "“The well is dry,” Hassan Omari said. “The tanker comes on Fridays.”",
        [
            ("The well is dry,", "direct", "Hassan Omari", "said"),
            ("The tanker comes on Fridays.", "direct", "Hassan Omari", None),
        ],
    ),
    "colon without verb": (
        "Hassan Omari, a farmer: “The well has been dry since June.”",
        [("The well has been dry since June.", "direct", "Hassan Omari", None)],
    ),
    "according to, with marks": (
        "The harvest was “the worst in thirty years”, according to Hassan Omari.",
        [("the worst in thirty years", "mixed", "Hassan Omari", "ccording to")],
    ),
    "according to, without marks": (
        "According to the water board, the lake has lost a third of its depth.",
        [("the lake has lost a third of its depth", "indirect", "water board", "ccording to")],
    ),
    "participle": (
        "Hassan Omari walked out of the meeting, adding that nobody had listened to the farmers.",
        [("nobody had listened to the farmers", "indirect", "Hassan Omari", "adding")],
    ),
    "coordinated cues": (
        "Lina Haddad thanked the drivers and said the ovens would be lit again on Monday.",
        [("the ovens would be lit again on Monday", "indirect", "Lina Haddad", "said")],
    ),
    "speaker in the paragraph before": (
        "Dr Salma Karam has worked in the clinic for nine years.\n\n“We sterilise everything with boiling water.”",
        [("We sterilise everything with boiling water.", "direct", "Salma Karam", None)],
    ),
    "statement introduced, then quoted": (
        "Yusuf Demir, the harbour master, issued a statement on the delay.\n\n"
        "“The crane is broken and the spare part is at sea. We ask for patience.”",
        [
            (
                "The crane is broken and the spare part is at sea. We ask for patience.",
                "direct",
                "Yusuf Demir",
                None,
            )
        ],
    ),
    "follow-on paragraphs": (
        "“We left before dawn,” said Rana Khoury. “It was raining.\n\n"
        "“My son carried the radio. I carried the cat.\n\n"
        "“Nobody stopped us.”",
        [
            ("We left before dawn,", "direct", "Rana Khoury", "said"),
            ("It was raining.", "direct", "Rana Khoury", None),
            ("My son carried the radio. I carried the cat.", "direct", "Rana Khoury", None),
            ("Nobody stopped us.", "direct", "Rana Khoury", None),
        ],
    ),
    "next paragraph without a cue": (
        "“The school has no roof,” said Nadia Farouk, its head.\n\n“We teach in the cellar when the sky is clear.”",
        [
            ("The school has no roof,", "direct", "Nadia Farouk", "said"),
            ("We teach in the cellar when the sky is clear.", "direct", "Nadia Farouk", None),
        ],
    ),
    "transcript with names": (
        "ANCHOR: How many families are still there?\n"
        "HADDAD: About two hundred, most of them on the upper floors.\n"
        "ANCHOR: And do they have water?\n"
        "HADDAD: Twice a week, if the pump works.",
        [
            ("How many families are still there?", "direct", "ANCHOR", None),
            ("About two hundred, most of them on the upper floors.", "direct", "HADDAD", None),
            ("And do they have water?", "direct", "ANCHOR", None),
            ("Twice a week, if the pump works.", "direct", "HADDAD", None),
        ],
    ),
    "question and answer": (
        "Q: Why did the talks stop?\nA: The delegates could not agree on a room.\n"
        "Q: Will they meet again?\nA: In the spring, I hope.",
        [
            ("Why did the talks stop?", "direct", "Q", None),
            ("The delegates could not agree on a room.", "direct", "A", None),
            ("Will they meet again?", "direct", "Q", None),
            ("In the spring, I hope.", "direct", "A", None),
        ],
    ),
    "speech in speech": (
        "“The guard told me, ‘Go home and wait,’ so I went home,” said Huda Mansour.",
        [
            ("The guard told me, ‘Go home and wait,’ so I went home,", "direct", "Huda Mansour", "said"),
            ("Go home and wait,", "direct", "The guard", "told"),
        ],
    ),
    "nested attribution": (
        "The envoy said that the governor had promised to reopen the crossing by Sunday.",
        [("the governor had promised to reopen the crossing by Sunday", "indirect", "The envoy", "said")],
    ),
    "document": (
        "The report says the dam lost half of its gates in the flood.",
        [("the dam lost half of its gates in the flood", "indirect", "The report", "says")],
    ),
    "document with marks": (
        "“Visitors must leave by sunset,” read a notice on the gate.",
        [("Visitors must leave by sunset,", "direct", "a notice", "read")],
    ),
    "loudspeaker": (
        "“Stay in your houses until noon,” a loudspeaker on the minaret repeated.",
        [("Stay in your houses until noon,", "direct", "loudspeaker", "repeated")],
    ),
    "crowd": (
        "“Open the gates,” the crowd chanted outside the ministry.",
        [("Open the gates,", "direct", "the crowd", "chanted")],
    ),
    "apposition with other names": (
        "“The convoy never arrived,” said Samir Qasim, an aide to the governor, Tarek Abboud, and cousin of "
        "General Ilyas Rahal.",
        [("The convoy never arrived,", "direct", "Samir Qasim", "said")],
    ),
    "apposition between name and verb": (
        "Samir Qasim, an aide to the governor Tarek Abboud, said: “The convoy never arrived at the depot.”",
        [("The convoy never arrived at the depot.", "direct", "Samir Qasim", "said")],
    ),
    "two speakers in a sentence": (
        "“We signed it,” said Omar Saleh, while Farah Aziz insisted: “Nobody has signed anything yet.”",
        [
            ("We signed it,", "direct", "Omar Saleh", "said"),
            ("Nobody has signed anything yet.", "direct", "Farah Aziz", "insisted"),
        ],
    ),
    "reported with that": (
        "The spokeswoman said on Tuesday that the airport would stay shut for a week.",
        [("the airport would stay shut for a week", "indirect", "spokeswoman", "said")],
    ),
    "reported without that": (
        "Residents say the power comes on at midnight.",
        [("the power comes on at midnight", "indirect", "Residents", "say")],
    ),
    "agency at the end": (
        "Three bridges over the river were closed on Friday, Reuters reported.",
        [("Three bridges over the river were closed on Friday", "indirect", "Reuters", "reported")],
    ),
    "headline with colon": (
        "Governor: “The dam will hold through the winter”",
        [("The dam will hold through the winter", "direct", "Governor", None)],
    ),
    "headline with words in marks": (
        "Minister: truce 'is over' as shells hit harbour",
        [("is over", "direct", "Minister", None)],
    ),
    "words in marks within reported speech": (
        "Farah Aziz said the offer was “a bad joke” and that nobody would take it.",
        [("a bad joke", "mixed", "Farah Aziz", "said")],
    ),
}


@pytest.mark.parametrize(("text", "expected"), STYLES.values(), ids=STYLES)
def test_styles_of_news(text: str, expected: list[Unit]) -> None:
    quotes = quotes_of(text)
    if not expected:
        assert quotes.empty
    for words, kind, speaker, cue in expected:
        unit = quotes[quotes["quote"].str.contains(words, regex=False) & (quotes["kind"] == kind)]
        assert len(unit), f"no {kind} unit {words!r} in {quotes['quote'].tolist()}"
        found = unit.iloc[-1]
        assert found["use"] == "speech"
        assert speaker is None or speaker in str(found["speaker"])
        assert cue is None or cue in str(found["cue"])


# A second text for the styles: (text, [(beginning of the unit, part of the speaker's mention or None for no speech)])
AGAIN: dict[str, tuple[str, list[tuple[str, str | None]]]] = {
    "British single, two quotations": (
        "‘They took the sheep at night,’ Bashir told the paper. ‘We found the shepherds’ coats by the well.’",
        [("They took", "Bashir"), ("We found", "Bashir")],
    ),
    "British single, a phrase": (
        "The council’s lawyers said the villagers’ claim was ‘without any merit’.",
        [("without any merit", "lawyers")],
    ),
    "British single beside Mr and possessive": (
        "Mr O’Hara, 61, said: ‘It’s the drivers’ strike that worries me, not the snow.’",
        [("It’s the drivers", "O’Hara")],
    ),
    "straight single beside contractions": (
        "'I'd seen the soldiers' trucks before,' said Mariam, 34. 'They came back at dusk.'",
        [("I'd seen", "Mariam"), ("They came back", "Mariam")],
    ),
    "single marks at a distance": (
        "The army’s ‘safe corridor’ was shelled twice, residents said.",
        [("safe corridor", None)],
    ),
    "guillemets with spaces": (
        "« Nous restons », a dit le maire. The mayor, Jean Petit, added: « No one leaves before the harvest. »",
        [("No one leaves", "Jean Petit")],
    ),
    "guillemets turned round": (
        "»We have bread for a week«, baker Anton Weiss told reporters.",
        [("We have bread", "Anton Weiss")],
    ),
    "low and high marks beside a name in marks": (
        "„Die Brücke“ reopened on Monday. „It will carry lorries again by spring“, engineer Petra Lang said.",
        [("It will carry", "Petra Lang")],
    ),
    "missing closing mark before a name and verb": (
        "“The hospital lost power at four, Dr Amal Sabbagh said. Two babies were moved by hand.",
        [("The hospital lost", "Amal Sabbagh")],
    ),
    "inversion, rare verb and role": (
        "“Nobody asked us,” complained shopkeeper Walid Darwish.",
        [("Nobody asked", "Walid Darwish")],
    ),
    "inversion, role and day": (
        "“There will be no second offer,” warned Foreign Minister Elena Petrova on Tuesday.",
        [("There will be", "Elena Petrova")],
    ),
    "split by a rare verb": (
        "“If the rain holds,” explained Yara Saad, “the barley will be lost.”",
        [("If the rain", "Yara Saad"), ("the barley", "Yara Saad")],
    ),
    "split by a participle": (
        "“We counted nine trucks,” the customs officer said, adding: “None of them was checked.”",
        [("We counted", "customs officer"), ("None of them", "customs officer")],
    ),
    "colon after a copula": ("The guard was blunt: “Turn around.”", [("Turn around", "guard")]),
    "according to a role and name": (
        "“The tunnel was flooded on purpose,” according to a former engineer, Rami Haddad.",
        [("The tunnel was", "engineer")],
    ),
    "according to, at the end": (
        "The ceasefire collapsed within hours, according to monitors in the valley.",
        [("The ceasefire collapsed", "monitors")],
    ),
    "participle with marks": (
        "Governor Aziz Mansour rejected the charge, calling it “an insult to the dead” and demanding an apology.",
        [("an insult to the dead", "Mansour")],
    ),
    "two sentences after the quotation": (
        "“Send us doctors, not speeches,” she said, pointing at the ward. Dr Nour Khalil has run it since 2012.",
        [("Send us", "she")],
    ),
    "denied, insisting": (
        "The ministry denied the report, insisting that its planes had not flown that day.",
        [("its planes had not", "ministry")],
    ),
    "three coordinated verbs": (
        "The general praised his men, thanked the mayor and said the road “belongs to everyone again”.",
        [("belongs to everyone again", "general")],
    ),
    "pronoun after a sentence of acts": (
        "Layla Hamdan shook her head and sighed. “I have buried two brothers,” she said.",
        [("I have buried", "she")],
    ),
    "person of the paragraph above": (
        "Mustafa Kaya has driven the number nine bus for thirty years.\n\n“You learn every hole in the road.”",
        [("You learn", "Mustafa Kaya")],
    ),
    "spoke to reporters, then quoted": (
        "The envoy, Carla Rossi, spoke to reporters after the meeting.\n\n“We are closer than we were a week ago, but we are not there.”",
        [("We are closer", "Carla Rossi")],
    ),
    "released a statement, then quoted": (
        "The relief agency’s director, Tom Brandt, released a statement late on Friday.\n\n“Our colleagues are safe. The warehouse is not.”",
        [("Our colleagues", "Tom Brandt")],
    ),
    "four paragraphs of one speaker": (
        "“The first winter was the worst,” recalled Salim Atassi. “We burned the doors.\n\n“Then the chairs.”\n\n“After that there was nothing left to burn.”",
        [
            ("The first winter", "Salim Atassi"),
            ("We burned", "Salim Atassi"),
            ("Then the chairs", "Salim Atassi"),
            ("After that", "Salim Atassi"),
        ],
    ),
    "Q. and A.": (
        "Q. How long will the bridge be shut?\nA. Until the river falls.\nQ. Who pays?\nA. The province does.",
        [("How long", "Q"), ("Until the river", "A")],
    ),
    "interviewer and full name": (
        "Interviewer: When did you hear the first plane?\nNabil Haddad: A little after six.\nInterviewer: What did you do?\nNabil Haddad: I took the children down to the shop.",
        [("When did you", "Interviewer"), ("A little after", "Nabil Haddad")],
    ),
    "told, reported by others": (
        "Officials said the pilot told investigators that the radio had failed.",
        [("the radio had failed", "Officials")],
    ),
    "mother quoted by daughter": (
        "“My mother always said, ‘Keep the bread dry,’ and I do,” said Rima Toma.",
        [("My mother always", "Rima Toma"), ("Keep the bread dry", "mother")],
    ),
    "letter that warns": (
        "The letter, signed by forty doctors, warns that insulin will run out in ten days.",
        [("insulin will run out", "letter")],
    ),
    "charter that states": (
        "“No one shall be turned away,” the charter states.",
        [("No one shall", "charter")],
    ),
    "sign that reads": (
        "A sign at the gate read: “Closed until further notice.”",
        [("Closed until", "sign")],
    ),
    "loudspeakers on trucks": (
        "“People of the east quarter, leave by the north gate,” blared loudspeakers mounted on army trucks.",
        [("People of the east", "loudspeakers")],
    ),
    "protesters shout": (
        "Hundreds of protesters shouted “Bread, not bullets!” outside the governor’s house.",
        [("Bread, not bullets!", "protesters")],
    ),
    "crowd roars": (
        "“Shame on you,” the crowd roared as the minister’s car passed.",
        [("Shame on you", "crowd")],
    ),
    "relative clause with another name": (
        "“They fired into the market,” said Hadi Nasser, whose uncle, the poet Samir Nasser, died in the raid.",
        [("They fired", "Hadi Nasser")],
    ),
    "role for another person": (
        "Irina Volkova, spokeswoman for President Viktor Orlov, told Channel Nine the offer “is still on the table”.",
        [("is still on the table", "Irina Volkova")],
    ),
    "two speakers, but": (
        "“It is over,” said Karim, but his brother Fadi replied: “It has only begun.”",
        [("It is over", "Karim"), ("It has only begun", "Fadi")],
    ),
    "two speakers, while": (
        "The mayor called the plan “generous”, while the union said it was “a slap in the face”.",
        [("generous", "mayor"), ("a slap in the face", "union")],
    ),
    "indirect, plural": ("Farmers said prices had doubled since March.", [("prices had doubled", "Farmers")]),
    "two indirect clauses": (
        "The commander claimed his men had taken the hill, but witnesses said it was still empty at noon.",
        [("his men had taken", "commander"), ("it was still empty", "witnesses")],
    ),
    "told the court that": (
        "She told the court that she had never met the man.",
        [("she had never met", "She")],
    ),
    "asked whether": ("He asked whether the road was open.", [("whether the road was open", "He")]),
    "headline, envoy": ("Envoy: “We are running out of time”", [("We are running", "Envoy")]),
    "headline, says at the end": (
        "Siege of port ‘will end within days’, says admiral",
        [("will end within days", "admiral")],
    ),
    "headline, quotation before a colon": (
        "‘No one is coming’: last doctor in the valley pleads for help",
        [("No one is coming", "doctor")],
    ),
    "state news agency": (
        "The dam gates were opened at dawn on Saturday, the state news agency reported.",
        [("The dam gates", "agency")],
    ),
    "term in a relative clause": (
        "The truce, which the rebels called “a pause to reload”, lasted six hours.",
        [("a pause to reload", "rebels")],
    ),
    "what somebody describes as": (
        "What the ministry describes as “surgical strikes” hit two schools.",
        [("surgical strikes", "ministry")],
    ),
    "hailed by somebody as": (
        "The evacuation was hailed by Damascus as a “national victory”.",
        [("national victory", "Damascus")],
    ),
    "says, present tense": (
        "Nadia Hassan teaches sixty children in a garage. “I bring the chalk myself,” she says.",
        [("I bring the chalk", "she")],
    ),
    "pronoun, then a second sentence": (
        "“We will not sign,” he told a news conference in Geneva on Monday. “Not today and not next week.”",
        [("We will not sign", "he"), ("Not today", "he")],
    ),
    "name of a novel": (
        "She reads “The Long Field” to the children every night; the novel is her favourite.",
        [("The Long Field", None)],
    ),
    "tweeted": ("“Roads are closed. Stay home,” the governor tweeted.", [("Roads are closed", "governor")]),
}


@pytest.mark.parametrize(("text", "expected"), AGAIN.values(), ids=AGAIN)
def test_styles_again(text: str, expected: list[tuple[str, str | None]]) -> None:
    quotes = quotes_of(text)
    for words, speaker in expected:
        units = quotes[quotes["quote"].str.contains(words, regex=False)]
        marked = units[units["kind"] != "indirect"]
        found = (marked if len(marked) else units).iloc[-1]
        assert (found["use"] in ("speech", "term")) == (speaker is not None)
        assert speaker is None or speaker in str(found["speaker"])


# -- the table: what the rows of an attribution are -----------------------------------------------------


def span(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)


def rows_given(
    monkeypatch: pytest.MonkeyPatch, text: str, *said: tuple[list[str], str | None, str | None]
) -> pd.DataFrame:
    """The rows when the model has found these contents, cues and speakers."""
    found = [
        Attribution(
            tuple(span(text, part) for part in content),
            None if cue is None else span(text, cue),
            None if speaker is None else span(text, speaker),
            "given",
            0.75,
        )
        for content, cue, speaker in said
    ]
    monkeypatch.setattr(quotes, "find_all_attributions", lambda *given: [found])
    return quotes_of(text)


def test_a_quotation_in_marks_is_one_direct_row(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We slept,” said Ann Lee."
    quotes = rows_given(monkeypatch, text, (["“We slept,”"], "said", "Ann Lee"))
    expected = pd.DataFrame(
        {
            "quote_id": ["a0:1"],
            "quote_group": ["a0:g1"],
            "doc_id": ["a0"],
            "start": [1],
            "end": [10],
            "quote": ["We slept,"],
            "kind": ["direct"],
            "use": ["speech"],
            "use_rule": ["in an attribution"],
            "is_closed": [True],
            "cue": ["said"],
            "cue_start": pd.array([12], "Int64"),
            "cue_end": pd.array([16], "Int64"),
            "act": ["said"],
            "speaker": ["Ann Lee"],
            "speaker_start": pd.array([17], "Int64"),
            "speaker_end": pd.array([24], "Int64"),
            "rule": ["given"],
            "confidence": [0.75],
        }
    )
    pd.testing.assert_frame_equal(quotes, expected)


def test_reported_words_with_marks_in_them_are_an_indirect_and_a_mixed_row(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = "Ann Lee said the gate was “a trap” for them."
    quotes = rows_given(monkeypatch, text, (["the gate was “a trap” for them"], "said", "Ann Lee"))
    assert quotes["quote"].tolist() == ["the gate was “a trap” for them", "a trap"]
    assert quotes["kind"].tolist() == ["indirect", "mixed"]
    assert quotes["quote_group"].nunique() == 1


def test_reported_words_take_in_the_marks_they_end_with(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Ann Lee said it was “a trap”."
    quotes = rows_given(monkeypatch, text, (["it was “a trap"], "said", "Ann Lee"))
    assert quotes["quote"].tolist() == ["it was “a trap”", "a trap"]


def test_a_split_quotation_is_two_rows_of_one_group(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We slept,” said Ann Lee, “and then we ran.”"
    quotes = rows_given(monkeypatch, text, (["We slept,", "and then we ran."], "said", "Ann Lee"))
    assert quotes["quote"].tolist() == ["We slept,", "and then we ran."]
    assert quotes["quote_group"].tolist() == ["a0:g1", "a0:g1"]


def test_a_quotation_over_paragraphs_is_a_row_each(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“We slept,” said Ann Lee. “It was cold.\n\n“Then we ran.”"
    contents = ["We slept,", "It was cold.\n\n“Then we ran."]
    quotes = rows_given(monkeypatch, text, (contents, "said", "Ann Lee"))
    assert quotes["quote"].tolist() == ["We slept,", "It was cold.", "Then we ran."]
    assert quotes["is_closed"].tolist() == [True, False, True]
    assert quotes["quote_group"].nunique() == 1


def test_of_rows_that_begin_together_the_longer_one_comes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Reuters reported that Ann Lee had slept, as they say."
    whole = (["Ann Lee had slept, as they say"], "reported", "Reuters")
    quotes = rows_given(monkeypatch, text, (["Ann Lee had slept"], "say", "they"), whole)
    assert quotes["quote"].tolist() == ["Ann Lee had slept, as they say", "Ann Lee had slept"]


def test_marks_belong_to_the_innermost_speaker(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Reuters reported that Ann Lee had said “we slept”."
    outer = (["that Ann Lee had said “we slept”"], "reported", "Reuters")
    quotes = rows_given(monkeypatch, text, outer, (["we slept"], "said", "Ann Lee"))
    assert quotes[["quote", "kind", "speaker"]].to_numpy().tolist() == [
        ["that Ann Lee had said “we slept”", "indirect", "Reuters"],
        ["we slept", "direct", "Ann Lee"],
    ]
    assert quotes["quote_group"].nunique() == 2


def test_marks_belong_to_a_speaker_who_says_half_of_them(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Reuters reported that all knew the gate, so Ann Lee says, was “a trap for all of us”."
    whole = ([text[len("Reuters reported ") : -1]], "reported", "Reuters")
    quotes = rows_given(monkeypatch, text, whole, (["was “a trap"], "says", "Ann Lee"))
    assert quotes.set_index("quote").loc["a trap for all of us", "speaker"] == "Reuters"


def test_reported_words_inside_a_quotation_keep_their_row(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“He promised me bread and nothing came of it,” said Ann Lee."
    whole = (["He promised me bread and nothing came of it,"], "said", "Ann Lee")
    quotes = rows_given(monkeypatch, text, whole, (["bread"], "promised", "He"))
    assert quotes[["quote", "kind", "speaker"]].to_numpy().tolist() == [
        ["He promised me bread and nothing came of it,", "direct", "Ann Lee"],
        ["bread", "indirect", "He"],
    ]


OPEN = {  # paragraphs of one quotation, told of in the last: (text, speakers)
    "nobody before": ("“We ran.\n\n“We hid.\n\n“We slept,” Ann Lee said.", ["Ann Lee"] * 3),
    "somebody in another sentence": (
        "The experts chose ivy. “It is easy to grow.\n\n“It cleans the air,” explained Ann Lee.",
        ["Ann Lee"] * 2,
    ),
    "a name before a pronoun": (
        "“We ran,” said Ann Lee. “We hid.\n\n“We slept,” she said.",
        ["Ann Lee", "Ann Lee", "she"],
    ),
    "marks within a line": (
        "“We ran.\n\nThe old landlord of the house said: “We hid.”",
        ["nobody", "The old landlord of the house"],
    ),
}


@pytest.mark.parametrize(("text", "speakers"), OPEN.values(), ids=OPEN)
def test_an_open_paragraph_has_the_speaker_of_the_next(text: str, speakers: list[str]) -> None:
    quotes = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [f"Night\n\n{text}"]}))
    direct = quotes[quotes["kind"] == "direct"].assign(speaker=lambda rows: rows["speaker"].fillna("nobody"))
    assert direct["speaker"].tolist() == speakers
    assert direct["quote_group"].iloc[-2:].nunique() == direct["speaker"].iloc[-2:].nunique()


# -- what marks are for -----------------------------------------------------------------------------------

EXAMPLES = {  # the model finds nothing
    "called it": ("Ann Lee called the pause “a trick” on Monday.", "verb of naming"),
    "called two words with a verb": ("Ann Lee called Aho a “has been” on Monday.", "verb of naming"),
    "described as, by": ("The pause, described as “generous” by the ministry, ended.", "verb of naming"),
    "what somebody called": ("It ended what Ann Lee called “the long hunger”.", "verb of naming"),
    "as somebody calls it": ("The “mercy lull”, as the ministry calls it, ended.", "as it is called"),
    "called for is no naming": ("Ann Lee called for “an immediate halt” to the raids.", "in an attribution"),
    "so-called": ("The so-called “safe zones” were shelled.", "so-called"),
    "distance": ("The “safe zones” were shelled.", "nobody says it"),
    "distance from a possessive": ("Families fled the army’s “safe zones” at night.", "label of its owner"),
    "word for a word": ("The “cloture” rule asks for sixty votes.", "word for a word"),
    "words before": ("It holds phrases such as “said to be” and “of late”.", "word for a word"),
    "word after": ("What “the Nose” means is known to few.", "word for a word"),
    "filed": ("They filed their taxes as “single head” in May.", "word for a word"),
    "a letter": ("The name is spelled with a “c”.", "word for a word"),
    "gloss": ("The port (“haven”) froze.", "word for a word"),
    "word before": ("Aho had never heard the word “lahar” before.", "word for a word"),
    "nickname": ("Riku “Ox” Aho sold the boat.", "nickname"),
    "wording": ("They pay if a stay is “known to the port”, language that helps few.", "word for a word"),
    "is a word": ("Here “lahar” is a word for mud.", "word for a word"),
    "long words": ("It rests on the words “known to all the port”.", "word for a word"),
    "nickname before a name": ("It was built by “Stormy” Riku Aho in May.", "nickname"),
    "nickname of initials": ("Gov. C.L. “Ox” Aho sold the boat.", "nickname"),
    "name of an app": ("The firm withdrew an app called “Port Watch”.", "name in capitals"),
    "name in a list": (
        "They sailed in “Grey Goose,” “Old Ben” and “Night Heron” on Friday.",
        "name in capitals",
    ),
    "name in capitals": ("The islands sit on the Pacific “Ring of Fire” and shake.", "name in capitals"),
    "words are no name": ("The islands sit on the “ring of fire” and shake.", "nobody says it"),
    "part in a play": (
        "Toms was cheered as the heroine of “Howard’s Lane” on Friday.",
        "year or place beside",
    ),
    "year": ("His first was “Imaginary Harbour No. 5” (1952), for dancers.", "year or place beside"),
    "reference": ("The port builds more than all others (see ‘The energy explosion’).", "see"),
    "book": ("She read from her novel “The Salt Road” in the library.", "work named beside"),
    "written by": ("“Salt Road” was written by Una Kerr in May.", "work named beside"),
    "works in a list": ("Her novels include “Brine”, “Salt” and “Nets”.", "work named beside"),
    "part of somebody": ("He was known as the old man in “Salt Road” by all.", "year or place beside"),
    "called, of a Mr": ("Lee called Mr. Bell’s plan “a trick” on Monday.", "verb of naming"),
    "addressed as": ("Lee addressed Bell as “my friend” on Monday.", "verb of naming"),
    "star of a film": ("The “Tidewater” star waved.", "work named beside"),
    "byline": ("They bought “The Price of Salt” by Una Kerr.", "work named beside"),
    "film after": ("“A House Without Doors,” a documentary, opens on Friday.", "work named beside"),
    "show of one word": ("It was seen on NBN’s “Tidewater” by two.", "title case after on or told"),
    "show": ("It was seen on Channel Nine’s “The Long Week” by two.", "title case after on or told"),
    "two things named": ("Ann Lee called the fog “a pest” and the ice “a gift” on Monday.", "verb of naming"),
    "cries after a banner": ("Men walked by with “Pay up” and cries on a banner.", "nobody says it"),
    "chant": ("The hall rang with chants of “no more”.", "verb of saying"),
    "call on somebody": ("It fell with calls for Lee and others to “stand firm” by noon.", "verb of saying"),
    "call for": ("It fell with a call for “more boats” by noon.", "verb of saying"),
    "a word that only looks like saying": ("The rail men had a “big rest”.", "nobody says it"),
    "it is": ("Today it’s “rather late” for the boat.", "nobody says it"),
    "cry": ("“Thieves!”", "sentence by itself"),
    "call of four words": ("It had “rather late for boats!” in red.", "sentence by itself"),
    "call of three words": ("It had “late for boats!” in red.", "nobody says it"),
    "long part of a sentence": (
        "It holds “the costs of the harbour works for the coming years” alone.",
        "sentence by itself",
    ),
    "sentence": ("On the wall somebody had painted “We will be back” in red.", "sentence by itself"),
}


@pytest.mark.parametrize(("text", "why"), EXAMPLES.values(), ids=EXAMPLES)
def test_uses_of_marks(monkeypatch: pytest.MonkeyPatch, text: str, why: str) -> None:
    quotes = rows_given(monkeypatch, text)
    assert quotes[["use", "use_rule"]].to_numpy().tolist() == [[USES[why][0], why]] * len(quotes)


REPORTED = {
    "said": ("Ann Lee said she had not seen the “conditions” for talks.", "she had not seen the “conditions” for talks", "said", "Ann Lee", "in an attribution"),
    "believed, of a thing": ("The port has long believed that the “free riders” pay nothing.", "that the “free riders” pay nothing", "has long believed", "The port", "phrase inside a sentence"),
    "believed": ("The port believes that it is “quite likely” to win.", "that it is “quite likely” to win", "believes", "The port", "in an attribution"),
    "believed, of something": ("The port believes that a “warm room” is needed.", "that a “warm room” is needed", "believes", "The port", "in an attribution"),
    "promised": ("The port promised a “full answer” by May.", "a “full answer” by May", "promised", "The port", "in an attribution"),
    "praised somebody’s": ("The port praised Aho’s “strong record” on ice.", "Aho’s “strong record” on ice", "praised", "The port", "in an attribution"),
    "somebody’s thing": ("The port said the army’s “mercy lull” was over.", "the army’s “mercy lull” was over", "said", "The port", "phrase of a possessor"),
    "he is": ("The port said he’s “quite sure” of it.", "he’s “quite sure” of it", "said", "The port", "in an attribution"),
    "opened": ("The port opened a “warm room” on Monday.", "a “warm room” on Monday", "opened", "The port", "label of its owner"),
    "the word": ("The port opened with the word “mercy” on Monday.", "with the word “mercy” on Monday", "opened", "The port", "word for a word"),
    "nickname": ("The port beat Riku “Ox” Aho on Monday.", "Riku “Ox” Aho", "beat", "The port", "nickname"),
    "a journalist of an agency": ("Planes left before the “mercy lull” began, Reuters reporter Ann Lee noted.", "Planes left before the “mercy lull” began", "noted", "Reuters reporter Ann Lee", "in an attribution"),
    "an agency reports": ("Planes left before the “mercy lull” began, Reuters reported.", "Planes left before the “mercy lull” began", "reported", "Reuters", "phrase inside a sentence"),
    "rejected": ("The port rejected the army’s “mercy lull” on Monday.", "the army’s “mercy lull”", "rejected", "The port", "phrase of a possessor"),
    "rejected, with a verb": ("The port rejected the army’s “mercy is here” lull on Monday.", "the army’s “mercy is here” lull", "rejected", "The port", "in an attribution"),
    "rejected, in many words": ("The port rejected the army’s “mercy lull for one and all” on Monday.", "the army’s “mercy lull for one and all”", "rejected", "The port", "in an attribution"),
    "declared": ("The port declared a “mercy lull” on Monday.", "a “mercy lull”", "declared", "The port", "label of its owner"),
    "accused": ("The port accused Aho of a “pointless strike” on Monday.", "Aho of a “pointless strike”", "accused", "The port", "in an attribution"),
    "hailed as": ("The port hailed the pause as a “gift to the hungry”.", "the pause as a “gift to the hungry”", "hailed", "The port", "verb of naming"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "content", "cue", "speaker", "why"), REPORTED.values(), ids=REPORTED)
def test_uses_of_marks_in_reported_words(
    monkeypatch: pytest.MonkeyPatch, text: str, content: str, cue: str, speaker: str, why: str
) -> None:
    quotes = rows_given(monkeypatch, text, ([content], cue, speaker))
    assert quotes["kind"].tolist() == ["indirect", "mixed"]
    assert quotes["use"].tolist() == ["speech", USES[why][0]]
    assert quotes["use_rule"].isna().tolist() == [True, False] and quotes["use_rule"].iloc[1] == why
    is_nobodys = USES[why][0] == "scare" or why in NOBODYS
    assert quotes["speaker"].isna().tolist() == [False, is_nobodys]


WITH_OTHERS = {  # where more than the marks themselves decides: (text, why of the last row)
    "goes on from above": "“We ran,” said Ann Lee. “It was dark.\n\n“Nobody spoke.”",
    "quoted inside a quotation": "“The guard said, ‘Go home,’ so I went,” said Ann Lee.",
    "inside a quotation": "“The ‘moderates’ left at noon,” said Ann Lee.",
    "line of a transcript": "Q: Who left at noon?\nA: Two men left.\nQ: Who were they?",
    "cross-head said below": "Truce ends\n\nThe truce ended on Monday in the east.\n\n“This is the end”\n\n“I fear this is the end of it,” said Ann Lee.",
    "block after a colon": "Truce ends\n\nIn a post, Ann Lee wrote:\n\nThe port is shut. Do not come.\n\nMany read it.",
    "said nearby": "Truce ends\n\n“It is a hard calm,” said Ann Lee.\n\nThe “hard calm” was over at noon.",
    "heading in marks": "Truce ends\n\nThe truce ended on Monday in the east.\n\n“This is the end”\n\nNobody spoke of it.",
}  # fmt: skip


@pytest.mark.parametrize("why", WITH_OTHERS)
def test_uses_that_other_rows_decide(why: str) -> None:
    quotes = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [WITH_OTHERS[why]]}))
    assert [USES[why][0], why] in quotes[["use", "use_rule"]].to_numpy().tolist()


def test_words_once_named_as_a_work_are_that_again() -> None:
    text = (
        "Truce ends\n\nShe read from her novel “Tidewater” at noon.\n\nNow “Tidewater” is sold in ten lands."
    )
    quotes = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    assert quotes["use_rule"].tolist() == ["work named beside"] * 2


def test_a_cross_head_is_the_term_of_who_says_it_below() -> None:
    text = WITH_OTHERS["cross-head said below"]
    head, said = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]})).itertuples()
    assert (head.quote, head.use, head.speaker, said.speaker) == (
        "This is the end",
        "term",
        "Ann Lee",
        "Ann Lee",
    )


def test_an_owned_label_is_the_term_of_its_owner() -> None:
    text = "The siege\n\nFamilies fled Norvik’s “safe zones” at night."
    [row] = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]})).itertuples()
    assert (row.use, row.speaker, row.rule) == ("term", "Norvik", "author named")


@pytest.mark.parametrize("text", ["The “cloture” rule holds.", "Riku “Ox” Aho sold the boat."])
def test_words_that_are_mentioned_are_nobodys(text: str) -> None:
    [row] = aa.quotes.attribute(
        pd.DataFrame({"doc_id": ["a"], "text": [f"The siege\n\n{text}"]})
    ).itertuples()
    assert row.use == "term" and pd.isna(row.speaker)


def test_every_reason_is_reached_and_told() -> None:
    reached = {why for _, why in EXAMPLES.values()} | {why for *_, why in REPORTED.values()} | {*WITH_OTHERS}
    told = " ".join((aa.quotes.attribute.__doc__ or "").split())
    assert reached == USES.keys() == {why for why in USES if f"`{why}`" in told}
    assert {use for use, _ in USES.values()} == {"speech", "term", "scare", "title"}


def test_marks_in_marks_have_their_own_row(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "“The ‘moderates’ left,” said Ann Lee."
    quotes = rows_given(monkeypatch, text, (["The ‘moderates’ left,"], "said", "Ann Lee"))
    assert quotes[["quote", "use", "speaker"]].to_numpy().tolist() == [
        ["The ‘moderates’ left,", "speech", "Ann Lee"],
        ["moderates", "scare", "Ann Lee"],
    ]
    assert quotes["quote_group"].nunique() == 2


def test_a_heading_in_marks_is_scare_and_links_are_not_attributed() -> None:
    text = "‘We have no bread’\n\nThe shops are shut.\n\nMore: “We have no bread,” said Ann Lee."
    ends = [text.index("\n") + 1, text.index("More"), len(text)]
    zones = pd.DataFrame(
        {"doc_id": "a", "start": [0, *ends[:2]], "end": ends, "zone": ["heading", "body", "related"]}
    )
    quotes = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]}), zones=zones)
    assert quotes[["quote", "kind", "use"]].to_numpy().tolist() == [["We have no bread", "direct", "scare"]]
    assert quotes["speaker"].isna().all()


CROSS_HEADS = {
    "nothing quoted above": (
        "Truce ends\n\nThe truce ended on Monday in the east of the town.\n\n“This is ‘the end’ of it”\n\n"
        "Nobody spoke of it that night in the town.",
        [("This is ‘the end’ of it", "scare", None), ("the end", "scare", None)],
    ),
    "straight marks": (
        "Truce ends\n\nThe truce ended on Monday in the east of the town.\n\n\"A 'safe' zone\"\n\n"
        "Nobody spoke of it that night in the town.",
        [("A 'safe' zone", "scare", None), ("safe", "scare", None)],
    ),
    "a quotation above": (
        "Truce ends\n\n“We left the town,” said Ann Lee on Monday.\n\n“This is ‘the end’ of it”\n\n"
        "Nobody spoke of it that night in the town.",
        [
            ("We left the town,", "speech", "Ann Lee"),
            ("This is ‘the end’ of it", "scare", None),
            ("the end", "scare", None),
        ],
    ),
    "its words below, of nobody": (
        "Truce ends\n\nThe truce ended on Monday in the east of the town.\n\n“This is the end”\n\n"
        "“We left the town,” said Ann Lee. By noon this is the end of the line.",
        [("This is the end", "scare", None), ("We left the town,", "speech", "Ann Lee")],
    ),
    "somebody quoted inside": (
        "Truce ends\n\nThe truce ended on Monday in the east of the town.\n\n“She said, ‘Go home’ to us”\n\n"
        "Nobody spoke of it that night in the town.",
        [("She said, ‘Go home’ to us", "scare", None), ("Go home", "scare", None)],
    ),
    "a quotation with marks in it below": (
        "Truce ends\n\nThe truce ended on Monday in the east of the town.\n\n“This is ‘the end’ of it”\n\n"
        "“It is no ‘zone’ of ours,” said Ann Lee.",
        [
            ("This is ‘the end’ of it", "scare", None),
            ("the end", "scare", None),
            ("It is no ‘zone’ of ours,", "speech", "Ann Lee"),
            ("zone", "scare", "Ann Lee"),
        ],
    ),
}


@pytest.mark.parametrize(("text", "expected"), CROSS_HEADS.values(), ids=CROSS_HEADS)
def test_marks_in_a_cross_head_belong_to_it(text: str, expected: list[tuple[str, str, str | None]]) -> None:
    quotes = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]}))
    assert len(quotes) == len(expected)
    for row, (quote, use, speaker) in zip(quotes.itertuples(), expected, strict=True):
        assert (row.quote, row.use) == (quote, use)
        assert pd.isna(row.speaker) if speaker is None else row.speaker.startswith(speaker)


def test_marks_whose_outer_marks_begin_among_the_links_are_no_inner_ones() -> None:
    text = "“This is ‘the end’ of it”"
    zones = pd.DataFrame({"doc_id": "a", "start": [0, 9], "end": [9, 25], "zone": ["related", "body"]})
    quotes = aa.quotes.attribute(pd.DataFrame({"doc_id": ["a"], "text": [text]}), zones=zones)
    assert quotes[["quote", "use"]].to_numpy().tolist() == [["the end", "scare"]]
    assert quotes["speaker"].isna().all()


# -- the five articles, every pair of marks as read ------------------------------------------------------


def test_every_pair_of_marks_of_the_five_articles(five: list[str]) -> None:
    gold = aa.quotes.load_gold().query("kind != 'indirect' and doc_id in @five")
    quotes = aa.quotes.attribute(aa.load_articles().query("doc_id in @five"))
    found = quotes[quotes["kind"] != "indirect"].set_index(["doc_id", "start", "end"])
    assert len(gold) == len(found) == 44
    for read in gold.itertuples():
        row = found.loc[(read.doc_id, read.start, read.end)]
        assert row["use"] == read.use, read.quote
        if read.use != "scare":
            assert row["speaker_start"] < read.speaker_end and read.speaker_start < row["speaker_end"], (
                read.quote
            )


# -- tables -----------------------------------------------------------------------------------------------


def test_columns_and_types_are_the_same_without_rows() -> None:
    empty, full = quotes_of("Nothing is said here.", None, ""), quotes_of("“We slept,” said Ann Lee.")
    assert list(empty.columns) == COLUMNS == list(full.columns)
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert len(empty) == 0 and empty.index.equals(pd.RangeIndex(0))
    assert (
        len(
            aa.quotes.attribute(
                pd.DataFrame({"doc_id": pd.Series([], dtype="str"), "text": pd.Series([], dtype="str")})
            )
        )
        == 0
    )


def test_source_is_kept() -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "source": ["herald"], "text": ["“We slept,” said Ann Lee."]})
    assert list(aa.quotes.attribute(articles).columns) == [*COLUMNS[:3], "source", *COLUMNS[3:]]
    assert aa.quotes.attribute(articles)["source"].tolist() == ["herald"]


def test_rows_depend_on_no_other_article() -> None:
    articles = aa.load_articles()
    together = aa.quotes.attribute(articles)
    for doc_id in articles["doc_id"]:
        alone = aa.quotes.attribute(articles[articles["doc_id"] == doc_id])
        pd.testing.assert_frame_equal(
            together[together["doc_id"] == doc_id].reset_index(drop=True), alone, check_exact=True
        )


def test_the_order_of_the_zones_does_not_matter() -> None:
    articles = aa.load_articles()
    zones = aa.text.find_zones(articles)
    pd.testing.assert_frame_equal(
        aa.quotes.attribute(articles, zones=zones[::-1]), aa.quotes.attribute(articles, zones=zones)
    )


def test_a_place_among_many_zones_is_found_without_reading_them_all() -> None:
    class Counted(list):
        asked = 0

        def __getitem__(self, place):
            self.asked += 1
            return super().__getitem__(place)

    spans = Counted((10 * n, 10 * n + 5) for n in range(2**16))
    inside = [is_inside(place, spans) for place in (0, 4, 5, 9, 10 * 40_000, 10 * 40_000 + 7, 10 * 2**16)]
    assert inside == [True, True, False, False, True, False, False]
    assert spans.asked <= 7 * 18  # a bisection of 65,536, and the span itself


def test_the_input_is_left_as_it_is() -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["“We slept,” said Ann Lee."]}, index=[7])
    before = articles.copy()
    aa.quotes.attribute(articles)
    pd.testing.assert_frame_equal(articles, before)


PIECES = (
    *"“”\"‘’'«»`\n\r\t\x00\x01\x02\x03 .,:…éİß\u0301\u202e😀",
    *(
        "''",
        "שלום",
        "سلام",
        " said ",
        "Ann Lee",
        " he ",
        "\nQ: ",
        "\nANN: ",
        "1,000",
        "word ",
        "U.S. ",
    ),
)
HOSTILE = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


@given(HOSTILE)
def test_any_text_gives_spans_that_slice_back(text: str) -> None:
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": pd.Series([text, text], dtype=object)})
    quotes = aa.quotes.attribute(articles.assign(language="en"))
    assert quotes["quote_id"].is_unique
    assert quotes.groupby("doc_id")["start"].is_monotonic_increasing.all()
    for row in quotes.itertuples():
        assert text[row.start : row.end] == row.quote and row.quote
        for name in ("cue", "speaker"):
            if not pd.isna(getattr(row, name)):
                assert text[getattr(row, f"{name}_start") : getattr(row, f"{name}_end")] == getattr(row, name)


BAD = {
    "no text": (
        pd.DataFrame({"doc_id": ["a"], "body": ["x"]}),
        "quotes.attribute: `articles` needs column 'text'; it has 'doc_id', 'body'.\n"
        "Add what is missing, or rename: articles.rename(columns={...: 'text'}).",
    ),
    "doc_id twice": (
        pd.DataFrame({"doc_id": ["a", "a"], "text": ["x", "y"]}),
        "quotes.attribute: `articles` has more than one row for the same doc_id: a.\nKeep one row each.",
    ),
    "half of a surrogate pair": (
        pd.DataFrame({"doc_id": ["a", "b"], "text": pd.Series(["“é”", "“é \ud83d left,”"], dtype=object)}),
        "quotes.attribute: the text of article 'b' must be Unicode; character 3 is '\\ud83d', half of a pair.\n"
        "Decode the file anew, or mend it: text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace').",
    ),
    "half of a surrogate pair in a name": (
        pd.DataFrame({"doc_id": pd.Series(["a", "caf\udce9"], dtype=object), "text": ["x", "y"]}),
        "quotes.attribute: 'doc_id' in row 1 of `articles` must be Unicode; character 3 is '\\udce9', half of a pair.\n"
        "Decode the file anew, or mend it: text.encode('utf-16', 'surrogatepass').decode('utf-16', 'replace').",
    ),
    "text is no string": (
        pd.DataFrame({"doc_id": ["a", "b"], "text": ["x", 3]}),
        "quotes.attribute: the text of article 'b' must be a string; it is int.\n"
        "Decode it first: load_articles reads files as UTF-8.",
    ),
}


@pytest.mark.parametrize(("articles", "message"), BAD.values(), ids=BAD)
def test_wrong_articles_raise(articles: pd.DataFrame, message: str) -> None:
    with pytest.raises(aa.TableError) as caught:
        aa.quotes.attribute(articles)
    assert str(caught.value) == message


def test_zones_without_their_columns_raise() -> None:
    with pytest.raises(aa.TableError) as caught:
        aa.quotes.attribute(
            pd.DataFrame({"doc_id": ["a"], "text": ["x"]}), zones=pd.DataFrame({"doc_id": ["a"]})
        )
    assert str(caught.value) == (
        "quotes.attribute: `zones` needs columns 'start', 'end', 'zone'; it has 'doc_id'.\n"
        "Make it with text.find_zones, or rename: zones.rename(columns={...: 'start'})."
    )
