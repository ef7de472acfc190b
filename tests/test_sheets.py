"""Sheets for people who code: blind, written for each tool, read back to the letter, whatever the tool did."""

import json
import sys
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pandas as pd
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import aleppo_analysis as aa
from aleppo_analysis.coding import archives

EXPORTS = Path(__file__).parent / "sheets"
FIRST = "Aid waits 🚚🚚 at the border."
SECOND = "“We are ready,”\r\nsaid the café’s owner."
THIRD = "=1+1 is two. It was a trap, a trap."
ENDINGS = [".csv", ".json", ".jsonl", ".jsonld", ".zip"]
FOR_SPANS = ENDINGS[1:]
LABELS = ["picture", "place"]


@pytest.fixture
def articles() -> pd.DataFrame:
    return pd.DataFrame({"doc_id": ["herald-1", "post-1"], "text": [f"{FIRST}\n\n{SECOND}\n", THIRD]})


@pytest.fixture
def sample() -> pd.DataFrame:
    """Three units with what a coder must not see."""
    second = len(FIRST) + 2
    return pd.DataFrame(
        {
            "doc_id": ["post-1", "herald-1", "herald-1"],
            "start": [0, 0, second],
            "end": [len(THIRD), len(FIRST), second + len(SECOND)],
            "source": ["post", "herald", "herald"],
            "stratum": [41, 42, 41],
            "pi": [0.4375, 0.0625, 0.4375],
        }
    )


def written(sample, articles, path: Path, **asked) -> dict[str, str]:
    """The sheet written; words of a unit -> its name."""
    aa.coding.sheet(sample, articles, path, **asked)
    told = json.loads(path.with_suffix(".key.json").read_text("utf-8"))["units"]
    return dict(zip(told["text"], told["unit"], strict=True))


def exported(name: str, units: dict[str, str], path: Path) -> Path:
    """A file of `sheets` with the names of units in it."""
    text = (EXPORTS / name).read_text("utf-8")
    for place, words in (("UNIT-1", FIRST), ("UNIT-2", SECOND), ("UNIT-3", THIRD)):
        text = text.replace(place, units[words])
    path.write_text(text, "utf-8")
    return path


def spans_in(loaded: pd.DataFrame) -> list[tuple]:
    columns = ["doc_id", "start", "end", "label", "words", "coder", "is_coded"]
    return list(
        loaded[columns]
        .astype("object")
        .where(loaded[columns].notna(), None)
        .itertuples(index=False, name=None)
    )


# -- what a sheet is -------------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_coder_sees_words_and_nothing_else(sample, articles, tmp_path, ending) -> None:
    aa.coding.sheet(sample, articles, tmp_path / f"sheet{ending}")
    for file in tmp_path.iterdir():
        content = file.read_bytes()
        if ending == ".zip" and file.suffix == ".zip":
            with ZipFile(file) as archive:
                content = b"".join(name.encode() + archive.read(name) for name in archive.namelist())
        hidden = [b"herald", b"post-1", b"4375", b"0625", b"42", b"stratum", b"source\x00"]
        assert [word for word in hidden if word in content] == (
            [] if ".key." not in file.name else hidden[:-1]
        )


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_order_of_a_sheet_is_not_that_of_the_sample(sample, articles, tmp_path, ending) -> None:
    aa.coding.sheet(sample, articles, tmp_path / f"one{ending}")
    aa.coding.sheet(sample.iloc[::-1], articles, tmp_path / f"other{ending}")
    one, other = (aa.coding.load(tmp_path / f"{name}{ending}") for name in ("one", "other"))
    pd.testing.assert_frame_equal(one, other)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_sheet_that_nobody_has_filled_in_gives_the_sample_without_codes(sample, articles, tmp_path, ending):
    aa.coding.sheet(sample, articles, tmp_path / f"sheet{ending}")
    loaded = aa.coding.load(tmp_path / f"sheet{ending}")
    assert loaded["is_present"].isna().all() and loaded["is_present"].dtype == "boolean"
    order = ["doc_id", "start"]
    same = loaded[list(sample.columns)].sort_values(order, ignore_index=True)
    pd.testing.assert_frame_equal(pd.DataFrame(same), sample.sort_values(order, ignore_index=True))
    assert set(loaded["words"]) == {FIRST, SECOND, THIRD}


