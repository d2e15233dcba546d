"""What a widget is: a rectangle with a name that may be drawn, pointed at, pressed and given the focus."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from game.board.canvas import Canvas, Tint
from game.board.layout import Rect

if TYPE_CHECKING:
    from game.board.widgets.ui import Ui


class Key(NamedTuple):
    """A key that went down: its name with modifiers, such as `ctrl+z`, `shift+tab`, `left`, `a` or `?`."""

    name: str

    @property
    def plain(self) -> str:
        """The name without Shift."""
        return self.name.replace("shift+", "")


class Widget:
    """A part of a screen; `key` is the same in every build, `label` is what a person would call it."""

    focusable = False
    pointed = False
    """Whether it takes the pointer; other widgets let it fall through to what lies below."""
    pushable = False
    """Whether the right or middle button pushes what it shows."""
    listed = False
    """Whether it is one of a list that Tab takes as a whole; arrows go from one to the next."""
    lively = False
    """Whether it wants to be told when time goes on."""
    ringed = True
    """Whether the focus is shown by a ring around it; else it shows it itself."""

    def __init__(self, key: str, rect: Rect, label: str = "", tip: str = "") -> None:
        self.key = key
        self.rect = rect
        self.label = label
        self.tip = tip
        self.children: Sequence[Widget] = ()
        self.enabled = True
        self.radius = 5.0
        """Of its corners, which the focus ring follows."""
        self.on_navy = False
        """Whether it stands on navy, where the ring is lighter."""
        self.ringed = True
        """Whether the focus is shown as a ring around it; else it shows the focus itself."""

    @property
    def shift(self) -> tuple[float, float]:
        """How far its children are moved from where they were laid out."""
        return 0.0, 0.0

    @property
    def window(self) -> Rect | None:
        """The part of the screen outside which its children are not seen, if there is one."""
        return None

    def attach(self, ui: Ui) -> None:
        """Take what lasts between builds from the ui; called before anything else."""

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw itself and its children."""
        for child in self.children:
            child.draw(canvas, ui)

    def press(self, ui: Ui, x: float, y: float) -> None:
        """The pointer went down on it."""

    def drag(self, ui: Ui, x: float, y: float) -> None:
        """The pointer moved while down, having gone down on it."""

    def release(self, ui: Ui, x: float, y: float) -> None:
        """The pointer came up, having gone down on it; over it, `activate` follows."""

    def point(self, ui: Ui, x: float, y: float) -> None:
        """The pointer moved over it."""

    def leave(self, ui: Ui) -> None:
        """The pointer left it."""

    def activate(self, ui: Ui) -> None:
        """It was clicked, or Enter or Space was pressed on it."""

    def push(self, ui: Ui, dx: float, dy: float) -> None:
        """The pointer moved by so much with the right or middle button down."""

    def tick(self, ui: Ui) -> None:
        """Time went on to `ui.now`; setting `ui.busy` asks for the next frame soon."""

    def take(self, ui: Ui, key: Key) -> bool:
        """Take a key while it has the focus; tell whether it was of use."""
        return False

    def write(self, ui: Ui, text: str) -> None:
        """Take text that was typed while it has the focus."""

    def wheel(self, ui: Ui, steps: float) -> bool:
        """Take turns of the wheel over it; tell whether they were of use."""
        return False

    @property
    def typing(self) -> bool:
        """Whether letters go into it, so that they are no shortcuts."""
        return False


class Group(Widget):
    """Some widgets together."""

    def __init__(self, key: str, rect: Rect, children: Sequence[Widget], label: str = "") -> None:
        super().__init__(key, rect, label)
        self.children = children


class Paint(Widget):
    """Something drawn by a function; with `tip` or `click` it takes the pointer."""

    def __init__(
        self,
        key: str,
        rect: Rect,
        paint: Callable[[Canvas], None],
        tip: str = "",
        click: Callable[[], None] | None = None,
    ) -> None:
        super().__init__(key, rect, "", tip)
        self._paint = paint
        self._click = click
        self.pointed = bool(tip) or click is not None

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw by the function."""
        self._paint(canvas)

    def activate(self, ui: Ui) -> None:
        """Call back."""
        if self._click is not None:
            self._click()


class Region(Widget):
    """A part of the screen that is drawn once and kept until something in it changes.

    With a ground it is opaque; without one it is laid over what lies below. A `stamp` that is equal to that
    of the build before says that nothing in it changed.
    """

    def __init__(
        self,
        key: str,
        rect: Rect,
        children: Sequence[Widget],
        ground: Tint | None = None,
        stamp: object = None,
        margin: float = 0.0,
    ) -> None:
        super().__init__(key, rect)
        self.children = children
        self.ground = ground
        self.stamp = stamp
        self.margin = margin
        """Room around it for shadows, in logical pixels."""

    def draw(self, canvas: Canvas, ui: Ui) -> None:
        """Draw from the kept picture, making it anew where something changed."""
        held = self.rect.inset(-self.margin)
        picture = ui.picture(self, canvas, held)
        canvas.image(picture, held.x, held.y)

    def paint(self, canvas: Canvas, ui: Ui) -> None:
        """Draw the children."""
        if self.ground is not None:
            canvas.fill(self.rect, self.ground)
        for child in self.children:
            child.draw(canvas, ui)
