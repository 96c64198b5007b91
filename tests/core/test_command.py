"""Requests that break the schema are refused with what to do; nothing of them gets through."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from commonground.core.command import MAX_DEPTH, MAX_REQUEST, nesting
from commonground.core.fields import MAX_BODY, MAX_TITLE
from commonground.errors import InvalidCommand
from commonground.features.entries.commands import Add, Edit
from commonground.registry import features

parse_command = features().parse_command


def encoded(**fields: object) -> bytes:
    return json.dumps(fields).encode()


def test_an_add_is_read_with_its_title_trimmed() -> None:
    command = parse_command(encoded(command="add", kind="decision", title="  Use Yjs ", body="b"))
    assert command == Add(kind="decision", title="Use Yjs", body="b")


def test_an_edit_names_the_heads_its_author_saw() -> None:
    command = parse_command(encoded(command="edit", entry="e_1", heads=["r_1", "r_2"], title="t"))
    assert isinstance(command, Edit)
    assert command.heads == ["r_1", "r_2"]


@pytest.mark.parametrize(
    ("fields", "named"),
    [
        ({"command": "add", "kind": "rumour", "title": "t"}, "kind"),
        ({"command": "add", "kind": "work", "title": ""}, "title"),
        ({"command": "add", "kind": "work", "title": "t" * (MAX_TITLE + 1)}, "title"),
        ({"command": "add", "kind": "work", "title": "t", "body": "b" * (MAX_BODY + 1)}, "body"),
        ({"command": "add", "kind": "work", "title": "t", "author": "alice"}, "author"),
        ({"command": "add", "kind": "work", "title": 7}, "title"),
        ({"command": "edit", "entry": "e", "title": "t"}, "heads"),
        ({"command": "edit", "entry": "e", "heads": [], "title": "t"}, "heads"),
        ({"command": "edit", "entry": "../etc", "heads": ["r"], "title": "t"}, "entry"),
        ({"command": "share", "note": "n", "heads": ["r"], "kind": "note", "title": "t"}, "kind"),
        ({"command": "drop"}, "drop"),
        ({}, "command"),
    ],
)
def test_a_broken_command_is_refused_and_the_field_named(
    fields: dict[str, object], named: str
) -> None:
    with pytest.raises(InvalidCommand) as caught:
        parse_command(encoded(**fields))
    assert named in caught.value.message
    assert caught.value.remedy


@pytest.mark.parametrize("raw", [b"", b"{", b"null", b"[]", b'"add"', b"\xff\xfe", b"NaN"])
def test_what_is_no_json_object_is_refused(raw: bytes) -> None:
    with pytest.raises(InvalidCommand):
        parse_command(raw)


def test_an_oversized_request_is_refused_before_it_is_read() -> None:
    with pytest.raises(InvalidCommand) as caught:
        parse_command(b'{"x": "' + b"a" * MAX_REQUEST + b'"}')
    assert caught.value.status == 413


def test_deep_nesting_is_refused_before_any_value_is_built() -> None:
    """120 KB of brackets kill a process that hands them to a CRDT; a parser recurses on them."""
    with pytest.raises(InvalidCommand) as caught:
        parse_command(b'{"command":' + b"[" * 120_000 + b"]" * 120_000 + b"}")
    assert str(MAX_DEPTH) in caught.value.message


def test_the_refusal_never_repeats_what_was_sent() -> None:
    with pytest.raises(InvalidCommand) as caught:
        parse_command(encoded(command="add", kind="sk-ant-secret", title=["sk-ant-secret"]))
    assert "sk-ant-secret" not in str(caught.value)


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
        max_leaves=20,
    )
)
def test_nesting_is_counted_as_the_parser_would(value: object) -> None:
    def depth(found: object) -> int:
        if isinstance(found, dict):
            return 1 + max((depth(v) for v in found.values()), default=0)
        if isinstance(found, list):
            return 1 + max((depth(v) for v in found), default=0)
        return 0

    assert nesting(json.dumps(value, ensure_ascii=False).encode()) == depth(value)


@pytest.mark.parametrize(
    "title", ["\u200b", "\u3164", "a\x00b", "a\nb", "\u202egnp.exe", "a\u2028b", "\x1b[2J"]
)
def test_a_title_that_hides_or_turns_its_text_is_refused(title: str) -> None:
    with pytest.raises(InvalidCommand, match="title"):
        parse_command(encoded(command="add", kind="work", title=title))


@pytest.mark.parametrize(
    "title", ["Café \U0001f389", "\u65e5\u672c\u8a9e", "\u0645\u06cc\u200c\u062e\u0648", "#1"]
)
def test_a_title_in_any_script_is_taken(title: str) -> None:
    add = parse_command(encoded(command="add", kind="work", title=title))
    assert isinstance(add, Add)
    assert add.title == title


def test_another_encoding_does_not_get_past_the_limit_on_nesting() -> None:
    deep = '{"a":"\u0122","b":' + "[" * 60_000 + "]" * 60_000 + "}"
    with pytest.raises(InvalidCommand, match=r"UTF-8|JSON"):
        parse_command(deep.encode("utf-16-le"))


def test_a_text_sent_as_a_name_is_not_said_again() -> None:
    for wire in ({"command": "my secret: 4711"}, {"command": "add", "my secret: 4711": 1}):
        with pytest.raises(InvalidCommand) as caught:
            parse_command(json.dumps(wire).encode())
        assert "4711" not in str(caught.value)
