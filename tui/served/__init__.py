"""The screens in a browser on the same machine: the guard, the page, and a process for each tab."""
