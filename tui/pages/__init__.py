"""From view rows to lines of text: pure functions, without Textual, for each screen."""
