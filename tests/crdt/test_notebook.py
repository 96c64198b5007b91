"""Cells of a live notebook, as they are read for a model."""

import base64

from jupyter_ydoc import YNotebook

from commonground.core.picture import CellPicture
from commonground.crdt.notebook import cells_in

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\nbars").decode()


def test_a_live_cell_has_the_pictures_that_it_shows() -> None:
    notebook = YNotebook()
    output = {
        "output_type": "display_data",
        "data": {"text/plain": "<Figure>", "image/png": PNG},
        "metadata": {},
    }
    cell = {"id": "c1", "cell_type": "code", "source": "plot()", "metadata": {}}
    plotted = {**cell, "outputs": [output], "execution_count": 1}
    notebook.set({"cells": [plotted], "metadata": {}, "nbformat": 4, "nbformat_minor": 5})
    [found] = cells_in(notebook)
    assert found.cell.pictures == (CellPicture("image/png", PNG),)
    assert found.cell.output == "<Figure>"
