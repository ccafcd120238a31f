"""Widgets that paint plain text; the only place where a stored string becomes visible."""