def test_whole_articles_with_numbers_as_names(tmp_path) -> None:
    articles = pd.DataFrame({"doc_id": [7, 8], "text": ["One.", None]})
    sample = pd.DataFrame({"doc_id": [8, 7], "pi": [0.5, 1 / 3], "is_long": [False, True]})
    aa.coding.sheet(sample, articles, tmp_path / "sheet.csv", outcome="n_sources")
    loaded = aa.coding.load(tmp_path / "sheet.csv").set_index("doc_id")
    assert loaded.loc[[8, 7], "pi"].tolist() == [0.5, 1 / 3]
    assert loaded.loc[[8, 7], "is_long"].tolist() == [False, True]
    assert loaded.loc[7, "words"] == "One." and loaded["n_sources"].dtype == "Float64"


def test_spans_in_whole_articles_are_of_units_from_end_to_end(articles, tmp_path) -> None:
    sample = articles[["doc_id"]].assign(pi=1.0)
    aa.coding.sheet(sample, articles, tmp_path / "sheet.jsonl", labels=LABELS)
    loaded = aa.coding.load(tmp_path / "sheet.jsonl").set_index("doc_id")
    assert loaded["unit_start"].to_dict() == {"herald-1": 0, "post-1": 0}
    assert loaded["unit_end"].to_dict() == {"herald-1": len(FIRST) + len(SECOND) + 3, "post-1": len(THIRD)}


def test_a_sheet_is_written_whole_or_not_at_all(sample, articles, tmp_path) -> None:
    (tmp_path / "sheet.key.json").touch()
    with pytest.raises(aa.TableError, match="is there already"):
        aa.coding.sheet(sample, articles, tmp_path / "sheet.csv")
    assert [file.name for file in tmp_path.iterdir()] == ["sheet.key.json"]


def test_the_labeling_interface_stands_beside_tasks(sample, articles, tmp_path) -> None:
    aa.coding.sheet(sample, articles, tmp_path / "codes.json")
    aa.coding.sheet(sample, articles, tmp_path / "numbers.json", outcome="n_sources")
    aa.coding.sheet(sample, articles, tmp_path / "spans.json", labels=['a "b" <c>'])
    configs = [(tmp_path / f"{name}.config.xml").read_text("utf-8") for name in ("codes", "numbers", "spans")]
    assert '<Choice value="yes"/><Choice value="no"/>' in configs[0]
    assert '<Number name="n_sources" toName="text"/>' in configs[1]
    assert '<Label value=\'a "b" &lt;c&gt;\'/><Label value="nothing"/>' in configs[2]


# -- spreadsheets ------------------------------------------------------------------------------------------


def filled(file: Path, units: dict[str, str], codes: dict[str, str], **changed) -> pd.DataFrame:
    table = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    table["is_present"] = table["unit"].map({units[words]: code for words, code in codes.items()})
    table = table.assign(coder="Ann", **changed)
    table.to_csv(file, index=False, encoding="utf-8-sig")
    return table


