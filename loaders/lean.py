"""Keeps short-lived processes from loading pandas."""

import sys
from importlib.abc import MetaPathFinder


class _WithoutPandas(MetaPathFinder):
    def find_spec(self, fullname: str, path: object = None, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def hide_pandas() -> None:
    """From here on pandas cannot be imported. pyarrow and duckdb load it, unasked, with their first array or parameter
    if they find it: half a second for nothing, in processes that live for one."""
    sys.meta_path.insert(0, _WithoutPandas())
