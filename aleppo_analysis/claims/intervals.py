"""Numbers as intervals of one measure, so that 48 hours and two days, or litres and gallons, can be compared.

Two intervals stand for a number. The *strict* one is what the words allow: *more than 800* is 800 and
upwards without end. The *near* one is what they are used for: nobody says *more than 800* of 300,000.
"""

import numpy as np
import pandas as pd

# What one of each unit is in the first of its row: at least and at most, where the word has two meanings.
_DAY, _LITRE = 24.0, 1.0
_MEASURES: dict[str, dict[str, tuple[float, float]]] = {
    "hours": {
        "seconds": (1 / 3600, 1 / 3600),
        "minutes": (1 / 60, 1 / 60),
        "hours": (1, 1),
        "days": (_DAY, _DAY),
        "weeks": (7 * _DAY, 7 * _DAY),
        "months": (28 * _DAY, 31 * _DAY),
        "years": (365 * _DAY, 366 * _DAY),
    },
    "metres": {
        "millimetres": (0.001, 0.001),
        "centimetres": (0.01, 0.01),
        "metres": (1, 1),
        "kilometres": (1000, 1000),
        "inches": (0.0254, 0.0254),
        "feet": (0.3048, 0.3048),
        "yards": (0.9144, 0.9144),
        "miles": (1609.344, 1609.344),
    },
    "litres": {
        "millilitres": (0.001, 0.001),
        "litres": (1, 1),
        "gallons": (3.785411784, 4.54609),  # of the United States, of Britain
    },
    "kilograms": {
        "grams": (0.001, 0.001),
        "kilograms": (1, 1),
        "pounds": (0.45359237, 0.45359237),
        "tonnes": (1000, 1000),
        "tons": (907.18474, 1016.0469088),  # of the United States, of Britain; a tonne lies between
    },
    "hectares": {
        "square metres": (0.0001, 0.0001),
        "hectares": (1, 1),
        "acres": (0.40468564224, 0.40468564224),
        "square kilometres": (100, 100),
        "square miles": (258.9988110336, 258.9988110336),
    },
}
_FAMILY = {unit: measure for measure, units in _MEASURES.items() for unit in units}
_SIZE = {unit: size for units in _MEASURES.values() for unit, size in units.items()}
_ABOUT = 0.1  # how far *about* may be off, as a share
_REACH = (
    2.0  # *more than n* is said of less than this many times n, *fewer than n* of more than one such part
)
_ROUNDED = 0.025  # how far a rounded number may be off at most, as a share


def intervals_of(numbers: pd.DataFrame) -> pd.DataFrame:
    """The measure of each number, and its strict and near interval in it.

    One row a number, in the order of `numbers` and with its index: `measure` (a unit that others are
    turned into, or the unit itself), `strict_low`, `strict_high`, `near_low`, `near_high`.
    """
    unit = numbers["unit"].astype("str")
    measured = unit.mask(numbers["kind"].eq("money").to_numpy(bool))  # pounds of money weigh nothing
    smallest, largest = (measured.map({name: size[end] for name, size in _SIZE.items()}) for end in (0, 1))
    low, high = (
        numbers[end].astype("Float64").to_numpy(np.float64, na_value=np.nan) for end in ("low", "high")
    )
    is_about = numbers["is_approximate"].to_numpy(bool)
    is_read = measured.map(_FAMILY).notna().to_numpy() & ~unit.isin(_MEASURES["hours"]).to_numpy()
    far_below, far_above = (abs(end) * part for end, part in ((high, 1 - 1 / _REACH), (low, _REACH - 1)))
    slack = np.where(low == high, _slack(low, is_about, is_read), 0)
    near_low = np.where(np.isnan(low), high - far_below, low - slack)
    near_high = np.where(np.isnan(high), low + far_above, high + slack)
    one, most = smallest.fillna(1.0).to_numpy(float), largest.fillna(1.0).to_numpy(float)
    strict_low = np.where(np.isnan(low), -np.inf, low)
    strict_high = np.where(np.isnan(high), np.inf, high)
    return pd.DataFrame(
        {
            "measure": measured.map(_FAMILY).fillna(unit).astype("str"),
            "strict_low": strict_low * one,
            "strict_high": strict_high * most,
            "near_low": near_low * one,
            "near_high": near_high * most,
        },
        index=numbers.index,
    )


def _slack(value: np.ndarray, is_about: np.ndarray, is_read: np.ndarray) -> np.ndarray:
    """How far the number that is meant may lie from the one that is written, by rounding or by *about*."""
    size = abs(value)
    rounded = np.minimum(_half_of_last_digit(size, is_read), _ROUNDED * size)
    return np.where(is_about, _ABOUT * size, rounded)


def _half_of_last_digit(size: np.ndarray, is_read: np.ndarray) -> np.ndarray:
    """Half of what one of the last digit other than 0 stands for: 500 of 66,000.

    None of a fraction, nor of a number to the last unit, unless it is read off a scale: 13 kilometres are
    rounded, 13 people are not.
    """
    whole = np.where(np.isfinite(size) & (size >= 1) & (size < 2**53), size, 1).astype(np.int64)
    digit = np.ones(len(whole), dtype=np.int64)
    for _ in range(16):
        digit = np.where(whole % (digit * 10) == 0, digit * 10, digit)
    return np.where((whole == size) & ((digit > 1) | is_read), digit / 2, 0.0)
