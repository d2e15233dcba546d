"""The widget kit: controls with focus, keyboard and pointer, on one tree per screen.

A screen builds its widgets anew whenever something changed; what must last between two builds (where a list
is scrolled, what stands in a field) is kept by key in `Ui.memory`, and `Ui.forget` drops all of it at once.
"""

from game.board.widgets.base import Group, Key, Paint, Region, Widget
from game.board.widgets.buttons import (
    Button,
    ButtonStyle,
    FilterChip,
    IconButton,
    Link,
    Segmented,
    Stepper,
    Switch,
)
from game.board.widgets.fields import Dropdown, Slider, TextField, Zone
from game.board.widgets.lists import ChoiceCard, Row, Scroll
from game.board.widgets.nodes import Layer
from game.board.widgets.ui import Ui

__all__ = [
    "Button",
    "ButtonStyle",
    "ChoiceCard",
    "Dropdown",
    "FilterChip",
    "Group",
    "IconButton",
    "Key",
    "Layer",
    "Link",
    "Paint",
    "Region",
    "Row",
    "Scroll",
    "Segmented",
    "Slider",
    "Stepper",
    "Switch",
    "TextField",
    "Ui",
    "Widget",
    "Zone",
]
