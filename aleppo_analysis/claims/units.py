"""Units of measure and money: what each is called here, what it measures, and how it is written."""

from collections.abc import Iterator
from typing import NamedTuple


class Unit(NamedTuple):
    """A unit by its name in the plural, and what it measures."""

    name: str
    kind: str


# kind: name, then how else it is written, in small letters and with `_` for a blank; a name without its last
# *s* stands for it, too.
_UNITS = """
duration: seconds sec secs; minutes min mins; hours hr hrs; days; weeks wk wks; fortnights; months; years yr
  yrs; decades; centuries century; milliseconds; microseconds; nanoseconds; weekends; nights
distance: metres meters meter; kilometres kilometers kilometer km kms; centimetres centimeters centimeter cm
  cms; millimetres millimeters millimeter mm; micrometres micrometers micrometer microns micron μm µm;
  nanometres nanometers nanometer nm; miles; feet foot ft ′; inches inch ″; yards yd yds; nautical_miles;
  light_years light-years light-year; fathoms
area: square_metres square_meters square_meter sq_m sqm m2 m²; square_kilometres square_kilometers
  square_kilometer sq_km km2 km²; square_miles sq_mi sq_miles; square_feet square_foot sq_ft sqft ft²
  square-foot; square_yards; square_inches square_inch; acres; hectares ha
volume: litres liters liter ltr; millilitres milliliters milliliter ml; centilitres cl; gallons gal; pints;
  quarts; barrels bbl; cubic_metres cubic_meters cubic_meter m3 m³; cubic_feet cubic_foot; cubic_kilometres
  cubic_kilometers km³; cubic_centimetres cubic_centimeters cc cm³; acre-feet acre-foot; bushels; teaspoons
  tsp; tablespoons tbsp
weight: kilograms kg kgs kilos kilo kilogrammes kilogramme; grams grammes gramme; milligrams mg; micrograms
  μg µg; tonnes metric_tons metric_ton metric_tonnes; tons; kilotons kt; megatons; stone; ounces oz; lbs lb;
  carats; drams
speed: kilometres_per_hour kilometers_per_hour kilometres_an_hour kilometers_an_hour kph km/h kmh kmph;
  miles_per_hour miles_an_hour mph; metres_per_second meters_per_second m/s; knots; feet_per_second
temperature: degrees_Celsius degrees_celsius degree_celsius degrees_c °c ºc celsius centigrade
  degrees_centigrade degc deg_c; degrees_Fahrenheit degrees_fahrenheit degree_fahrenheit degrees_f °f ºf
  fahrenheit degf deg_f; kelvins kelvin; degrees ° º deg
energy: joules; kilojoules kj; megajoules; calories; kilocalories kcal; kilowatt_hours kilowatt-hours
  kilowatt-hour kwh; megawatt_hours megawatt-hours megawatt-hour mwh; gigawatt_hours gigawatt-hours gwh;
  terawatt_hours terawatt-hours twh; newton_metres newton_meters; pound-feet lb-ft ft-lb ft-lbs foot-pounds;
  million_British_thermal_units mmbtu; British_thermal_units btu
power: watts; kilowatts kw; megawatts; gigawatts gw; terawatts tw; horsepower hp bhp brake_horsepower
pressure: pascals; hectopascals hpa; kilopascals kpa; megapascals mpa; gigapascals gpa; millibars mbar;
  pounds_per_square_inch psi; kilopounds_per_square_inch ksi
frequency: hertz hz; kilohertz khz; megahertz mhz; gigahertz ghz; revolutions_per_minute rpm;
  frames_per_second fps; beats_per_minute bpm
data: bytes; kilobytes kb; megabytes; gigabytes gb; terabytes tb; petabytes pb; megapixels mp;
  megabits_per_second mbps; gigabits_per_second gbps; kilobits_per_second kbps
electricity: volts; kilovolts kv; kilovolts_per_centimetre kv/cm; amps amp amperes ampere; milliampere_hours
  mah
concentration: parts_per_million ppm; parts_per_billion ppb; decibels db
economy: miles_per_gallon mpg
count: percentage_points per_cent_points percent_points; basis_points bps; points pts
money: dollars usd; euros euro eur; pounds gbp pounds_sterling quid; pence penny; cents; yen jpy; yuan cny
  renminbi rmb; rubles roubles rouble rub; rupees inr; crowns krona kronor krone kroner koruna sek nok dkk
  czk; francs chf; lira liras; pesos; riyals rials; dirhams aed; shekels ils nis; dinars; baht thb; rand
  zar; ringgit ringgits myr; sen; reais brl; zlotys zloty pln; forints; rupiah; naira; shillings; bitcoins;
  taka; hryvnias hryvnia; Australian_dollars australian_dollars australian_dollar aud; Canadian_dollars
  canadian_dollars canadian_dollar cad; New_Zealand_dollars nzd; Singapore_dollars singapore_dollars
  singaporean_dollars sgd; Hong_Kong_dollars hong_kong_dollars hkd; dollars us_dollars us_dollar
  u.s._dollars
"""
# Written in these letters alone, right after figures.
_CASED = """
distance: metres m; temperature: degrees_Celsius C; temperature: degrees_Fahrenheit F; weight: grams g;
volume: litres L l; weight: tonnes t; duration: hours h; power: watts W; power: megawatts MW; electricity:
volts V; energy: newton_metres Nm; money: pence p; money: cents c ¢; data: megabytes MB; pressure: pascals
Pa; pressure: millibars mb; power: horsepower PS; count: points pt; electricity: ohms Ω; money: rand R
"""
# Signs and codes before an amount.
_CURRENCIES = """
dollars $ US$ $US USD US_$ U.S.$; Australian_dollars $A A$ AU$ AUD A_$; Canadian_dollars $C C$ CA$ CAD C_$;
New_Zealand_dollars $NZ NZ$ NZD; Singapore_dollars $S S$ SGD S_$; Hong_Kong_dollars $HK HK$ HKD; reais R$;
euros € EUR; pounds £ GBP PS; yen ¥ JPY Y= ; yuan CNY RMB; rupees ₹ Rs Rs. INR; rubles ₽ RUB; shekels ₪ NIS
ILS; won ₩ KRW; ringgit RM MYR; francs CHF; crowns SEK NOK DKK CZK; zlotys PLN; lira ₺; naira ₦; pesos ₱;
baht ฿ THB; dong ₫; hryvnias ₴; rupiah Rp; rand ZAR; dirhams AED; riyals SAR
"""
MULTIPLIERS = {
    **dict.fromkeys(("k", "K"), 1e3), **dict.fromkeys(("m", "M", "mn", "mln", "mil", "mio"), 1e6),
    **dict.fromkeys(("b", "B", "bn", "bln", "bil"), 1e9), **dict.fromkeys(("tn", "trn", "T"), 1e12),
    "cr": 1e7,
}  # fmt: skip


