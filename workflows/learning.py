"""The installation's own tables."""

from store import Home


def layout_titles(home: Home) -> dict[str, str]:
    """Titles of all known tables by layout id, by title."""
    from loaders.layouts import known_layouts

    titles = {key: layout.title for key, layout in known_layouts((home.layouts,)).items()}
    return dict(sorted(titles.items(), key=lambda pair: pair[1]))
