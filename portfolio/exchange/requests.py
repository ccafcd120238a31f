"""From an act as a file tells it to the request the domain decides on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from portfolio.domain.acts.table import REQUESTS
from portfolio.domain.transitions import Act
from portfolio.exchange.acts import value_of

if TYPE_CHECKING:
    from portfolio.domain.acts.table import Request
    from portfolio.exchange.acts import ActIn


def request_from(said: ActIn) -> Request:
    """Return the request an act in a file stands for; the day, the person and the reason apart.

    Raises `Invalid` where a value cannot be.
    """
    request: Request = value_of(REQUESTS[Act(said.act)], said)
    return request