def test_codes_of_a_spreadsheet(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.csv")
    raw = (tmp_path / "sheet.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbfunit,text,is_present,coder\r\n") and b"\"'=1+1 is two." in raw
    filled(tmp_path / "sheet.csv", units, {FIRST: "Yes", SECOND: " FALSE", THIRD: ""}, note="sure")
    loaded = aa.coding.load(tmp_path / "sheet.csv").set_index("words")
    assert loaded.loc[[FIRST, SECOND, THIRD], "is_present"].tolist() == [True, False, pd.NA]
    assert set(loaded["coder"]) == {"Ann"} and set(loaded["note"]) == {"sure"}


def test_names_of_units_are_no_numbers_to_a_spreadsheet(articles, tmp_path) -> None:
    texts = pd.DataFrame({"doc_id": [f"d{n}" for n in range(300)], "text": "x"})
    aa.coding.sheet(texts[["doc_id"]], texts, tmp_path / "sheet.csv")
    assert pd.read_csv(tmp_path / "sheet.csv", encoding="utf-8-sig")["unit"].str.fullmatch("[a-p]{12}").all()


def test_cells_that_were_sorted_by_themselves_are_noticed(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.csv")
    codes = {FIRST: "yes", SECOND: "no", THIRD: "yes"}
    moved = pd.read_csv(tmp_path / "sheet.csv", encoding="utf-8-sig")["text"].tolist()
    filled(tmp_path / "sheet.csv", units, codes, text=[moved[1], moved[0], moved[2]])
    with pytest.warns(aa.coding.CodingWarning) as told:
        loaded = aa.coding.load(tmp_path / "sheet.csv")
    names = loaded["unit"].tolist()
    assert str(told[0].message) == (
        f"coding.load: 2 rows have words in the file that are not theirs, and no code now, first of unit {names[0]}, "
        f"{names[1]}.\nWere cells moved or sorted?"
    )
    assert loaded["is_present"].isna().tolist() == [True, True, False]


# -- exports of tools --------------------------------------------------------------------------------------


def test_label_studio(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.json", labels=LABELS)
    export = exported("label_studio.json", units, tmp_path / "project-2-at-2026.json")
    loaded = aa.coding.load(export, key=tmp_path / "sheet.key.json")
    assert sorted(spans_in(loaded), key=str) == sorted(
        [
            ("herald-1", 10, 12, "picture", "🚚🚚", "3", True),
            ("herald-1", 20, 26, "place", "border", "3", True),
            ("herald-1", None, None, None, None, "ann@example.org", True),  # read, nothing marked
            ("herald-1", 37, 50, "place", "ready,”\r\nsaid", "5", True),  # another coder skipped it
            ("post-1", None, None, None, None, None, False),  # not yet read
        ],
        key=str,
    )
    assert set(loaded["found_by"].dropna()) == {"position"}


def test_doccano(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.jsonl", labels=LABELS)
    for name in ("doccano.jsonl", "doccano_relations.jsonl"):
        export = exported(name, units, tmp_path / name)
        loaded = aa.coding.load(export, key=tmp_path / "sheet.key.json")
        assert sorted(spans_in(loaded), key=str) == sorted(
            [
                ("herald-1", 10, 12, "picture", "🚚🚚", None, True),
                ("herald-1", 20, 26, "place", "border", None, True),
                ("herald-1", None, None, None, None, None, False),  # no label says nothing in doccano
                ("post-1", None, None, None, None, None, True),  # labelled "nothing"
            ],
            key=str,
        )


def test_doccano_is_given_plain_lines(tmp_path) -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["a trap\r\n\r\na trap\ra trap"]})
    aa.coding.sheet(articles[["doc_id"]], articles, tmp_path / "sheet.jsonl", labels="x")
    given = json.loads((tmp_path / "sheet.jsonl").read_text("utf-8"))["text"]
    assert given == "a trap\n\na trap\na trap"
    as_doccano(tmp_path / "sheet.jsonl", given.rindex("trap"), len(given), given)
    assert aa.coding.load(tmp_path / "sheet.jsonl")["start"].tolist() == [articles["text"][0].rindex("trap")]


def test_doccano_with_a_file_a_coder(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.jsonl", labels=LABELS)
    export = exported("doccano.jsonl", units, tmp_path / "ann.jsonl")
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.write(export, "ann.jsonl")
        archive.writestr("bob.jsonl", export.read_text("utf-8").splitlines()[0])
    loaded = aa.coding.load(tmp_path / "export.zip", key=tmp_path / "sheet.key.json")
    assert loaded.dropna(subset="start")["coder"].tolist() == ["ann", "ann", "bob", "bob"]


def test_web_annotations(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.jsonld", labels=LABELS)
    export = exported("web_annotations.jsonld", units, tmp_path / "export.jsonld")
    loaded = aa.coding.load(export, key=tmp_path / "sheet.key.json")
    assert sorted(spans_in(loaded), key=str) == sorted(
        [
            ("herald-1", 10, 12, "picture", "🚚🚚", "Ann", True),
            ("herald-1", 20, 26, "place", "border", "urn:people:3", True),
            ("herald-1", None, None, None, None, None, False),
            ("post-1", None, None, None, None, None, True),
        ],
        key=str,
    )
    export.write_bytes(b"\xef\xbb\xbf" + export.read_bytes())  # as Windows writes it
    pd.testing.assert_frame_equal(aa.coding.load(export, key=tmp_path / "sheet.key.json"), loaded)
    assert loaded.set_index("label").loc[["picture", "place"], "found_by"].tolist() == ["position", "words"]


def inception_zip(units: dict[str, str]) -> bytes:
    """A document with its type system, as INCEpTION exports it."""
    content = (EXPORTS / "inception.xmi").read_text("utf-8").replace("UNIT-1", units[FIRST])
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr("ann.xmi", content)
        archive.writestr("TypeSystem.xml", (EXPORTS / "inception_types.xml").read_text("utf-8"))
    return stream.getvalue()


def test_inception_counts_utf16_and_names_the_coder_in_a_project(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.zip", labels=LABELS)
    with ZipFile(tmp_path / "project.zip", "w") as archive:
        archive.writestr(f"annotation/{units[FIRST]}.xmi/ann.zip", inception_zip(units))
        archive.writestr(f"curation/{units[FIRST]}.xmi/CURATION_USER.zip", inception_zip(units))
        archive.writestr("exportedproject.json", "{}")
    (tmp_path / f"{units[FIRST]}.zip").write_bytes(inception_zip(units))
    for name, coder in (("project", "ann"), (units[FIRST], None)):
        loaded = aa.coding.load(tmp_path / f"{name}.zip", key=tmp_path / "sheet.key.json")
        assert [row for row in spans_in(loaded) if row[3]] == [
            ("herald-1", 10, 12, "picture", "🚚🚚", coder, True),
            ("herald-1", 20, 26, "place", "border", coder, True),
        ]


def as_label_studio(file: Path, start: int, end: int, text: str) -> None:
    [task] = json.loads(file.read_text("utf-8"))
    value = {"start": start, "end": end, "text": text[start:end], "labels": ["x"]}
    annotation = {"completed_by": 1, "was_cancelled": False, "result": [{"type": "labels", "value": value}]}
    file.write_text(json.dumps([{**task, "annotations": [annotation]}]), "utf-8")


def as_doccano(file: Path, start: int, end: int, text: str) -> None:
    row = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps({**row, "id": 1, "label": [[start, end, "x"]]}), "utf-8")


def as_web_annotation(file: Path, start: int, end: int, text: str) -> None:
    page = json.loads(file.read_text("utf-8"))
    position = {"type": "TextPositionSelector", "start": start, "end": end}
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    target = {"source": page["items"][0]["target"]["source"], "selector": [position, quote]}
    page["items"].append({"type": "Annotation", "body": "x", "target": target})
    file.write_text(json.dumps(page), "utf-8")


def as_inception(file: Path, start: int, end: int, text: str) -> None:
    """Each place in UTF-16 units, as UIMA counts."""
    start, end = (len(text[:place].encode("utf-16-le")) // 2 for place in (start, end))
    rewritten(file, lambda name, content: with_span(content, start, end, "x"))


def with_span(xmi: str, start: int, end: int, label: str) -> str:
    span = f'<custom:Span xmlns:custom="http:///custom.ecore" xmi:id="9" sofa="1" begin="{start}" end="{end}" label="{label}"/>'
    return xmi.replace("<cas:Sofa", f"{span}<cas:Sofa").replace('members=""', 'members="9"')


TOOLS = {".json": as_label_studio, ".jsonl": as_doccano, ".jsonld": as_web_annotation, ".zip": as_inception}
ODD = st.text(
    st.sampled_from("ab .\n\r\t\u2028\u00a0é\u0301🚚\U0001f468\u200d\ufe0f'“=<&\"]"), min_size=1, max_size=30
)


@pytest.mark.parametrize("ending", FOR_SPANS)
@settings(max_examples=20)
@given(before=ODD, marked=ODD, after=ODD)
def test_every_place_comes_back_to_the_letter(tmp_path_factory, ending, before, marked, after) -> None:
    assume(ending != ".jsonl" or "\r" not in before + marked + after)  # doccano is given no CR
    text, file = before + marked + after, tmp_path_factory.mktemp("sheets") / f"sheet{ending}"
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["\U0001f468 " + text]})
    sample = pd.DataFrame({"doc_id": ["a"], "start": [2], "end": [2 + len(text)]})
    aa.coding.sheet(sample, articles, file, labels=["x"])
    TOOLS[ending](file, len(before), len(before + marked), text)
    [row] = aa.coding.load(file).to_dict("records")
    assert (row["start"], row["end"], row["found_by"]) == (
        2 + len(before),
        2 + len(before + marked),
        "position",
    )
    assert row["words"] == marked


@pytest.mark.parametrize("ending", FOR_SPANS)
def test_words_that_are_gone_are_reported(sample, articles, tmp_path, ending) -> None:
    """The tool was given another text under the same name."""
    one, another = sample[["doc_id", "start", "end"]].head(1), "Nobody spoke of the convoy or the sea."
    units = written(one, articles, tmp_path / f"ours{ending}", labels=["x"])
    file = tmp_path / f"theirs{ending}"
    aa.coding.sheet(one, articles.assign(text=another), file, labels=["x"])
    TOOLS[ending](file, 20, 26, another)
    with pytest.warns(aa.coding.CodingWarning) as warned:
        [row] = spans_in(aa.coding.load(file, key=tmp_path / "ours.key.json"))
    assert str(warned[0].message) == (
        "coding.load: 1 rows have marked words that were not found again in one place, and no offsets, first of unit "
        f"{units[THIRD]}.\nLook them up in their articles by `words`."
    )
    assert row[1:5] == (None, None, "x", "convoy")


def rewritten(file: Path, change) -> None:
    """A zip with each member's text changed by its name."""
    with ZipFile(file) as archive:
        members = {name: archive.read(name).decode() for name in archive.namelist()}
    with ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, change(name, content))


@pytest.mark.parametrize("ending", FOR_SPANS)
def test_codes_of_units(sample, articles, tmp_path, ending) -> None:
    file = tmp_path / f"sheet{ending}"
    units = written(sample, articles, file)
    if ending == ".json":
        tasks = json.loads(file.read_text("utf-8"))
        for task in tasks:
            code = "no" if task["data"]["unit"] == units[SECOND] else "yes"
            task["annotations"] = [
                {"completed_by": 1, "result": [{"type": "choices", "value": {"choices": [code]}}]}
            ]
        file.write_text(json.dumps(tasks), "utf-8")
    elif ending == ".jsonl":
        rows = [json.loads(line) for line in file.read_text("utf-8").split("\n") if line]
        rows = [
            {**row, "id": n, "label": ["no" if row["unit"] == units[SECOND] else "yes"]}
            for n, row in enumerate(rows)
        ]
        file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    elif ending == ".jsonld":
        page = json.loads(file.read_text("utf-8"))
        for item in page["items"]:
            code = "no" if item["target"]["source"].endswith(units[SECOND]) else "yes"
            item["body"] = [{"type": "TextualBody", "purpose": "classifying", "value": code}]
        file.write_text(json.dumps(page), "utf-8")
    else:
        codes = {f"{units[words]}.xmi": "no" if words == SECOND else "yes" for words in units}
        rewritten(file, lambda name, content: with_span(content, 0, 1, codes.get(name, "")))
    codes = aa.coding.load(file).set_index("words")["is_present"]
    assert codes.loc[[FIRST, SECOND, THIRD]].tolist() == [True, False, True]


@pytest.mark.parametrize("ending", [".json", ".zip"])
def test_a_unit_with_other_words_in_the_tool_has_no_code(sample, articles, tmp_path, ending) -> None:
    written(sample, articles, tmp_path / f"ours{ending}")
    file = tmp_path / f"theirs{ending}"
    aa.coding.sheet(sample, articles.assign(text="x" * 99), file)
    if ending == ".json":
        said = [{"completed_by": 1, "result": [{"type": "choices", "value": {"choices": ["yes"]}}]}]
        tasks = [{**task, "annotations": said} for task in json.loads(file.read_text("utf-8"))]
        file.write_text(json.dumps(tasks), "utf-8")
    else:
        rewritten(file, lambda name, content: with_span(content, 0, 1, "yes"))
    with pytest.warns(aa.coding.CodingWarning, match="have words in the file that are not theirs"):
        loaded = aa.coding.load(file, key=tmp_path / "ours.key.json")
    assert loaded["is_present"].isna().all()


def test_a_document_of_inception_keeps_its_name(sample, articles, tmp_path) -> None:
    units = written(sample.head(1), articles, tmp_path / "sheet.zip")
    with ZipFile(tmp_path / "sheet.zip") as archive, ZipFile(tmp_path / "named.zip", "w") as named:
        for name in archive.namelist():
            named.writestr(name.replace(units[THIRD], "notes"), archive.read(name))
    with pytest.raises(aa.TableError, match="^coding.load: 'notes.xmi' names no unit of a sheet."):
        aa.coding.load(tmp_path / "named.zip", key=tmp_path / "sheet.key.json")


def test_a_label_that_was_not_asked_for_is_refused(sample, articles, tmp_path) -> None:
    units = written(sample.head(1), articles, tmp_path / "sheet.jsonl", labels=LABELS)
    as_doccano(tmp_path / "sheet.jsonl", 0, 4, THIRD)
    with pytest.raises(aa.TableError) as error:
        aa.coding.load(tmp_path / "sheet.jsonl")
    assert str(error.value) == (
        f"coding.load: unit '{units[THIRD]}' has a span with label 'x'.\n"
        "The sheet asked for one of 'picture', 'place', 'nothing': rename it in the tool."
    )


# -- what is refused ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            lambda sample: {"sample": pd.concat([sample, sample.head(1)])},
            "coding.sheet: `sample` has more than one row for the same doc_id and start and end: post-1 / 0 / 35.\n"
            "Keep one row each.",
        ),
        (
            lambda sample: {"sample": sample.assign(doc_id="times-1", end=range(3))},
            "coding.sheet: 3 rows of `sample` are of no article, the first of 'times-1'.\n"
            "Give the articles that the units were made from.",
        ),
        (
            lambda sample: {"sample": sample.assign(is_present=True)},
            "coding.sheet: `sample` already has 'is_present', which coding adds.\n"
            "Drop it first: sample.drop(columns='is_present').",
        ),
        (
            lambda sample: {"outcome": "coder"},
            "coding.sheet: outcome='coder' is the name of another column.\nName what is coded: outcome='is_present'.",
        ),
        (
            lambda sample: {"labels": "speech"},
            "coding.sheet: a spreadsheet holds one code a unit, no labels of spans.\n"
            "Name a file for a tool that marks spans: .json, .jsonl, .jsonld or .zip.",
        ),
        (
            lambda sample: {"sample": sample.assign(new=1).rename(columns={"new": ("a", "b")})},
            "coding.sheet: `sample` must have text as names of its columns; one is ('a', 'b').\n"
            "Rename it: sample.rename(columns={('a', 'b'): ...}).",
        ),
    ],
    ids=["twice", "no article", "coded already", "no name", "spans", "a tuple as a name"],
)
def test_sheets_that_are_refused(sample, articles, tmp_path, change, message) -> None:
    given = {"sample": sample, **change(sample)}
    with pytest.raises(aa.TableError) as error:
        aa.coding.sheet(given.pop("sample"), articles, tmp_path / "sheet.csv", **given)
    assert str(error.value) == message
    assert not list(tmp_path.iterdir())


