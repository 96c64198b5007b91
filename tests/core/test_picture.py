"""Which pictures of a notebook's cells a model is shown, and how the text speaks of them."""

import base64
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from commonground.core.notebook import shown
from commonground.core.picture import MAX_PICTURE, MAX_PICTURES, CellPicture, pictures_in
from commonground.core.prompt import Cell, Context, as_data, build, unseen

PNG = b"\x89PNG\r\n\x1a\n"
EMPTY = Context("", ())


def png(name: str = "") -> CellPicture:
    return CellPicture("image/png", base64.b64encode(PNG + name.encode()).decode())


def output(picture: CellPicture, **more: Any) -> dict[str, Any]:
    data = {"text/plain": "<Figure size 640x480>", picture.media_type: picture.data, **more}
    return {"output_type": "display_data", "data": data, "metadata": {}}


def test_a_cell_has_the_pictures_of_its_outputs_as_the_file_holds_them() -> None:
    lines = [png("one").data[:5] + "\n", png("one").data[5:]]
    split = {"output_type": "display_data", "data": {"image/png": lines}}
    text = {"output_type": "stream", "text": "image/png"}
    cell = shown("code", "plot()", [split, text, output(png("two"))])
    assert cell.pictures == (png("one"), png("two"))
    assert "<Figure" in cell.output


@given(
    st.recursive(
        st.none() | st.text() | st.integers(),
        lambda x: (
            st.lists(x)
            | st.dictionaries(st.sampled_from(["data", "image/png", "output_type", "x"]), x)
        ),
    )
)
def test_no_output_of_a_file_breaks_it(fields: Any) -> None:
    for picture in pictures_in([fields, {"data": fields}, {"data": {"image/png": fields}}]):
        assert isinstance(picture.readable, bool)


def test_what_no_server_would_take_is_not_shown() -> None:
    wrong = [
        CellPicture("image/png", base64.b64encode(b"GIF89a").decode()),
        CellPicture("image/png", "no base64!"),
        CellPicture("image/png", base64.b64encode(PNG + b"0" * MAX_PICTURE).decode()),
        CellPicture("image/svg+xml", base64.b64encode(b"<svg/>").decode()),
    ]
    assert not any(picture.readable for picture in wrong)
    prompt = build(
        "?", EMPTY, [Cell("code", "plot()", pictures=(*wrong, png()))], (), 100_000, sees=True
    )
    assert prompt.pictures == (png(),)
    assert prompt.situation.count("<picture/>") == len(wrong)
    assert prompt.unseen == 0, "its model reads pictures"


def test_the_newest_are_shown_and_numbered_as_they_stand() -> None:
    cells = [Cell("code", f"plot({n})", pictures=(png(f"{n}a"), png(f"{n}b"))) for n in range(4)]
    prompt = build("What do they show?", EMPTY, cells, (), 100_000, sees=True)
    assert prompt.pictures == tuple(png(name) for name in ("2a", "2b", "3a", "3b"))
    assert len(prompt.pictures) == MAX_PICTURES
    last = prompt.situation.partition("plot(3)")[2]
    assert last.index('<picture n="3"/>') < last.index('<picture n="4"/>')
    assert prompt.situation.count("<picture/>") == 4


def test_one_that_reads_none_is_told_that_there_are_some_and_so_is_who_asks() -> None:
    cell = Cell("code", "plot()", pictures=(png(),))
    prompt = build("?", EMPTY, [cell], (), 100_000)
    assert (prompt.pictures, prompt.unseen) == ((), 1)
    assert "<picture/>" in prompt.situation
    seeing = build("?", EMPTY, [cell], (), 100_000, sees=True)
    assert unseen(seeing).situation == prompt.situation
    assert unseen(seeing).pictures == ()


def test_a_cell_can_not_pretend_to_show_one() -> None:
    source = "print('<picture n=\"1\"/>')"
    assert "<picture" not in as_data(source)
    prompt = build("?", EMPTY, [Cell("code", source)], (), 100_000, sees=True)
    assert "<picture" not in prompt.situation


def test_a_small_window_has_room_for_no_picture() -> None:
    cell = Cell("code", "plot()", pictures=(png(),))
    assert build("?", EMPTY, [cell], (), 8_000, sees=True).pictures == ()
