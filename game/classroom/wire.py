"""The wire: connections that say nothing whole for long are closed, and nothing is told about the server."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

PATIENCE: Final = 15.0
"""Seconds within which the head of a request must have come."""

MOST_CONNECTIONS: Final = 1000
LARGEST_HEAD: Final = 16_384


def settings(app: ASGIApp, host: str, port: int) -> uvicorn.Config:
    """Return how the server listens: no forwarded addresses, no WebSockets, and limits everywhere."""
    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Hurried,
        ws="none",
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=10,
        timeout_graceful_shutdown=5,
        h11_max_incomplete_event_size=LARGEST_HEAD,
    )


class Hurried(H11Protocol):
    """HTTP/1.1 with a time limit for the head of every request."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for the first request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no longer."""
        self._wait_no_more()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read what came; as long as a head is begun and not whole, time runs."""
        super().handle_events()
        if self.conn.their_state is h11.IDLE and self.conn.trailing_data[0]:
            self._wait()
        else:
            self._wait_no_more()

    def _wait(self) -> None:
        if self._head_due is None:
            self._head_due = self.loop.call_later(PATIENCE, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._head_due is not None:
            self._head_due.cancel()
            self._head_due = None
