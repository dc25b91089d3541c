"""From definitions to values and verdicts. Knows the words of domain, no database and no screen."""
