"""Seeded defects and damaged bytes against the whole import: ``python -m fuzz`` prints what was found, missed and silently wrong."""
