"""What each page of a seat shows inside its frame: values for its template, all from the seat's own view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from game.classroom.prose import briefs
from game.classroom.student_advice import waiting
from game.classroom.student_asked import Asked
from game.classroom.student_charts import charts, numbers
from game.classroom.student_commit import summary
from game.classroom.student_duties import duties
from game.classroom.student_map import map_page
from game.classroom.student_posts import PUBLIC, threads
from game.classroom.web import Refusal
from game.drawing.odds import odds_picture, outcome_role
from game.drawing.svg import svg
from game.views import catalogue
from game.views.aims import aims_of, secret_of
from game.views.briefing import briefing_of
from game.views.budget import budget
from game.views.diplomacy import diplomacy
from game.views.home import choices, home
from game.views.names import KIND_WORDS
from game.views.odds_sheet import odds_sheet
from game.views.order_words import say
from game.views.policy import policy
from game.views.posture import Known, posture
from game.views.saying import line_of
from game.views.steps import STEPS
from rules.journal import Fact
from rules.notation import NotationError, read
from rules.orders import Court, Operate, Order, Propose

Values = dict[str, Any]


def content(asked: Asked) -> Values:
    """Return what a page shows; raise Refusal where there is no such page."""
    make = PAGES.get(asked.tab)
    if make is None:
        raise Refusal(404, "There is no such page.")
    return make(asked)


def last_news(asked: Asked) -> tuple[Fact, ...]:
    """Return what the seat may read of the turn before."""
    view = asked.view
    return view.news(view.turn - 1) if view.turn > 1 else ()


# ---------- the brief ----------


def _brief(asked: Asked) -> Values:
    scenario = asked.table.session.scenario
    texts = briefs(scenario, asked.power.key)
    level = asked.level if asked.level in texts else next(iter(texts), "")
    return {
        "briefing": briefing_of(asked.seen, last_news(asked), asked.view.messages),
        "acted": [line_of(each, asked.seen.world) for each in asked.view.acted(asked.view.turn)],
        "choices": choices(asked.desk),
        "duties": duties(asked),
        "texts": texts,
        "level": level,
        "text": texts.get(level, ()),
        "aims": aims_of(asked.seen),
        "secret": secret_of(asked.seen),
    }


# ---------- orders ----------


def _budget(asked: Asked) -> Values:
    return {"budget": budget(asked.desk)}


def _programmes(asked: Asked) -> Values:
    return {"programmes": catalogue.programmes(asked.desk), "line_words": catalogue.line_words}


def _programme(asked: Asked) -> Values:
    entry = asked.seen.world.programme.get(asked.at)
    if entry is None or entry.power != asked.power or not entry.open:
        raise Refusal(404, "There is no such programme.")
    return {"detail": catalogue.detail(asked.at, asked.desk), "world": asked.seen.world}


def _policy(asked: Asked) -> Values:
    return {"policy": policy(asked.desk), "home": home(asked.desk, last_news(asked))}


def known_of(asked: Asked) -> Known:
    """Return what does not change of operations while this turn's sheet is written."""
    return asked.kept("known", lambda: Known(asked.seen))


def _posture(asked: Asked) -> Values:
    return {"posture": posture(asked.desk, known_of(asked)), "kinds": KIND_WORDS}


def _diplomacy(asked: Asked) -> Values:
    view = asked.view
    past = asked.kept("past", lambda: tuple((turn, view.news(turn)) for turn in range(1, view.turn)))
    return {"diplomacy": diplomacy(asked.desk, past)}


def _odds(asked: Asked) -> Values:
    found = odds_sheet(_rolled(asked), asked.desk)
    view = found.view
    return {
        "odds": found,
        "picture": "" if view is None else svg(odds_picture(view)),
        "roles": {}
        if view is None
        else {each.key: outcome_role(view, each.key).removeprefix("result-") for each in view.outcomes},
    }


def _rolled(asked: Asked) -> Order:
    """Return the order whose odds are asked for; raise Refusal where it is none of this seat's."""
    try:
        order = read(asked.at)
    except NotationError:
        raise Refusal(404, "This is no order.") from None
    if not isinstance(order, Operate | Propose | Court) or not asked.in_catalogue(order):
        raise Refusal(404, "No dice are thrown for this order.")
    return order


def _finish(asked: Asked) -> Values:
    return {"summary": summary(asked)}


def _advice(asked: Asked) -> Values:
    return {"advice": tuple(waiting(asked)) if asked.writable else ()}


# ---------- what happened ----------


def _watch(asked: Asked) -> Values:
    view, world, names = asked.view, asked.seen.world, asked.names
    page = asked.kept("watch", view.watch)
    return {"watch": page, "charts": charts(page, world, names), "numbers": numbers(page, names)}


def _log(asked: Asked) -> Values:
    return {"pages": tuple(reversed(asked.view.log())), "steps": STEPS}


def _resolution(asked: Asked) -> Values:
    last = len(asked.table.session.journals)
    turn = int(asked.at) if asked.at.isdecimal() and len(asked.at) < 4 else last
    if not 1 <= turn <= last:
        raise Refusal(404, "This turn has not been played yet.")
    view = asked.view
    return {
        "resolution": asked.kept(("resolution", turn), lambda: view.resolution(turn)),
        "last": last,
        "kind_of": lambda detail: type(detail).__name__,
    }


def _messages(asked: Asked) -> Values:
    found = threads(asked)
    chosen = next((each for each in found if each.key == (asked.at or PUBLIC)), None)
    if chosen is None:
        raise Refusal(404, "There is nobody of that name.")
    return {"threads": found, "thread": chosen}


def _receipt(asked: Asked) -> Values:
    found = [each for each in asked.table.receipts(asked.power) if str(each.id) == asked.at]
    if not found:
        raise Refusal(404, "Your seat has no such receipt.")
    receipt = found[0]
    seen = asked.view.observation_at(receipt.turn) if receipt.turn <= asked.table.turn else asked.seen
    return {"receipt": receipt, "lines": [(say(read(text), seen), text) for text in receipt.orders]}


def _end(asked: Asked) -> Values:
    if not asked.table.over:
        raise Refusal(404, "The game goes on: scores are told at its end.")
    return {"epilogue": asked.kept("epilogue", asked.view.epilogue)}


PAGES: Final[dict[str, Callable[[Asked], Values]]] = {
    "brief": _brief,
    "map": map_page,
    "budget": _budget,
    "programmes": _programmes,
    "programme": _programme,
    "policy": _policy,
    "posture": _posture,
    "diplomacy": _diplomacy,
    "odds": _odds,
    "finish": _finish,
    "advice": _advice,
    "watch": _watch,
    "log": _log,
    "resolution": _resolution,
    "messages": _messages,
    "receipt": _receipt,
    "end": _end,
}

ON_THE_SHEET: Final = frozenset(
    {"brief", "map", "budget", "programmes", "programme", "policy", "posture", "diplomacy", "odds"}
    | {"finish", "advice"}
)
"""Pages that show something else when the sheet has changed."""
