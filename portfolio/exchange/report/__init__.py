"""The report to read: one content, drawn as a web page and as a printed document."""
