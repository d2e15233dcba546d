"""A geometry that does not fit its map is refused in one line that names what is wrong."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from game.content_geometry import GeometryError, geometry_from, load_geometry
from game.content_merge import MAPS

HERE = MAPS / "western_pacific"
ROWS: dict[str, Any] = tomllib.loads((HERE / "map.toml").read_text("utf-8"))


@pytest.fixture
def data() -> dict[str, Any]:
    plain: dict[str, Any] = json.loads((HERE / "geometry.json").read_text("utf-8"))
    return plain


def refused(data: dict[str, Any]) -> str:
    with pytest.raises(GeometryError) as caught:
        geometry_from(data, ROWS, "geometry.json")
    message = str(caught.value)
    assert "\n" not in message
    return message


def test_an_unknown_area_is_named(data: dict[str, Any]) -> None:
    data["areas"][0]["id"] = "HOKK"
    assert refused(data) == "geometry.json: areas: no area 'HOKK' (did you mean 'HOK'?)"


def test_an_area_without_a_polygon_is_named(data: dict[str, Any]) -> None:
    del data["areas"][0]
    assert refused(data) == "geometry.json: areas: 'HOK' has neither polygon nor box"


def test_a_flashpoint_without_a_place_is_named(data: dict[str, Any]) -> None:
    del data["flashpoints"][0]
    assert refused(data) == "geometry.json: flashpoints: 'senkaku' has no place"


def test_a_border_of_unknown_kind_is_named(data: dict[str, Any]) -> None:
    data["borders"][0]["kind"] = "sea-boarder"
    assert refused(data) == "geometry.json: borders: no kind 'sea-boarder' (did you mean 'sea-border'?)"


def test_a_missing_key_is_named(data: dict[str, Any]) -> None:
    del data["home"]
    assert refused(data) == "geometry.json: missing or misshapen: 'home'"


def test_a_map_without_geometry_is_named() -> None:
    with pytest.raises(GeometryError, match="cannot be drawn"):
        load_geometry("nowhere")
