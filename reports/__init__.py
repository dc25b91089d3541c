"""What the monitor hands out as files: writers that turn concepts and view models into documents."""
