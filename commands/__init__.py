"""Groups of verbs on the command line, one module each; ``cli.py`` puts them together."""
