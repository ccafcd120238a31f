"""The acts: one pure function each, from a request and the facts to a `Change` or a `Refused`."""
