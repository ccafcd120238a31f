"""The store: tables, triggers, transactions, and the reads behind lists. SQLModel on any SQL."""
