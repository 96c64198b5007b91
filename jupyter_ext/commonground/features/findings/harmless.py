"""Functions and methods that are known to leave the objects which they are given as they are. Data.

What is in none of these lists may change its objects: then a cell that calls it belongs to a cone.
"""

from __future__ import annotations

import builtins
from collections.abc import Iterable

_CHANGING_BUILTINS = frozenset(
    (
        "__import__", "breakpoint", "compile", "delattr", "enumerate", "eval", "exec",
        "filter", "globals", "input", "iter", "locals", "map", "next", "open", "setattr",
        "vars", "zip",
    )
)  # fmt: skip
_FUNCTIONS = frozenset(name for name in dir(builtins) if name not in _CHANGING_BUILTINS)
_SHOWS = frozenset(("display", "print"))
_METHODS = frozenset(
    (
        "abs", "agg", "aggregate", "alias", "all", "any", "apply_index", "argmax",
        "argmin", "assign", "astype", "at_time", "between_time", "capitalize", "casefold",
        "clip", "collect", "columns", "combine_first", "copy", "corr", "count", "cov",
        "cummax", "cummin", "cumprod", "cumsum", "describe", "diff", "div", "dot",
        "drop_duplicates", "dropna", "dtypes", "duplicated", "encode", "endswith", "equals",
        "explode", "fillna", "find", "first", "format", "get_group", "group_by", "groupby",
        "head", "hist", "idxmax", "idxmin", "index", "info", "interpolate", "isalnum",
        "isalpha", "isdigit", "isin", "isna", "isnull", "items", "join", "keys", "kurt",
        "last", "lazy", "len", "lower", "lstrip", "mark_area", "mark_bar", "mark_line",
        "mark_point", "max", "mean", "median", "melt", "memory_usage", "merge", "min",
        "mode", "mul", "nlargest", "notna", "notnull", "nsmallest", "nunique", "partition",
        "pct_change", "pivot", "pivot_table", "plot", "prod", "product", "properties",
        "quantile", "rank", "reindex", "rename", "resample", "reset_index", "rfind",
        "rolling", "round", "rsplit", "rstrip", "sample", "scatter", "select", "sem",
        "set_index", "shift", "show", "size", "skew", "sort_index", "sort_values", "split",
        "splitlines", "squeeze", "stack", "startswith", "std", "strftime", "strip", "sub",
        "sum", "swapcase", "tail", "title", "to_csv", "to_dict", "to_frame", "to_html",
        "to_list", "to_markdown", "to_numpy", "to_pandas", "to_parquet", "to_period",
        "to_string", "to_timestamp", "tolist", "transform", "truediv", "tz_convert",
        "tz_localize", "unique", "unstack", "upper", "value_counts", "values", "var",
        "with_columns", "zfill",
    )
)  # fmt: skip
_LIBRARIES = frozenset(
    (
        "altair", "collections", "csv", "dataclasses", "datetime", "decimal", "fractions",
        "json", "math", "matplotlib", "narwhals", "numpy", "os.path", "pandas", "pathlib",
        "plotly", "polars", "pyarrow", "re", "scipy", "seaborn", "statistics", "string",
        "textwrap", "time", "typing",
    )
)  # fmt: skip
_OF_A_STATE = frozenset(
    (
        "copyto", "data_transformers", "fill", "fill_diagonal", "options", "place", "put",
        "putmask", "random", "rc", "rcParams", "register", "reset_option", "seed",
        "set_option", "set_theme", "seterr", "setlocale", "setstate", "shuffle", "shuffled",
        "style", "themes", "use",
    )
)  # fmt: skip
"""Parts of a dotted name: such a function changes what its module, or an argument, holds."""


_WRITES = frozenset(
    (
        "copy", "copyfile", "dump", "dumps", "remove", "rename", "replace", "save",
        "savefig", "savetxt", "savez", "to_csv", "to_excel", "to_feather", "to_html",
        "to_json", "to_markdown", "to_parquet", "to_pickle", "touch", "unlink",
        "urlretrieve", "write", "write_bytes", "write_csv", "write_json", "write_parquet",
        "write_text",
    )
)  # fmt: skip
_MAKES_ITERATORS = frozenset(
    (
        "enumerate", "filter", "iter", "iterrows", "itertuples", "map", "open", "reader",
        "reversed", "zip",
    )
)  # fmt: skip


def harmless_function(name: str) -> bool:
    """Whether a function leaves its arguments alone: a built-in one, or one by its dotted name."""
    if "." not in name:
        return name in _FUNCTIONS or name in _SHOWS
    return computing_library(name) and not changes_module(name)


def computing_library(name: str) -> bool:
    """Whether a dotted name is of a library that computes."""
    return any(name == one or name.startswith(f"{one}.") for one in _LIBRARIES)


def changes_module(path: str) -> bool:
    """Whether a dotted name is known to change, or to draw from, what a module keeps."""
    return path.startswith("random.") or not _OF_A_STATE.isdisjoint(path.split("."))


def state_of(path: str) -> str:
    """Whose state a dotted name reads or changes: ``numpy.random``, or the module's."""
    return "numpy.random" if path.startswith("numpy.random") else path.partition(".")[0]


def harmless_method(name: str) -> bool:
    """Whether a method of that name is known to leave its object alone."""
    return name in _METHODS


def writes_file(name: str, values: Iterable[object]) -> bool:
    """Whether a call of that name may write to a file that it names."""
    if name == "open":
        modes = (value for value in values if isinstance(value, str))
        return any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes)
    return name in _WRITES


def makes_iterator(name: str) -> bool:
    """Whether what a call of that name gives is used up as it is read."""
    return name in _MAKES_ITERATORS
