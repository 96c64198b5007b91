"""Units, currencies, months and weekdays as they are written, each with its size in a base unit."""

from __future__ import annotations

FREQUENCY = {
    "hourly": 3600.0, "daily": 86400.0, "nightly": 86400.0, "weekly": 604800.0,
    "fortnightly": 1209600.0, "biweekly": 1209600.0, "monthly": 2592000.0,
    "quarterly": 7776000.0, "yearly": 31536000.0, "annually": 31536000.0,
}  # fmt: skip
TIME = {
    "ns": 1e-9, "nanosecond": 1e-9, "us": 1e-6, "µs": 1e-6, "microsecond": 1e-6, "ms": 1e-3,
    "msec": 1e-3, "millisecond": 1e-3, "s": 1.0, "sec": 1.0, "second": 1.0, "min": 60.0,
    "minute": 60.0, "h": 3600.0, "hr": 3600.0, "hour": 3600.0, "d": 86400.0, "day": 86400.0,
    "week": 604800.0, "month": 2592000.0, "quarter": 7776000.0, "year": 31536000.0,
}  # fmt: skip
BYTES = {
    "byte": 1.0, "kb": 2.0**10, "kib": 2.0**10, "mb": 2.0**20, "mib": 2.0**20, "gb": 2.0**30,
    "gib": 2.0**30, "tb": 2.0**40, "tib": 2.0**40, "kilobyte": 2.0**10, "megabyte": 2.0**20,
    "gigabyte": 2.0**30, "terabyte": 2.0**40,
}  # fmt: skip
LENGTH = {
    "mm": 1e-3, "cm": 1e-2, "metre": 1.0, "meter": 1.0, "km": 1e3, "kilometre": 1e3,
    "kilometer": 1e3, "mile": 1609.344, "px": -1.0, "pixel": -1.0,
}  # fmt: skip
MASS = {
    "mg": 1e-3,
    "gram": 1.0,
    "kg": 1e3,
    "kilogram": 1e3,
    "pound": 453.6,
    "ton": 1e6,
    "tonne": 1e6,
}
MONEY = {
    "€": "eur", "eur": "eur", "euro": "eur", "$": "usd", "usd": "usd", "dollar": "usd",
    "£": "gbp", "gbp": "gbp", "chf": "chf", "franc": "chf", "jpy": "jpy", "yen": "jpy",
    "cent": "cent",
}  # fmt: skip
OTHER = {
    "celsius": "temperature", "fahrenheit": "temperature", "kelvin": "temperature",
    "°c": "temperature", "°f": "temperature",
}  # fmt: skip
MONTHS = {
    m: i
    for i, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for m in names.split()
}
WEEKDAYS = {
    d: i
    for i, d in enumerate(
        ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
    )
}
