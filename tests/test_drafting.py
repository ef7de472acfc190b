"""Actors to start from: the corpus's own speakers, filled in, saved, changed by a spreadsheet and given back."""

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis.speakers.actors import Actors
from aleppo_analysis.spreadsheets import write_csv

PASSAGES = Path(__file__).resolve().parent / "gold" / "passages.jsonl"
TEXTS = [
    "Pool talks\n\n“The pool stays open,” said Iris Vale, a vet. “We will pay for it,” she said.",
    "Pool fees\n\n“Nobody asked us,” residents said. “It is a bad deal,” said the mayor. Vale said the pool would close.",
    "Pool vote\n\nMayor Hugh Tarn was tired. “It is over,” said the mayor. “It is not,” Iris Vale said.",
]
ARTICLES = pd.DataFrame({"doc_id": ["a", "b", "c"], "source": "post", "text": TEXTS})


def quotes_of(rows: list[tuple[str, int, int, str, str, str | None]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["doc_id", "start", "end", "quote", "speaker", "speaker_name"])


@pytest.fixture(scope="module")
def quotes() -> pd.DataFrame:
    return aa.Corpus(ARTICLES).quotes


def filled(quotes: pd.DataFrame, **groups: str) -> pd.DataFrame:
    draft = aa.speakers.draft_actors(quotes)
    return draft.assign(group=draft["canonical"].map(groups).astype("str"))


# --- the table


def test_speakers_with_their_quotations_and_words() -> None:
    quotes = quotes_of(
        [
            ("a", 0, 20, "one two three four", "Ann Lee", "Ann Lee"),
            ("a", 5, 10, "two three", "Ann Lee", "Ann Lee"),  # inside the row above: counted, its words once
            ("a", 30, 40, "five six", "she", "Ann Lee"),
            ("a", 32, 36, "five", "the mayor", "mayor"),  # inside, but somebody else's
            ("b", 5, 10, "seven", "Lee", "Ann Lee"),  # the same place of another article
            ("b", 20, 30, "nine ten", "others", None),
        ]
    )
    draft = aa.speakers.draft_actors(quotes)
    assert list(draft) == ["canonical", "aliases", "group", "pattern", "n_quotes", "n_words", "share"]
    assert draft["canonical"].tolist() == ["Ann Lee", "mayor"]
    assert draft[["aliases", "group", "pattern"]].isna().all(axis=None)
    assert draft[["n_quotes", "n_words"]].values.tolist() == [[4, 4 + 2 + 1], [1, 1]]
    assert draft["share"].tolist() == [7 / 8, 1 / 8]
    assert draft.dtypes.astype(str).tolist() == ["str"] * 4 + ["int64", "int64", "float64"]
    pd.testing.assert_frame_equal(aa.speakers.draft_actors(quotes[::-1]), draft)
    pd.testing.assert_frame_equal(aa.speakers.draft_actors(quotes.set_index(quotes["doc_id"])), draft)


def test_equal_rows_are_counted_once_and_ties_stand_by_name() -> None:
    same = [("a", 0, 9, "one two", "Lee", "Lee")] * 2
    draft = aa.speakers.draft_actors(quotes_of([*same, ("b", 0, 9, "one two", "Ahn", "Ahn")]))
    assert draft[["canonical", "n_quotes", "n_words"]].values.tolist() == [["Ahn", 1, 2], ["Lee", 2, 2]]


def test_names_that_differ_in_case_or_article_are_one() -> None:
    names = ["Harbour Council", "the Harbour Council", "harbour council", "Harbour Council"]
    rows = [("a", 10 * n, 10 * n + 5, "no", name, name) for n, name in enumerate(names)]
    draft = aa.speakers.draft_actors(quotes_of(rows))
    assert draft[["canonical", "n_quotes"]].values.tolist() == [["Harbour Council", 4]]


def test_no_speakers_no_rows() -> None:
    draft = aa.speakers.draft_actors(quotes_of([]))
    full = aa.speakers.draft_actors(quotes_of([("a", 0, 5, "no", "Lee", "Lee")]))
    assert draft.empty and draft.dtypes.to_dict() == full.dtypes.to_dict()
    assert aa.Corpus(ARTICLES, actors=draft).quotes["speaker_group"].isna().all()


@pytest.mark.parametrize(
    ("mentions", "aliases"),
    [
        (["Sergey Orlov", "Mr Sergei Orlov, a vet"], "Sergei Orlov"),
        (["Sergey Orlov", "Sergey I. Orlov"], "Sergey I. Orlov"),
        (["Sergey Orlov", "Sergéi Orlov", "Sergei Orlov"], "Sergei Orlov|Sergéi Orlov"),
        (["Sergey Orlov", "SERGEY ORLOV"], None),  # the same name to the look-up
        (["Sergey Orlov", "he", "Orlov", "Mr Orlov", "the vet", "Dr. Orlov, the vet"], None),
        (["Sergey Orlov", "Sergey Ivanov", "Anna Orlov", "a friend of Ivan Petrov"], None),
    ],
)
def test_aliases_are_full_names_in_another_spelling(mentions: list[str], aliases: str | None) -> None:
    rows = [("a", 10 * n, 10 * n + 5, "no", mention, "Sergey Orlov") for n, mention in enumerate(mentions)]
    [found] = aa.speakers.draft_actors(quotes_of(rows))["aliases"]
    assert found == aliases or (aliases is None and pd.isna(found))


def test_an_alias_means_one_speaker() -> None:
    both = [
        ("a", 0, 5, "no", "Sergei Orlov", "Sergey Orlov"),
        ("b", 0, 5, "no", "Sergei Orlov", "Sergii Orlov"),
    ]
    own = [("c", 0, 5, "no", "Sergei Orlov", "Sergei Orlov")]
    for rows in (both, both[:1] + own):
        assert aa.speakers.draft_actors(quotes_of(rows))["aliases"].isna().all()


def test_two_who_speak_together_are_no_third() -> None:
    names = ["Ann Lee", "Ann Lee and Ida Foss", "Marks and Spencer"]
    rows = [("a", 10 * n, 10 * n + 5, "no", name, name) for n, name in enumerate(names)]
    assert aa.speakers.draft_actors(quotes_of(rows))["canonical"].tolist() == ["Ann Lee", "Marks and Spencer"]


# --- filled in and given back


def as_saved(table: pd.DataFrame, file: Path) -> None:
    table.to_csv(file, index=False)


def as_exported(table: pd.DataFrame, file: Path) -> None:
    write_csv([table], file)


def as_a_spreadsheet(mark: str) -> Callable[[pd.DataFrame, Path], None]:
    """With a byte order mark, CRLF, the mark of its country, and empty rows below."""

    def write(table: pd.DataFrame, file: Path) -> None:
        table.to_csv(file, index=False, sep=mark, encoding="utf-8-sig", lineterminator="\r\n")
        with file.open("ab") as stream:
            stream.write((mark * 6 + "\r\n").encode() * 2)

    return write


SAVED = {
    "saved": as_saved,
    "exported": as_exported,
    "comma": as_a_spreadsheet(","),
    "semicolon": as_a_spreadsheet(";"),
    "tab": as_a_spreadsheet("\t"),
}
GROUPS = {"Iris Vale": "town", "residents": "people"}


@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_the_file_is_taken_as_it_is(
    quotes: pd.DataFrame, save: Callable[[pd.DataFrame, Path], None], tmp_path: Path
) -> None:
    save(filled(quotes, **GROUPS), tmp_path / "actors.csv")
    named = aa.Corpus(ARTICLES, actors=tmp_path / "actors.csv").quotes
    assert named["speaker_name"].equals(quotes["speaker_name"])
    assert set(named["speaker_name"]) >= {"Iris Vale", "residents", "mayor", "Hugh Tarn"}
    assert named["speaker_group"].fillna("-").tolist() == [
        GROUPS.get(name, "-") for name in named["speaker_name"]
    ]


def test_the_table_is_taken_as_it_is(quotes: pd.DataFrame) -> None:
    actors = aa.speakers.load_actors(filled(quotes, **GROUPS))
    named = aa.Corpus(ARTICLES, actors=actors).quotes
    assert named["speaker_name"].equals(quotes["speaker_name"])
    assert set(named["speaker_group"].dropna()) == {"town", "people"}


def test_whoever_is_not_in_the_table_is_other(quotes: pd.DataFrame) -> None:
    actors = filled(quotes, **GROUPS).query("canonical != 'mayor'")
    named = aa.Corpus(ARTICLES, actors=actors).quotes.set_index("speaker_name")["speaker_group"]
    assert named["mayor"] == "other"
    assert pd.isna(named["Hugh Tarn"])


def test_rows_without_any_value_are_left_out(quotes: pd.DataFrame) -> None:
    draft = aa.speakers.draft_actors(quotes)
    padded = draft.reindex(range(len(draft) + 2))
    assert aa.speakers.load_actors(padded)["canonical"].tolist() == draft["canonical"].tolist()


def test_a_file_in_another_encoding_is_refused_in_one_sentence(quotes: pd.DataFrame, tmp_path: Path) -> None:
    table = filled(quotes).assign(group="Köln")
    table.to_csv(tmp_path / "actors.csv", index=False, encoding="cp1252")
    with pytest.raises(
        aa.TableError, match="(?s)^speakers.load_actors: needs CSV in UTF-8; .*Save it again as"
    ):
        aa.Corpus(ARTICLES, actors=tmp_path / "actors.csv")


@pytest.mark.parametrize(
    "name", ["=1+1", "@iris_vale", "+32 Club", "-17 Crew", '=HYPERLINK("http://x.example")']
)
@pytest.mark.parametrize("save", SAVED.values(), ids=SAVED)
def test_a_name_that_a_spreadsheet_would_run(
    name: str, save: Callable[[pd.DataFrame, Path], None], tmp_path: Path
) -> None:
    said = quotes_of([("a", 0, 5, "no", name, name), ("a", 9, 12, "yes", "Lee", "Lee")])
    draft = aa.speakers.draft_actors(said)
    assert draft["canonical"].tolist() == [f"'{name}", "Lee"]
    save(draft.assign(group=["crew", None]), tmp_path / "actors.csv")
    assert f"\n{name[0]}" not in (tmp_path / "actors.csv").read_text("utf-8-sig").replace('"', "")
    known = Actors(aa.speakers.load_actors(tmp_path / "actors.csv"))
    assert (known.find(name) or known.find_described(name)) == (name, "crew")


def test_an_apostrophe_of_the_name_stays() -> None:
    draft = aa.speakers.draft_actors(quotes_of([("a", 0, 5, "no", "'t Veerhuis", "'t Veerhuis")]))
    assert Actors(draft.assign(group="town")).find("'t Veerhuis") == ("'t Veerhuis", "town")


def test_a_handle_is_named_as_it_is_printed() -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["“Not true,” @Iris said."]})
    said = pd.DataFrame(
        {"doc_id": "a", "start": [1], "end": [10], "quote": ["Not true,"], "kind": "direct", "speaker": ["@Iris"],
         "speaker_start": 12}
    )  # fmt: skip
    before = aa.speakers.resolve(said, articles)
    actors = aa.speakers.draft_actors(before).assign(group="town")
    assert actors["canonical"].tolist() == ["'@Iris"]
    after = aa.speakers.resolve(said, articles, actors=actors)
    assert after[["speaker_name", "speaker_group"]].values.tolist() == [["@Iris", "town"]]


