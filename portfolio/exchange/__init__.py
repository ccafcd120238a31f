"""Files in and out: shapes of documents and workbooks. Holds no rule."""
