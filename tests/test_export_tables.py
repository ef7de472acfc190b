"""What archives and tools write as CSV and XLSX, by names of their own, in words of ours (`exports/README.md`)."""

from pathlib import Path
from typing import Any

import pandas as pd
import pytest

import aleppo_analysis as aa
from aleppo_analysis import loading

TITLE = "Pilot found asleep"
TEXT = "The pilot of the ferry slept through the morning of 3 March.\n\n“Nobody missed him,” said Nora Pell."
URL = "https://www.harbour-post.example/news/pilot"
TOLD = {"column taken", "doc_id made", "source made"}

NEWSPAPER = {
    "url": URL,
    "read_more_link": "",
    "language": "en",
    "title": TITLE,
    "top_image": "https://www.harbour-post.example/pilot.jpg",
    "meta_img": "",
    "images": ["https://www.harbour-post.example/pilot.jpg"],
    "movies": [],
    "keywords": [],
    "meta_keywords": ["ferry", "pilot"],
    "tags": [],
    "authors": ["Anne Lovell"],
    "publish_date": "2020-03-03T01:35:58",
    "summary": "",
    "meta_description": "The pilot of the ferry slept.",
    "meta_lang": "en",
    "meta_favicon": "",
    "meta_site_name": "Harbour Post",
    "canonical_link": URL,
    "text": TEXT,
}
MEDIA_CLOUD = {
    "id": "a1b2c3d4",
    "indexed_date": "2020-03-05 08:00:00.000000",
    "language": "en",
    "media_name": "harbour-post.example",
    "media_url": "harbour-post.example",
    "publish_date": "2020-03-03",
    "title": TITLE,
    "url": URL,
    "text": TEXT,
}
OLD_MEDIA_CLOUD = {
    "stories_id": 207587276,
    "publish_date": "2020-03-03 01:35:58",
    "title": TITLE,
    "url": URL,
    "language": "en",
    "ap_syndicated": False,
    "themes": "",
    "media_id": 1094,
    "media_name": "Harbour Post",
    "media_url": "https://www.harbour-post.example",
    "story_text": TEXT,
}
PROQUEST = {
    "Title": TITLE,
    "StoreId": "3107396628",
    "ArticleType": "News",
    "Authors": "Lovell, Anne",
    "companies": None,
    "copyright": "Copyright 2020 Harbour Post Ltd",
    "documentType": "News",
    "entryDate": "2020-03-03",
    "issn": "11899417",
    "language": "English",
    "pages": "A.2",
    "placeOfPublication": "Pellworth",
    "pubdate": "Mar 3, 2020",
    "pubtitle": "Harbour Post; Pellworth",
    "year": "2020",
    "DocumentURL": "https://www.proquest.com/docview/3107396628",
    "FindACopy": "",
    "Database": "Island Newsstream",
    "full text": TEXT,
}
READTEXT = {
    "doc_id": "pilot.txt",
    "text": f"{TITLE}\n\n{TEXT}",
    "source": "Harbour Post",
    "date": "2020-03-03",
}
ATAP = {"text_name": "pilot", "text": f"{TITLE}\n\n{TEXT}", "source": "Harbour Post", "date": "2020-03-03"}

# -> doc_id, source, published, url, language, title
EXPECTED: dict[str, tuple[dict[str, Any], list[str | None]]] = {
    "newspaper": (NEWSPAPER, ["a", "Harbour Post", "2020-03-03", URL, "en", TITLE]),
    "media cloud": (MEDIA_CLOUD, ["a1b2c3d4", "harbour-post.example", "2020-03-03", URL, "en", TITLE]),
    "old media cloud": (OLD_MEDIA_CLOUD, ["207587276", "Harbour Post", "2020-03-03", URL, "en", TITLE]),
    "proquest": (
        PROQUEST,
        ["3107396628", "Harbour Post; Pellworth", "2020-03-03", PROQUEST["DocumentURL"], "en", TITLE],
    ),
    "readtext": (READTEXT, ["pilot.txt", "Harbour Post", "2020-03-03", None, "en", TITLE]),
    "atap": (ATAP, ["pilot", "Harbour Post", "2020-03-03", None, "en", TITLE]),
}


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
@pytest.mark.parametrize("tool", EXPECTED)
def test_tables_of_tools_need_no_columns(tool: str, suffix: str, tmp_path: Path) -> None:
    record, expected = EXPECTED[tool]
    path = tmp_path / f"a{suffix}"
    table = pd.DataFrame([record])
    table.to_csv(path, index=False) if suffix == ".csv" else table.to_excel(path, index=False)
    loaded = loading.read(path)
    (row,) = loaded.articles.astype(object).where(loaded.articles.notna(), None).to_dict("records")
    found = [row["doc_id"], row["source"], row["published"], row["url"], row["language"], row["title"]]
    assert row["text"].removeprefix(f"{TITLE}\n\n") == TEXT
    assert [str(value)[:10] if name == 2 else value for name, value in enumerate(found)] == expected
    assert set(loaded.problems["what"]) <= TOLD


@pytest.mark.parametrize("record", [MEDIA_CLOUD, OLD_MEDIA_CLOUD], ids=["new", "old"])
def test_media_cloud_has_no_texts_unless_they_are_asked_for(record: dict[str, Any], tmp_path: Path) -> None:
    path = tmp_path / "stories.csv"
    pd.DataFrame([record]).drop(columns=["text", "story_text"], errors="ignore").to_csv(path, index=False)
    with pytest.raises(aa.TableError, match=r"stories.csv: no column of it is known as the text; it has "):
        aa.load_articles(path)
