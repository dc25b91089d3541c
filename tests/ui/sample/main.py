import every_component
import other_view

from ui.frame import run

run({"": (every_component, other_view)})
