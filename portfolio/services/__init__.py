"""Short verbs: gather facts, let the domain decide, hand the change to the store."""
