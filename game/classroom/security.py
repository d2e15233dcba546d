"""Who may do what over the wire: signed tokens, forgery protection, rates, headers."""

from __future__ import annotations

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from typing import Any, Final

from attrs import define, frozen
from itsdangerous import BadSignature, URLSafeSerializer

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""The signs of join codes: none is taken for another."""

CODE_LENGTH: Final = 6

POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
"""The Content-Security-Policy of every page: nothing inline, nothing from elsewhere."""

REVIEW_POLICY: Final = (
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; frame-ancestors 'none'"
)
"""That of a debrief, which carries its own styles and no script."""

HEADERS: Final = (
    ("content-security-policy", POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "same-origin"),  # no-referrer would make browsers send forms with "Origin: null"
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=()"),
)

LONGEST_TOKEN: Final = 512

PERSON: Final = "person"
FACILITATOR: Final = "facilitator"


def new_code(taken: Callable[[str], bool]) -> str:
    """Return a join code that is not taken yet."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(CODE_LENGTH))
        if not taken(code):
            return code


def tidy_code(text: str) -> str:
    """Return a join code as it is kept: capitals, without blanks and dashes."""
    return "".join(each for each in text.upper() if each.isalnum())


def same(given: str, kept: str) -> bool:
    """Tell whether a secret was given, in a time that says nothing about it."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), kept.encode())


class Keys:
    """Signs and reads tokens with the class's own secret."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    def sign(self, kind: str, values: dict[str, Any]) -> str:
        """Return a token of a kind."""
        return URLSafeSerializer(self._secret, salt=kind).dumps(values)

    def read(self, kind: str, token: str) -> dict[str, Any] | None:
        """Return what a token holds, or None where it is not one of ours of that kind."""
        if not token or len(token) > LONGEST_TOKEN:
            return None
        try:
            values = URLSafeSerializer(self._secret, salt=kind).loads(token)
        except BadSignature:
            return None
        return values if isinstance(values, dict) else None

    def form_key(self, token: str) -> str:
        """Return what every form of a token's holder must send back."""
        return self.mark("form", token)

    def mark(self, kind: str, text: str) -> str:
        """Return a mark of a text that only this class can make and that does not give the text away."""
        return hmac.new(self._secret.encode(), f"{kind}:{text}".encode(), sha256).hexdigest()

    def is_form_key(self, token: str, key: str) -> bool:
        """Tell whether a form was made for a token's holder."""
        return same(key, self.form_key(token))


@frozen
class Rate:
    """So many at once, and so many a second in the long run."""

    burst: float
    per_second: float


@define
class _Bucket:
    level: float
    at: float


class Limiter:
    """Counts what each caller does against a rate; it forgets the callers it has not seen longest."""

    MOST: Final = 4096

    def __init__(self, rate: Rate) -> None:
        self._rate = rate
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()

    def allows(self, caller: str, now: float) -> bool:
        """Tell whether a caller may do it once more; nothing is counted."""
        return self._level(caller, now) >= 1.0

    def count(self, caller: str, now: float) -> bool:
        """Count one more of a caller, if it may, and tell whether it may."""
        level = self._level(caller, now)
        allowed = level >= 1.0
        self._buckets[caller] = _Bucket(level - 1.0 if allowed else level, now)
        self._buckets.move_to_end(caller)
        while len(self._buckets) > self.MOST:
            self._buckets.popitem(last=False)
        return allowed

    def _level(self, caller: str, now: float) -> float:
        bucket = self._buckets.get(caller)
        if bucket is None:
            return self._rate.burst
        return min(self._rate.burst, bucket.level + (now - bucket.at) * self._rate.per_second)
