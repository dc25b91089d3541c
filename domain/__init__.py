"""The words of the field: frozen types and rules that need no file, database or screen. Imports nothing of ours."""
