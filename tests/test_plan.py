"""The plan for large corpora: its arithmetic, and that the document says what the figures give."""

import json

import pytest

from benchmarks import plan

FIGURES = {
    "words an article": 500.0,
    "annotate, words a second": 50_000.0,
    "annotate, MB": 400.0,
    "job, bytes a word at the peak": 100.0,
    "many, articles": 2_000.0,
    "many, words": 1_000_000.0,
    "many, lines": 6_000_000.0,
    "many, clock": 15.0,
    "many, processor": 20.0,
    "many, worker": 4e8,
    "many, memory of a worker, times": 1.05,
    "many, here": 2e8,
    "many, bytes known an article": 250.0,
    "many, disk": 2e7,
    "many, files": 32.0,
    "many, memory of who asks": 3e8,
    "asked, describe": 1.5,
    "pyarrow / polars, one article": 0.8,
    "two processes, x32": 1.6,
    **{f"disk, {name}": 2.0 for name in plan.TABLES},
    **{f"seconds, {name}": 1.0 for name in plan.TABLES},
}


def test_a_million_articles_are_reckoned_as_by_hand() -> None:
    found = plan.need(plan.Case("laptop", 1_000_000, machines=1, cores=4), FIGURES)
    assert found.words == 500_000_000
    assert found.processor_hours == pytest.approx(10_000 / 3600)  # 500 million words, 50,000 a second
    assert found.hours == pytest.approx(10_000 / 3600 / 3.2)  # four cores, of each .8
    assert (found.memory, found.known) == (1.6, 0.25)  # four times 400 MB; 250 bytes an article
    assert found.disk == 8.0  # eight tables of two bytes a word
    assert found.lines == 3.0  # six bytes a word
    assert found.files == 16_000  # 2,000 parts, a file a table


def test_more_machines_take_less_time_and_no_less_work() -> None:
    one, four = (plan.need(plan.Case("", 10_000, machines, cores=2), FIGURES) for machines in (1, 4))
    assert one.hours == pytest.approx(4 * four.hours)
    assert one._replace(hours=0) == four._replace(hours=0)


def test_nobody_measured_two_processes() -> None:
    without = {name: value for name, value in FIGURES.items() if name != "two processes, x32"}
    assert plan.efficiency(without) == plan.ASSUMED
    assert (
        "| two processes, 20 million words, times as fast | none | 1.6 | 1.8 | not measured |"
        in (plan.blocks(without)["measured"])
    )


def test_what_a_laptop_holds_is_reckoned_as_by_hand() -> None:
    assert plan.held(FIGURES) == (  # 8,000 million bytes, 100 a word; 500 words an article
        "In memory the main job takes 100 bytes a word, so that 8 GB hold 80 million words, 160,000 articles."
    )


def test_the_run_is_told_with_its_rate() -> None:
    told = plan.run(FIGURES)
    assert "| words a processor second | 50,000 |" in told and "| minutes by the clock | 0.2 |" in told
    assert plan.questions(FIGURES).endswith("| describe | 1.5 |")
    assert plan.engines(FIGURES).endswith("| polars | one article | 0.8 |")


def test_a_table_is_put_between_its_marks() -> None:
    text = "One.\n\n<!-- plan -->\nold\n<!-- end of plan -->\n\nTwo.\n"
    assert plan.with_blocks(text, {"plan": "new"}) == text.replace("old", "new")


def test_the_documents_say_what_the_figures_give() -> None:
    made = plan.blocks(json.loads(plan.MEASURED.read_text("utf-8")))
    texts = [document.read_text("utf-8") for document in plan.DOCUMENTS]
    assert [plan.with_blocks(text, made) for text in texts] == texts, "python benchmarks/plan.py --take"
    assert {name for name, block in made.items() for text in texts if block in text} == made.keys()


def test_readme_tells_the_seconds_of_all_articles() -> None:
    told = plan.speed(FIGURES)  # 420,000 words, 50,000 a second
    assert told.replace("\n", " ") == (
        "A word takes 20 microseconds of one core: 840 articles with 420,000 words, every table written, 8 seconds "
        "and 0.4 GB."
    )
