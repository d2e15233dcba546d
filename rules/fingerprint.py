"""The digest of a state: 64 bits of blake2b over its numbers and names, packed in little-endian order."""

from __future__ import annotations

from hashlib import blake2b
from operator import attrgetter
from struct import pack
from typing import Any, Final

from attrs import fields

from rules.state import Commons, Contract, FlashpointState, PowerState, State

_LISTS: Final = {
    PowerState: ("caps", "roles", "alarm", "stances", "exact", "lines", "test_pips"),
    FlashpointState: ("alerts", "blame", "gates", "absent"),
    Commons: ("dials", "gdp", "growth", "credibility", "alignment", "lost_lanes", "measured"),
}


def _plain(cls: Any) -> tuple[str, ...]:
    """Return the names of a class's fields that are single numbers, from its table of fields."""
    return tuple(each.name for each in fields(cls) if each.type in ("int", "bool"))


_POWER = attrgetter(*_plain(PowerState))
_FLASHPOINT = attrgetter(*_plain(FlashpointState))
_COMMONS = attrgetter(*_plain(Commons))
_CONTRACT = attrgetter(*_plain(Contract))
_POWER_LISTS = attrgetter(*_LISTS[PowerState])
_FLASHPOINT_LISTS = attrgetter(*_LISTS[FlashpointState])
_COMMONS_LISTS = attrgetter(*_LISTS[Commons])


def digest(state: State) -> str:
    """Return 16 hexadecimal digits that name a state; equal states have equal digests."""
    commons = state.commons
    numbers: list[int] = [*_COMMONS(commons), -1 if commons.ending is None else commons.ending]
    words: list[str] = []
    for values in _COMMONS_LISTS(commons):
        numbers += values
    numbers += commons.start_dials
    numbers += commons.start_alignment
    numbers += commons.fought
    for quarrel in commons.flashpoints:
        numbers += _FLASHPOINT(quarrel)
        for values in _FLASHPOINT_LISTS(quarrel):
            numbers += values
    for own in state.powers:
        numbers += _POWER(own)
        for values in _POWER_LISTS(own):
            numbers += values
        _own_values(own, numbers, words)
    _shared_values(state, numbers, words)
    body = pack(f"<qI{len(numbers)}q", state.seed, len(numbers), *numbers)
    text = "\0".join(words).encode()
    return blake2b(body + state.counters + text, digest_size=8).hexdigest()


def _own_values(own: PowerState, numbers: list[int], words: list[str]) -> None:
    words.append(own.secret)
    for contract in own.contracts:
        words.append(contract.programme)
        numbers += _CONTRACT(contract)
    words += own.signed
    words.append("")
    if own.review is not None:
        words.append(own.review.doctrine)
        numbers.append(own.review.left)
    for said in own.said:
        words.append(said.subject)
        numbers += (said.kind, said.amount, said.turn)
    for stream in own.streams:
        words.append(stream.source)
        numbers += (stream.amount, stream.until)
    for absent in own.away:
        numbers += (absent.kind, absent.count, absent.back)
    for name, until in own.flags:
        words.append(name)
        numbers.append(until)
    words.append("")


def _shared_values(state: State, numbers: list[int], words: list[str]) -> None:
    commons = state.commons
    for steps in commons.doctrines:
        words += steps
        words.append("")
    for pact in (*commons.pacts, *state.secret_pacts):
        words += (pact.agreement, pact.one, pact.other)
        numbers += (pact.amount, pact.since, pact.until)
    for measure in commons.measures:
        words.append(measure.operation)
        numbers += (measure.by, measure.target)
    words += commons.choices
    words.append("")
    for card, turn in commons.agenda:
        words.append(card)
        numbers.append(turn)
    for proposal in state.proposals:
        words.append(proposal.subject)
        numbers += (proposal.sender, proposal.to, proposal.amount)
    numbers += state.home_turns
    for turn, purpose, subject, salt in state.salts:
        words.append(subject)
        numbers += (turn, purpose, salt)
