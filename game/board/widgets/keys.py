"""Names of keys: what a key event is called in shortcuts."""

from __future__ import annotations

from typing import Final

import pygame

from game.board.widgets.base import Key

_NAMES: Final = {
    pygame.K_RETURN: "enter",
    pygame.K_KP_ENTER: "enter",
    pygame.K_SPACE: "space",
    pygame.K_ESCAPE: "escape",
    pygame.K_TAB: "tab",
    pygame.K_BACKSPACE: "backspace",
    pygame.K_DELETE: "delete",
    pygame.K_LEFT: "left",
    pygame.K_RIGHT: "right",
    pygame.K_UP: "up",
    pygame.K_DOWN: "down",
    pygame.K_HOME: "home",
    pygame.K_END: "end",
    pygame.K_PAGEUP: "page up",
    pygame.K_PAGEDOWN: "page down",
    pygame.K_KP_PLUS: "+",
    pygame.K_KP_MINUS: "-",
} | {getattr(pygame, f"K_F{nth}"): f"f{nth}" for nth in range(1, 13)}


def key_of(event: pygame.event.Event) -> Key:
    """Return the key of a key-down event; the name is empty where it is a modifier alone."""
    control = event.mod & (pygame.KMOD_CTRL | pygame.KMOD_META)
    parts = ["ctrl+"] if control else []
    if event.mod & pygame.KMOD_ALT:
        parts.append("alt+")
    name = _NAMES.get(event.key)
    if name is not None:
        if event.mod & pygame.KMOD_SHIFT and len(name) > 1:
            parts.append("shift+")
        return Key("".join(parts) + name)
    typed = getattr(event, "unicode", "")
    if typed and typed.isprintable() and not control:
        return Key("".join(parts) + typed.lower())
    if 32 < event.key < 127:
        if control and event.mod & pygame.KMOD_SHIFT:
            parts.append("shift+")
        return Key("".join(parts) + chr(event.key))
    return Key("")
