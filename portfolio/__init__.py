"""Subsidy milestone portfolio: no payout without readiness, people and two signatures."""

__version__ = "0.4.0"
