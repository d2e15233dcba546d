"""Where content uses effects and conditions, and what their words can mean there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, Protocol

from attrs import frozen

from game.content_findings import Finding, unknown
from game.content_parts import Parts
from rules.content import Agreement, Doctrine, Event, Operation
from rules.effects import Chance, Condition, Effect, When
from rules.terms import POWERS, Partner, Power, Scope

POWER_NAMES: Final = tuple(each.key for each in POWERS)
PARTNER_NAMES: Final = tuple(each.key for each in Partner)


class Catalogue(Protocol):
    """The names that effects and conditions may use: those of merged data, or of a world."""

    @property
    def events(self) -> Mapping[str, Event]:
        """The cards by name."""
        ...

    @property
    def doctrines(self) -> Mapping[str, Doctrine]:
        """The doctrines by name."""
        ...

    def names(self, table: str) -> tuple[str, ...]:
        """Return every name in a table."""
        ...


@frozen
class Use:
    """One list of effects or conditions: where it stands, who `self` may be, what else has a meaning."""

    path: str
    actors: tuple[Power, ...]
    effects: tuple[Effect, ...] = ()
    conditions: tuple[Condition, ...] = ()
    here: bool = False
    target: bool = False
    partner: bool = False
    asked_of_orders: bool = False

    def powers(self) -> tuple[str, ...]:
        """Return the words that name powers here."""
        words = POWER_NAMES
        words += ("self", "ally", "rivals") if self.actors else ()
        words += ("target", "both") if self.target else ()
        return words + (("challenger", "lead", "defenders") if self.here else ())

    def partners(self) -> tuple[str, ...]:
        """Return the words that name partners here."""
        return (*PARTNER_NAMES, "partners", *(("partner",) if self.here or self.partner else ()))


def uses(parts: Parts) -> Iterator[Use]:
    """Return every use of effects and conditions in a scenario."""
    for name, programme in parts.programmes.items():
        me = (programme.power,)
        yield Use(f"programme.{name}.requires", me, conditions=programme.requires, asked_of_orders=True)
        yield Use(f"programme.{name}.yields", me, programme.yields)
    for name, doctrine in parts.doctrines.items():
        me = (doctrine.power,)
        yield Use(f"doctrine.{name}.requires", me, conditions=doctrine.requires, asked_of_orders=True)
        yield Use(f"doctrine.{name}.adopted", me, doctrine.adopted)
    for name, operation in parts.operations.items():
        yield from _of_operation(f"operation.{name}", operation)
    for name, agreement in parts.agreements.items():
        yield from _of_agreement(f"agreement.{name}", agreement)
    for name, event in parts.events.items():
        yield from _of_event(f"event.{name}", event)
    yield from _of_powers(parts)


def _of_operation(path: str, operation: Operation) -> Iterator[Use]:
    here, target = operation.scope in (Scope.FLASHPOINT, Scope.AREA), operation.scope != Scope.NOWHERE
    me = operation.powers
    yield Use(f"{path}.requires", me, conditions=operation.requires, here=here, asked_of_orders=True)
    lists = {"always": operation.always, "gain": operation.gain, "setback": operation.setback}
    lists |= {f"table.{place}.effects": row.effects for place, row in enumerate(operation.table)}
    for key, effects in lists.items():
        yield Use(f"{path}.{key}", me, effects, here=here, target=target)


def _of_agreement(path: str, agreement: Agreement) -> Iterator[Use]:
    parties = {party for pair in agreement.between for party in pair}
    me = tuple(power for power in POWERS if power.key in parties)
    partner = any(party in PARTNER_NAMES for party in parties)
    for key, conditions in (("requires", agreement.requires), ("blocks", agreement.blocks)):
        yield Use(f"{path}.{key}", me, conditions=conditions, asked_of_orders=True)
    lists = {"signed": agreement.signed, "ended": agreement.ended, "breach": agreement.breach}
    for key, effects in lists.items():
        yield Use(f"{path}.{key}", me, effects, target=True, partner=partner)


def _of_event(path: str, event: Event) -> Iterator[Use]:
    me = () if event.chooser is None else (event.chooser,)
    yield Use(f"{path}.requires", me, conditions=event.requires)
    yield Use(f"{path}.effects", me, event.effects)
    for place, option in enumerate(event.options):
        yield Use(f"{path}.options.{place}.effects", me, option.effects)


def _of_powers(parts: Parts) -> Iterator[Use]:
    for name, terms in parts.powers.items():
        for place, fact in enumerate(terms.facts):
            yield Use(f"power.{name}.facts.{place}.when", (terms.power,), conditions=fact.when)
    for name, secrets in parts.secrets.items():
        me = tuple(power for power in POWERS if power.key == name)
        for place, secret in enumerate(secrets):
            yield Use(f"secret.{name}.{place}.when", me, conditions=secret.when)


def effects_of(use: Use) -> Iterator[tuple[str, Effect]]:
    """Return a use's effects with their paths, those inside others too."""
    return _walk(use.path, use.effects)


def _walk(path: str, effects: Iterable[Effect]) -> Iterator[tuple[str, Effect]]:
    for place, effect in enumerate(effects):
        here = f"{path}.{place}"
        yield here, effect
        if isinstance(effect, Chance | When):
            yield from _walk(f"{here}.then", effect.then)
            yield from _walk(f"{here}.other", effect.other)


def conditions_of(use: Use) -> Iterator[tuple[str, Condition]]:
    """Return a use's conditions with their paths, those of its effects too."""
    for place, condition in enumerate(use.conditions):
        yield f"{use.path}.{place}", condition
    for path, effect in effects_of(use):
        if isinstance(effect, When):
            for place, condition in enumerate(effect.all):
                yield f"{path}.when.{place}", condition


def own_doctrine(parts: Catalogue, path: str, name: str, power: Power) -> Iterator[Finding]:
    """Say that a doctrine does not exist or belongs to another power."""
    yield from unknown(path, "doctrine", name, parts.names("doctrine"))
    doctrine = parts.doctrines.get(name)
    if doctrine is not None and doctrine.power != power:
        yield path, f"'{name}' is a doctrine of {doctrine.power.key}, not of {power.key}"
