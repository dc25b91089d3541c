"""Which organisation of the concept a text means: sheets name offices in full, in short, and with other spaces and capitals."""

from collections.abc import Iterable, Mapping

from domain.concepts import Organisation

UNNAMED = "nicht benannt"
"""Instead of an organisation where a measure has no lead."""


def plain_name(text: str) -> str:
    """A name as it is compared: without capitals and superfluous spaces."""
    return " ".join(text.split()).casefold()


class Register:
    """The organisations of a concept, found by name or short name. A short name that two of them have means neither."""

    def __init__(self, organisations: Iterable[Organisation]) -> None:
        self._by_name: dict[str, Organisation] = {}
        shorts: dict[str, list[Organisation]] = {}
        for each in organisations:
            self._by_name.setdefault(plain_name(each.name), each)
            if each.short:
                shorts.setdefault(plain_name(each.short), []).append(each)
        self._by_short: Mapping[str, Organisation] = {short: each[0] for short, each in shorts.items() if len(each) == 1}

    def find(self, text: str) -> Organisation | None:
        """The organisation that a text names, None if it names none of the register."""
        key = plain_name(text)
        return self._by_name.get(key) or self._by_short.get(key)

    def name(self, text: str) -> str:
        """The name in the register, else the text itself without superfluous spaces: two spellings of one office are one office."""
        found = self.find(text)
        return found.name if found else " ".join(text.split())

    @property
    def empty(self) -> bool:
        return not self._by_name
