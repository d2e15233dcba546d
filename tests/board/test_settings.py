"""Settings come back as they were kept, and damage to them costs one line and never the game."""

import json
import os
from pathlib import Path

import pytest

from game.board.new_game import Curtain, Memos, NewGame
from game.board.settings import (
    Advice,
    Motion,
    Palette,
    Screen,
    Settings,
    Speed,
    load_settings,
    save_settings,
)
from rules import POWERS, Power

OTHER = Settings(
    text_scale=1.25,
    palette=Palette.NIGHT,
    motion=Motion.REDUCED,
    window=(1024, 640),
    screen=Screen.FULL,
    speed=Speed.FAST,
    advice=Advice.HIDDEN,
    advisor="hawk",
    last=NewGame(
        "watershed",
        dict.fromkeys(POWERS, "human"),
        {Power.US: "Team blue – 青"},
        {Power.DPRK: -5},
        4817,
        20,
        Curtain.NEVER,
        Memos.ASKED,
    ),
)


@pytest.mark.parametrize("settings", [Settings(), OTHER])
def test_settings_come_back_as_they_were_kept(tmp_path: Path, settings: Settings) -> None:
    path = tmp_path / "new" / "settings.json"
    save_settings(path, settings)
    assert load_settings(path) == (settings, "")
    assert [each.name for each in path.parent.iterdir()] == ["settings.json"]


def test_no_file_is_no_damage(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "settings.json") == (Settings(), "")


def test_keys_that_mean_nothing_are_passed_over_and_missing_ones_are_the_usual(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"palette": "harbour", "theme": "dark", "last": {"seed": 7, "map": "moon"}}))
    assert load_settings(path) == (Settings(palette=Palette.HARBOUR, last=NewGame(seed=7)), "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "this is not JSON"),
        ("{", "this is not JSON"),
        ("\xff", "this is not JSON"),
        ("[" * 100_000, "this is not JSON"),
        ("[]", "this is no table of values"),
        ('{"text_scale": 3}', "text size 3 is not one of 0.9, 1, 1.25, 1.5"),
        ('{"text_scale": "big"}', "'big' is not of the kind float @ .text_scale"),
        ('{"palette": "red"}', "'red' is not a valid Palette @ .palette"),
        ('{"window": [10, 10]}', "10x10 is no window: they go from 1024x640 up"),
        ('{"window": [1280]}', "Not enough values"),
        ('{"window": null}', ""),
        ('{"last": {"seats": {"mars": "human"}}}', "no power is called 'mars' @ .last.seats['mars']"),
        ('{"last": {"minutes": true}}', "True is not of the kind int @ .last.minutes"),
    ],
)
def test_damaged_settings_are_the_usual_ones_with_one_line(tmp_path: Path, text: str, why: str) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(text.encode("latin-1"))
    settings, said = load_settings(path)
    assert settings == Settings()
    assert said.startswith(f"{path} is damaged: {why}") and said.endswith("the usual settings hold")
    assert "\n" not in said
    save_settings(path, OTHER)
    assert load_settings(path) == (OTHER, "")


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    settings, said = load_settings(tmp_path)
    assert settings == Settings() and "cannot be read" in said and "\n" not in said


def test_a_write_that_fails_leaves_the_old_file_and_nothing_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "settings.json"
    save_settings(path, OTHER)

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        save_settings(path, Settings())
    assert load_settings(path) == (OTHER, "")
    assert [each.name for each in tmp_path.iterdir()] == ["settings.json"]