def test_a_text_that_a_cell_would_cut_is_refused(tmp_path) -> None:
    articles = pd.DataFrame({"doc_id": ["a"], "text": ["x" * 40_000]})
    with pytest.raises(aa.TableError) as error:
        aa.coding.sheet(articles[["doc_id"]], articles, tmp_path / "sheet.csv")
    assert str(error.value) == (
        "coding.sheet: a text has 40,000 characters; a cell holds 32,767, and the rest would be lost.\n"
        "Draw sentences, or name a file for another tool: .json, .jsonl, .jsonld or .zip."
    )


@pytest.mark.parametrize(
    ("codes", "message"),
    [
        (
            {FIRST: "perhaps"},
            "coding.load: 'is_present' of unit '{0}' is 'perhaps'.\nWrite yes or no.",
        ),
    ],
)
def test_codes_that_are_refused(sample, articles, tmp_path, codes, message) -> None:
    units = written(sample, articles, tmp_path / "sheet.csv")
    filled(tmp_path / "sheet.csv", units, codes)
    with pytest.raises(aa.TableError) as error:
        aa.coding.load(tmp_path / "sheet.csv")
    assert str(error.value) == message.format(units[FIRST])


@pytest.mark.parametrize("code", ["many", "nan", "inf", "1,5"])
def test_a_code_that_is_no_number_is_refused(sample, articles, tmp_path, code) -> None:
    units = written(sample, articles, tmp_path / "sheet.csv", outcome="n_found")
    table = pd.read_csv(tmp_path / "sheet.csv", dtype="str", keep_default_na=False, encoding="utf-8-sig")
    table.assign(n_found=["0.5", "2", "-1"], coder="Ann").to_csv(tmp_path / "sheet.csv", index=False)
    assert sorted(aa.coding.load(tmp_path / "sheet.csv")["n_found"]) == [-1, 0.5, 2]
    table.assign(n_found=code, coder="Ann").to_csv(tmp_path / "sheet.csv", index=False)
    with pytest.raises(aa.TableError) as error:
        aa.coding.load(tmp_path / "sheet.csv")
    assert str(error.value) in {
        f"coding.load: 'n_found' of unit {unit!r} is {code!r}.\nWrite a number, with a point: 0.5."
        for unit in units.values()
    }


