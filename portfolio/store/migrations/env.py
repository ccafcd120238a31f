"""Alembic's entry: runs revisions on the connection, and inside the transaction, it is given."""

from alembic import context
from sqlmodel import SQLModel

import portfolio.store.tables

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=SQLModel.metadata,
    render_as_batch=False,
    transactional_ddl=False,
)
context.run_migrations()

__all__ = ["portfolio"]
