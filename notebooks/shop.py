"""A shop's orders, made up, the same each time. It stands for wherever your data comes from."""

import csv
import random
from datetime import date, timedelta

SEED = 2026
DAYS = [date(2026, 4, 1) + timedelta(days=number) for number in range(61)]
LATE = [
    ("B-9001", date(2026, 4, 28), "wholesale", 1_180_00),
    ("B-9002", date(2026, 4, 30), "wholesale", 1_460_00),
]
"""What a partner reports after the month is over."""


def export(path: str, *, late: bool = False) -> None:
    """Write the orders of April and May 2026 as CSV, amounts in cents; ``late`` ones, too."""
    chance = random.Random(SEED)
    rows = [
        (f"A-{number:04}", day, "shop", chance.randrange(5_00, 90_00))
        for number, day in enumerate(sorted(chance.choices(DAYS, weights=range(18, 79), k=400)))
    ]
    with open(path, "w", encoding="utf-8", newline="") as file:
        written = csv.writer(file, lineterminator="\n")
        written.writerow(["order", "day", "channel", "cents"])
        written.writerows([*rows, *(LATE if late else ())])
