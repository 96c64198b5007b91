"""What each sign of a conflict is worth: written by ``tools/fit_overlap.py``.

Logistic regression on 3,725 pairs of work in 11 public repositories:
docs/architecture/coordination.md says which, and what the numbers reach.
"""

from __future__ import annotations

WARN_AT = 0.3
"""The chance of a conflict from which both are told."""
WARN_LATER_AT = 0.5
"""The same for work that is not finished."""
NOW = {
    "one": -4.462,
    "picked": -1.446,
    "gone": 6.056,
    "binary": 4.541,
    "clash": 6.031,
    "clashes": 3.495,
    "clash_amid_alike": -0.29,
    "alike": 4.179,
    "alike_lines": -0.097,
    "alike_hunks": 0.118,
    "alike_single": 0.881,
    "alike_log": 1.882,
    "alike_number": 0.362,
    "alike_elsewhere": -0.387,
    "alike_picked": -1.175,
    "alike_said": -0.38,
    "alike_authors": 0.579,
    "alike_routine": -0.752,
    "alike_top": 0.7,
    "near": 0.573,
    "close": 0.298,
    "unseen": 0.451,
    "same_symbol": -0.481,
}
"""Of the signs in ``signs.py``, for one file of the work as it stands."""
LATER = {
    "one": -2.685,
    "clash": 4.617,
    "clashes": -0.277,
    "alike": 2.289,
    "gone": 1.949,
    "near": 0.725,
    "same_symbols": 0.205,
    "common": -0.341,
    "common_share": 0.376,
    "common_code": 0.033,
    "common_log": 0.372,
    "one_log": 0.73,
    "folders": 0.316,
    "folder_share": 0.321,
    "fewer_files": 0.441,
    "more_files": 0.044,
    "fewer_commits": 0.375,
    "more_commits": 0.134,
    "single": -0.76,
    "authors": 0.347,
    "picked": -1.357,
    "said": -0.09,
}
"""Of the signs in ``later.py``, for two sides that will go on."""