def test_categories_come_back_as_plain_values(sample, articles, tmp_path) -> None:
    aa.coding.sheet(sample.astype({"doc_id": "category", "source": "category"}), articles, tmp_path / "s.csv")
    loaded = aa.coding.load(tmp_path / "s.csv")
    assert not any(dtype == "category" for dtype in loaded.dtypes)
    assert sorted(loaded["doc_id"]) == ["herald-1", "herald-1", "post-1"]


def test_a_coder_who_gave_two_codes_decides(sample, articles, tmp_path) -> None:
    units = written(sample, articles, tmp_path / "sheet.csv")
    table = filled(tmp_path / "sheet.csv", units, dict.fromkeys((FIRST, SECOND, THIRD), "yes"))
    pd.concat([table, table.assign(is_present="no")]).to_csv(tmp_path / "sheet.csv", index=False)
    with pytest.raises(aa.TableError) as error:
        aa.coding.load(tmp_path / "sheet.csv")
    first = aa.coding.load(_fresh(sample, articles, tmp_path))["unit"].iloc[0]
    assert str(error.value) == (
        f"coding.load: unit '{first}' has 2 codes by the same coder: False, True.\n"
        "Decide on one in the tool and export again."
    )


def _fresh(sample, articles, tmp_path: Path) -> Path:
    aa.coding.sheet(sample, articles, tmp_path / "fresh.csv")
    return tmp_path / "fresh.csv"