def test_a_description_given_a_group_hides_no_name(quotes: pd.DataFrame) -> None:
    """The mayor of one article has no name; that of another has, and keeps it."""
    named = aa.Corpus(ARTICLES, actors=filled(quotes, mayor="town hall")).quotes
    spoken = named[named["speaker"] == "the mayor"]
    assert spoken[["speaker_name", "speaker_group"]].fillna("-").values.tolist() == [
        ["mayor", "town hall"],
        ["Hugh Tarn", "-"],
    ]


def test_a_description_is_no_other_that_begins_so() -> None:
    texts = [
        "Pool\n\n“It is late,” officials said.",
        "Pool\n\n“It is early,” said officials of the harbour company.",
    ]
    articles = pd.DataFrame({"doc_id": ["a", "b"], "text": texts})
    quotes = aa.Corpus(articles).quotes
    named = aa.Corpus(articles, actors=filled(quotes, officials="town")).quotes
    assert named[["speaker_name", "speaker_group"]].fillna("-").values.tolist() == [
        ["officials", "town"],
        ["officials of the harbour company", "-"],
    ]


def test_names_stay_what_they_are_in_many_passages() -> None:
    passages = [json.loads(line) for line in PASSAGES.read_text("utf-8").splitlines()]
    articles = pd.DataFrame({"doc_id": [p["id"] for p in passages], "text": [p["text"] for p in passages]})
    said = aa.quotes.attribute(articles.assign(language="en"))
    before = aa.speakers.resolve(said, articles)
    after = aa.speakers.resolve(said, articles, actors=aa.speakers.draft_actors(before))
    same = before["speaker_name"].str.casefold().fillna("") == after["speaker_name"].str.casefold().fillna("")
    assert same.mean() > 0.985
    assert after["speaker_group"].isna().all()
