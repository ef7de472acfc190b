"""The simulated corpus of notebook 07 is what its script makes, and has the order wrong that it is to have wrong."""

from pathlib import Path

import pandas as pd

from training.simulated_units import FILE, simulated


def test_the_file_is_what_the_script_makes() -> None:
    made = simulated()
    pd.testing.assert_frame_equal(pd.read_csv(FILE), made, check_dtype=False)
    assert Path(FILE).read_text("utf-8").count("\n") == len(made) + 1


def test_the_list_has_the_outlets_in_the_wrong_order() -> None:
    shares = simulated().groupby("source")[["predicted", "is_present"]].mean().diff().iloc[-1]
    assert shares["predicted"] > 0 > shares["is_present"]