def test_a_key_of_another_sheet_is_refused(sample, articles, tmp_path) -> None:
    aa.coding.sheet(sample, articles, tmp_path / "sheet.json")
    aa.coding.sheet(sample.tail(2), articles, tmp_path / "other.jsonl", labels=["x"])
    units = written(sample, articles, tmp_path / "third.jsonl", labels=LABELS)
    exported("doccano.jsonl", units, tmp_path / "export.jsonl")
    with pytest.raises(aa.TableError) as error:
        aa.coding.load(tmp_path / "export.jsonl", key=tmp_path / "other.key.json")
    assert str(error.value) == (
        f"coding.load: 1 units are not in the key, the first is '{units[THIRD]}'.\n"
        "Name the key that was written with this sheet: key='...key.json'."
    )
    with pytest.raises(aa.TableError, match="needs the key of the sheet; .* is none"):
        aa.coding.load(tmp_path / "export.jsonl")
    with pytest.raises(aa.TableError, match="needs the key of the sheet; .* is none"):
        aa.coding.load(tmp_path / "export.jsonl", key=tmp_path / "sheet.json")


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".json", "[" * 100_000),
        (".json", '{"not": "a list"}'),
        (".json", '[{"data": {"unit": "x"}, "annotations": [{"result": "x"}]}]'),
        (".jsonl", '{"text": "x"}'),
        (".jsonl", '{"unit": "x", "label": [[1, 2]]}'),
        (".jsonl", '{"unit": "x", "text": 7, "label": ["yes"]}'),
        (".jsonl", '{"unit": "x", "text": "half a pair \\ud83d", "label": ["yes"]}'),
        (".jsonld", '{"items": [{"body": "x"}]}'),
        (".zip", "no zip"),
    ],
)
def test_files_of_another_layout_are_named(sample, articles, tmp_path, ending, content) -> None:
    aa.coding.sheet(sample, articles, tmp_path / f"sheet{ending}")
    (tmp_path / f"sheet{ending}").write_text(content, "utf-8")
    with pytest.raises(aa.TableError, match=r"coding.load: '.*' is not laid out as its ending says \(\w+: "):
        aa.coding.load(tmp_path / f"sheet{ending}")


