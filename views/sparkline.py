"""A series as a picture the size of a word: an SVG text made here, because a field page shows dozens of them."""

from base64 import b64encode
from collections.abc import Sequence
from functools import lru_cache
from html import escape

from views.chart_style import COMPARISON, MAIN, TARGET

WIDTH, HEIGHT, MARGIN = 120, 32, 4


@lru_cache(maxsize=4096)
def sparkline(values: tuple[float | None, ...], alt: str, target: float | None = None) -> str:
    """SVG of a line with a dot at the last value and the target as a dashed line; None interrupts the line."""
    known = [value for value in values if value is not None]
    scaled = [*known, *([target] if target is not None else [])]
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}" '
        f'role="img" aria-label="{escape(alt)}">'
    )
    if not known:
        y = HEIGHT / 2
        return f'{head}<path d="M{MARGIN} {y}H{WIDTH - MARGIN}" stroke="{COMPARISON}" stroke-dasharray="1 4"/></svg>'
    low, high = min(scaled), max(scaled)
    points = [None if value is None else (_x(index, len(values)), _y(value, low, high)) for index, value in enumerate(values)]
    parts = [
        f'<path d="{_path(points)}" fill="none" stroke="{MAIN[0]}" stroke-width="1.8" stroke-linejoin="round" stroke-linecap="round"/>'
    ]
    if target is not None:
        y = _y(target, low, high)
        parts.insert(0, f'<path d="M{MARGIN} {y}H{WIDTH - MARGIN}" stroke="{TARGET}" stroke-width="1.2" stroke-dasharray="4 3"/>')
    x, y = [point for point in points if point is not None][-1]
    parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="{MAIN[0]}"/>')
    return head + "".join(parts) + "</svg>"


def data_uri(svg: str) -> str:
    """The picture as an address of its own, to be used where an address is wanted."""
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _x(index: int, count: int) -> float:
    return round(MARGIN + (WIDTH - 2 * MARGIN) * (index / (count - 1) if count > 1 else 1), 1)


def _y(value: float, low: float, high: float) -> float:
    share = (value - low) / (high - low) if high > low else 0.5
    return round(HEIGHT - MARGIN - (HEIGHT - 2 * MARGIN) * share, 1)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """Moves where a line starts or starts again, draws elsewhere; a lone value becomes a dot by its round line end."""
    commands = []
    pen_down = False
    for index, point in enumerate(points):
        if point is None:
            pen_down = False
            continue
        commands.append(f"{'L' if pen_down else 'M'}{point[0]} {point[1]}")
        follower = points[index + 1] if index + 1 < len(points) else None
        if not pen_down and follower is None:
            commands.append("h0")
        pen_down = True
    return "".join(commands)
