"""What an eye would find wrong with a screen: texts, controls and colours, read from what was drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from game.board.canvas import Audit, Cover, Placed
from game.board.driver import Driver
from game.board.layout import Rect
from game.board.theme import Colour, contrast
from game.board.widgets.ui import Node

SMALLEST = 22.0
"""The least height and width of what is pressed (look book, section 2)."""

READABLE, LARGE = 4.5, 3.0
"""The least contrast of text, and of text from 24 px (look book, section 4)."""


def faults(driver: Driver) -> list[str]:
    """Return everything that is wrong with what is shown, in words."""
    audit = driver.audit()
    found, whole = audit.texts, driver.app.ui.frame.whole
    on_top = driver.app.ui.top.key
    bare = [
        each
        for nth, each in enumerate(found)
        if each.layer == on_top and not _covered(nth, each.rect, audit.covers)
    ]
    return [
        *(f"cut: {each.text!r}" for each in found if each.cut),
        *(f"outside the window: {each.text!r}" for each in found if not whole.contains(each.rect, 1)),
        *(f"outside its box: {each.text!r}" for each in found if not _held(each)),
        *_lying(audit),
        *_controls(driver, whole),
        *(_pale(driver, each) for each in bare if _pale(driver, each)),
    ]


def _covered(nth: int, rect: Rect, covers: Sequence[Cover]) -> bool:
    """Tell whether a box that was drawn after a text hides some of it, or throws its shadow on it."""
    return any(each.after > nth and each.rect.inset(-14).meets(rect) for each in covers)


def _held(placed: Placed) -> bool:
    """Tell whether a text lies in the box that it was given."""
    rect, box = placed.rect, placed.box
    return rect.x >= box.x - 1.5 and rect.right <= box.right + 1.5 and box.inset(0, -3).contains(rect, 1.5)


def _lying(audit: Audit) -> Iterator[str]:
    """Go through pairs of texts of one layer that lie on each other, unless a box between them hides one."""
    for (nth, one), (last, other) in combinations(enumerate(audit.texts), 2):
        if one.layer != other.layer or not one.rect.inset(0.5).meets(other.rect.inset(0.5)):
            continue
        between = (each for each in audit.covers if nth < each.after <= last)
        if not any(each.rect.contains(other.rect, 3) for each in between):
            yield f"{one.text!r} lies on {other.text!r}"


def _controls(driver: Driver, whole: Rect) -> Iterator[str]:
    """Go through controls that cannot be reached or are too small to be hit."""
    for node in driver.app.ui.nodes():
        widget = node.widget
        name = widget.label or widget.key
        if widget.focusable and not _reached(node, whole):
            yield f"out of reach: {name!r}"
        if widget.pointed and widget.focusable and min(widget.rect.w, widget.rect.h) < SMALLEST - 0.01:
            yield f"too small, {widget.rect.w:.0f} x {widget.rect.h:.0f}: {name!r}"


def _reached(node: Node, whole: Rect) -> bool:
    """Tell whether a control is in the window, or scrolls in a part of it."""
    if node.window is None:
        return whole.contains(node.rect, 0.5)
    return whole.contains(node.window, 0.5) and node.rect.x >= -0.5 and node.rect.right <= whole.w + 0.5


def _pale(driver: Driver, placed: Placed) -> str:
    """Return how a text reads badly on what lies below it, or nothing."""
    if placed.rect.w < 2 or placed.rect.h < 2:
        return ""
    ratio, ground = max((contrast(placed.colour, each), each) for each in _grounds(driver, placed.rect))
    if ratio >= (LARGE if placed.size >= 24 else READABLE) - 0.05:
        return ""
    return f"pale, {ratio:.1f} : 1 on #{bytes(ground).hex()}: {placed.text!r}"


def _grounds(driver: Driver, rect: Rect) -> list[Colour]:
    """Return the colours that are most of the rows over and under a text; one of them may be a rule."""
    surface = driver.app.surface
    scale = driver.app.ui.frame.scale
    wide, high = surface.get_size()
    left, right = max(0, int(rect.x * scale) - 1), min(wide, int(rect.right * scale) + 1)
    found: list[Colour] = []
    for row in (int(rect.y * scale) - 1, int(rect.bottom * scale) + 2):
        seen: Counter[Colour] = Counter()
        for x in range(left, right, max(1, (right - left) // 24)):
            red, green, blue, _ = surface.get_at((x, min(high - 1, max(0, row))))
            seen[red, green, blue] += 1
        found.append(seen.most_common(1)[0][0])
    return found