def _with_document(sample, articles, tmp_path: Path, xmi: bytes) -> Path:
    units = written(sample, articles, tmp_path / "sheet.zip", labels=LABELS)
    with ZipFile(tmp_path / "export.zip", "w") as archive:
        archive.writestr(f"{units[FIRST]}.xmi", xmi)
        archive.writestr("TypeSystem.xml", (EXPORTS / "inception_types.xml").read_bytes())
    return tmp_path / "export.zip"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_no_entity_of_an_export_is_resolved(sample, articles, tmp_path, encoding) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b SYSTEM "file:///etc/hostname">]>'
    xmi = (EXPORTS / "inception.xmi").read_text("utf-8").replace('label="place"', 'label="&a;"')
    xmi = xmi.replace("🚚🚚", "----").replace("?>\n", f"?>\n{bomb}", 1).replace("UTF-8", encoding)
    export = _with_document(sample, articles, tmp_path, xmi.encode(encoding))
    with pytest.raises(aa.TableError) as error:
        aa.coding.load(export, key=tmp_path / "sheet.key.json")
    assert str(error.value) == (
        "coding.load: a file of the export declares entities, which no annotation tool writes.\n"
        "Export it again from INCEpTION."
    )


def test_an_archive_that_unpacks_to_too_much_is_refused(sample, articles, tmp_path, monkeypatch) -> None:
    aa.coding.sheet(sample, articles, tmp_path / "sheet.zip")
    monkeypatch.setattr(archives, "_MOST", 1_000)
    with pytest.raises(aa.TableError) as error:
        aa.coding.load(tmp_path / "sheet.zip")
    assert str(error.value) == (
        "coding.load: 'sheet.zip' would unpack to more than 1,000 bytes.\nExport fewer documents at once."
    )


def test_what_to_do_without_dkpro_cassis(sample, articles, tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(aa.TableError) as error:
        aa.coding.sheet(sample, articles, tmp_path / "sheet.zip")
    assert str(error.value) == (
        "coding.sheet: files of INCEpTION need dkpro-cassis, which is not installed.\n"
        "Install it: pip install 'aleppo-analysis[coding]'."
    )
    assert not list(tmp_path.iterdir())


def test_a_sample_of_nothing(tmp_path, articles, sample) -> None:
    for ending in ENDINGS:
        aa.coding.sheet(sample.head(0), articles, tmp_path / f"{ending[1:]}{ending}")
        loaded = aa.coding.load(tmp_path / f"{ending[1:]}{ending}")
        assert len(loaded) == 0 and loaded["is_present"].dtype == "boolean"