def _entries(table: str) -> Iterator[tuple[str, list[str]]]:
    """Name and spellings of each entry, with its kind before a colon where a kind begins."""
    for entry in table.replace("\n", " ").split(";"):
        name, *spellings = (word.replace("_", " ") for word in entry.split())
        yield name, spellings


def _units() -> Iterator[tuple[str, Unit]]:
    for line in _UNITS.strip().replace("\n  ", " ").splitlines():
        kind, _, entries = line.partition(": ")
        for name, spellings in _entries(entries):
            for spelling in (name.lower(), name.lower().removesuffix("s"), *spellings):
                yield spelling.replace("-", " "), Unit(name.lower(), kind)


def _cased() -> Iterator[tuple[str, Unit]]:
    for kind, (name, *spellings) in _entries(_CASED):
        for spelling in spellings:
            yield spelling, Unit(name.lower(), kind.rstrip(":"))


def singular_of(name: str) -> str:
    """The name of one of a unit: *foot*, *square metre*, *mile per hour*."""
    words = name.split(" per ")
    last = _ONE.get(words[0].split()[-1], words[0].split()[-1].removesuffix("s"))
    return " per ".join([" ".join([*words[0].split()[:-1], last]), *words[1:]])


_ONE = {"feet": "foot", "inches": "inch", "centuries": "century", "hertz": "hertz"}
UNITS = dict(_units())
CASED = dict(_cased())
CURRENCIES = {sign: name.lower() for name, signs in _entries(_CURRENCIES) for sign in signs}
LONGEST = 3  # words of a unit
