"""The dialogs through which everything is done; each is loaded when it is first opened."""
