"""Charts of series: what they show (model), the rows they draw (marks), the drawing (layers) and the words beside it (words)."""

from views.charts.lines import line_chart
from views.charts.model import MAX_LINES, Ahead, Line, LineChart, Point

__all__ = ["MAX_LINES", "Ahead", "Line", "LineChart", "Point", "line_chart"]
