"""What may be ordered: one set of predicates behind menus, checks and lawful sheets (R5, R2.2).

Legality is a function of the observation alone, so no refusal can leak a secret. Each family of orders
has a rule of four functions (`family.py`); menus, `check` and `lawful` call the same ones.
"""

from __future__ import annotations

from rules.legality.menu import Menu
from rules.legality.operations import quarrel_of
from rules.legality.room import Room, Violation
from rules.observation import Observation
from rules.orders import FAMILIES, Order, OrderSheet

__all__ = [
    "Menu",
    "Room",
    "Violation",
    "check",
    "lawful",
    "legal_orders",
    "menu_of",
    "quarrel_of",
    "room_after",
]


def menu_of(observation: Observation) -> Menu:
    """Return an observation's menu, made once."""
    known = observation.memo.get("menu")
    if not isinstance(known, Menu):
        known = observation.memo["menu"] = Menu(observation)
    return known


def room_after(menu: Menu, sheet: OrderSheet) -> Room:
    """Return what a lawful sheet leaves."""
    room = menu.room()
    for order in sheet.orders:
        menu.add(room, order)
    return room


def legal_orders(observation: Observation, sheet: OrderSheet | None = None) -> tuple[Order, ...]:
    """Return every order that may be added to a lawful sheet, in the published order."""
    menu = menu_of(observation)
    room = room_after(menu, sheet) if sheet is not None else menu.room()
    return tuple(order for family in FAMILIES for order in menu.legal(room, family))


def check(observation: Observation, sheet: OrderSheet, order: Order) -> Violation | None:
    """Return why an order may not be added to a lawful sheet, or None."""
    menu = menu_of(observation)
    return menu.refusal(room_after(menu, sheet), order)


def lawful(
    observation: Observation, sheet: OrderSheet
) -> tuple[OrderSheet, tuple[tuple[Order, Violation], ...]]:
    """Return a sheet without the orders that are not legal in turn, and those orders with the reason."""
    menu = menu_of(observation)
    room = menu.room()
    kept: list[Order] = []
    refused: list[tuple[Order, Violation]] = []
    for order in sheet.orders:
        violation = menu.refusal(room, order)
        if violation is None:
            menu.add(room, order)
            kept.append(order)
        else:
            refused.append((order, violation))
    if not refused and sheet.power == observation.power:
        return sheet, ()
    return OrderSheet(observation.power, tuple(kept)), tuple(refused)
