"""What writers and readers of report texts share that go out as Excel or Word and come back: places, words, and what a text was like when
it left."""

from dataclasses import dataclass

from domain.report_texts import TextKey, key_text, mark

LAYOUT = "berichtstexte"
MARKER_NAME = "Integrationsmonitor_Berichtstexte"
SHEET, GUIDE = "Berichtstexte", "Ausfüllhilfe"
KEY, STAND = "Kennung", "Stand bei Ausgabe"
"""Heads of the hidden columns."""
TEXT, PUBLIC = "Text", "öffentlich"
COLUMNS = (
    ("Thema", 34),
    ("Teil", 17),
    ("verlangt wegen", 30),
    ("Text des Halbjahrs davor", 50),
    (TEXT, 70),
    (PUBLIC, 12),
    (KEY, 10),
    (STAND, 10),
)
"""Heads and widths of the workbook's columns."""
YES, NO = "ja", "nein"
PLACEHOLDER = "Bitte hier schreiben."
"""What stands in an empty text field of the Word file."""


@dataclass(frozen=True)
class TextEntry:
    """A text as it goes out. ``about`` names field or indicator."""

    key: TextKey
    about: str
    text: str
    public: bool
    version: int
    reasons: tuple[str, ...] = ()
    before: str = ""

    def stand(self, concept: str) -> str:
        """``3|9f86d081884c7d65|ja|2c26b46b68ffc68f``: version, mark of the text, whether it was public, mark of the concept."""
        return f"{self.version}|{mark(self.text)}|{YES if self.public else NO}|{mark(concept)}"

    @property
    def tag(self) -> str:
        """The same for a control in Word, whose bookmark holds 40 characters: mark of the key, version, mark of the text."""
        return f"t_{mark(key_text(self.key))}_{self.version}_{mark(self.text)}"


@dataclass(frozen=True)
class TextsBook:
    """All texts of a half-year that go out together."""

    concept: str
    municipality: str
    period: str
    entries: tuple[TextEntry, ...]

    def tag(self, outside: str) -> str:
        """Tag of the Word file's first control, with the mark of what stands ``outside`` of all controls."""
        return f"texte_{self.period.replace('-', '_')}_{mark(self.concept)}_{mark(outside)[:8]}"


@dataclass(frozen=True)
class ReturnedText:
    """A text as it came back. ``key`` is a key's text, or its mark (from Word). ``left`` is the mark of the text when it went out, in
    ``version``. ``public`` None: the file does not say."""

    place: str
    key: str
    text: str
    version: int
    left: str
    public: bool | None = None
    was_public: bool = False

    @property
    def touched(self) -> bool:
        """True where text or tick are not what went out."""
        return mark(self.text) != self.left or (self.public is not None and self.public != self.was_public)


@dataclass(frozen=True)
class ReturnedTexts:
    """A file that came back; ``concept`` and ``period`` as it was made for, ``concept`` as a mark. ``notes`` are German sentences about
    what cannot be kept."""

    concept: str
    period: str
    texts: tuple[ReturnedText, ...]
    notes: tuple[str, ...] = ()
