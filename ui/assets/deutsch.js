/* Streamlit kennt keine deutsche Oberfläche. Dieses Skript ersetzt seine festen englischen Wörter, sonst nichts:
   nur ganze, bekannte Texte, nie innerhalb von Inhalten der Anwendung (Tabellen, Absätze, Diagramme). */
(() => {
  "use strict";
  const WORDS = {
    "Upload": "Datei auswählen",
    "Add files": "Datei hinzufügen",
    "Browse files": "Datei auswählen",
    "Drag and drop a file here": "oder Datei hierher ziehen",
    "Drag and drop files here": "oder Dateien hierher ziehen",
    "Upload failed": "Hochladen fehlgeschlagen",
    "Click to retry upload": "Noch einmal hochladen",
    "Only one file is allowed.": "Bitte nur eine Datei auf einmal.",
    "File size is too small.": "Die Datei ist zu klein.",
    "Unexpected error. Please try again.": "Das hat nicht geklappt. Bitte noch einmal versuchen.",
    "Show data": "Daten zeigen",
    "Show chart": "Diagramm zeigen",
    "Download as PNG": "Als Bild (PNG) speichern",
    "Download as CSV": "Als CSV speichern",
    "Download failed": "Herunterladen fehlgeschlagen",
    "Copy Vega-Lite spec": "Bauplan des Diagramms kopieren",
    "Copied!": "Kopiert",
    "Copy": "Kopieren",
    "Copy to clipboard": "In die Zwischenablage kopieren",
    "Copy column name": "Spaltennamen kopieren",
    "Fullscreen": "Vollbild",
    "Close fullscreen": "Vollbild schließen",
    "Search": "Suchen",
    "Close Search": "Suche schließen",
    "Select all": "Alle auswählen",
    "Clear selection": "Auswahl aufheben",
    "Clear all": "Alle entfernen",
    "Clear value": "Auswahl löschen",
    "Clear entry": "Eingabe löschen",
    "Choose an option": "Bitte auswählen",
    "Choose options": "Bitte auswählen",
    "No results": "Nichts gefunden",
    "No options to select": "Keine Auswahl vorhanden",
    "Sort ascending": "Aufsteigend sortieren",
    "Sort descending": "Absteigend sortieren",
    "Press Enter to apply": "Mit der Eingabetaste übernehmen",
    "Press Enter to submit form": "Mit der Eingabetaste absenden",
    "Main menu": "Hauptmenü",
    "App pages": "Seiten",
    "Print": "Drucken",
    "Rerun": "Neu aufbauen",
    "Settings": "Einstellungen",
    "About": "Über",
    "Record screen": "Bildschirm aufzeichnen",
    "Running...": "Seite wird aufgebaut",
    "Stop": "Anhalten",
    "Stopping...": "Wird angehalten",
    "Please wait...": "Bitte warten …",
    "Loading...": "Wird geladen …",
    "Loading": "Wird geladen",
    "Connecting": "Verbindung wird aufgebaut",
    "Connecting to Streamlit server": "Verbindung zum Integrationsmonitor wird aufgebaut",
    "Unable to connect to Streamlit server": "Keine Verbindung zum Integrationsmonitor",
    "Connection error": "Keine Verbindung",
    "Error": "Fehler",
    "Error:": "Fehler:",
    "Close": "Schließen",
    "Skip to main content": "Zum Inhalt springen",
    "Link to heading": "Verweis auf diese Überschrift",
    "Page not found": "Seite nicht gefunden",
    "Collapse sidebar": "Seitenleiste einklappen",
    "Expand sidebar": "Seitenleiste ausklappen",
    "Show password": "Passwort zeigen",
    "Choose date": "Datum auswählen",
    "Clear date": "Datum löschen",
    "View less": "Weniger zeigen",
    "Vega visualization": "Diagramm",
    "legend": "Legende",
    "axis": "Achse",
    "group mark container": "Zeichenfläche",
    "file upload": "Datei hochladen",
    "Open": "Öffnen",
    "Suggestions": "Vorschläge",
    "Show suggestions": "Vorschläge zeigen",
    "Selected values": "Gewählt",
  };
  const PATTERNS = [
    [/^([\d.,]+) ?([KMG]?B) per file(.*)$/, (_, size, unit, types) => `höchstens ${size}\u00a0${unit}${types}`],
    [/^(\d+)\.(\d) ?([KMG]?B)$/, (_, whole, part, unit) => `${whole},${part}\u00a0${unit}`],
    [/^(.+), (\d+)\.(\d) ?([KMG]?B)$/, (_, name, whole, part, unit) => `${name}, ${whole},${part}\u00a0${unit}`],
    [/^(\d+) options? available\.$/, (_, count) => `${count} zur Auswahl.`],
    [/^(.+), selected$/, (_, name) => `${name}, gewählt`],
    [/^[a-z_]+ icon$/, () => "Zeichen"],
    [/^Symbol legend for .+ with \d+ values: (.+)$/, (_, values) => `Legende: ${values}`],
    [/^File must be ([\d.,]+ ?[KMG]?B) or smaller\.?$/, (_, size) => `Die Datei darf höchstens ${size} groß sein.`],
    [/^(.*) files are not allowed\.$/, (_, type) => `Dateien der Art „${type}“ werden nicht gelesen.`],
    [/^Add: (.+)$/, (_, word) => `Neu: ${word}`],
    [/^Remove (.+)$/, (_, name) => `${name} entfernen`],
    [/^Help for (.+)$/, (_, name) => `Hilfe zu ${name}`],
    [/^Selected (.+?)\. (.+)$/, (_, value, label) => `Gewählt: ${value}. ${label}`],
    [/^(\d+) more$/, (_, count) => `${count} weitere`],
    [/^View (\d+) more$/, (_, count) => `${count} weitere zeigen`],
    [/^You can only select up to (\d+) .*$/, (_, count) => `Höchstens ${count} können gewählt werden.`],
    [/^The page that you have requested does not seem to exist\. Running the app's main page\.$/, () => "Diese Seite gibt es nicht. Sie sehen die Startseite."],
    [/^Streamlit server is not responding\. .*$/, () => "Der Integrationsmonitor antwortet nicht. Besteht die Netzverbindung? Ist das Programm noch gestartet?"],
    [/^Is Streamlit still running\? .*$/, () => "Der Integrationsmonitor antwortet nicht. Ist das Programm noch gestartet?"],
    [/^Connection lost\. .*$/, () => "Die Verbindung war unterbrochen. Bitte kurz warten und noch einmal versuchen."],
  ];
  const NAMED = /^(Show data|Show chart|Download as PNG|Download as CSV|Copy Vega-Lite spec|Fullscreen|Close fullscreen|Search): (.+)$/s;
  const ATTRIBUTES = ["aria-label", "title", "placeholder", "alt", "aria-roledescription"];
  const CONTENT = "[data-testid='stMarkdownContainer'], [data-testid='stTable'], [data-testid='stMetric'], svg, canvas, pre, textarea, script, style";
  const WITHIN = "[data-testid='stFileUploaderDropzone'], [data-testid='stTooltipContent'], [role='tooltip'], [data-testid='stElementToolbar']";

  const german = (text) => {
    const core = text.trim();
    if (Object.hasOwn(WORDS, core)) return text.replace(core, WORDS[core]);
    const named = NAMED.exec(core);
    if (named) return `${WORDS[named[1]]}: ${named[2]}`;
    if (!core || core.length > 1000) return null;
    for (const [pattern, build] of PATTERNS) if (pattern.test(core)) return core.replace(pattern, build);
    return null;
  };
  const isContent = (element) => element.closest(CONTENT) !== null && element.closest(WITHIN) === null;
  const translateText = (node) => {
    if (!node.parentElement || isContent(node.parentElement)) return;
    const text = german(node.data);
    if (text !== null && text !== node.data) node.data = text;
  };
  const translateAttributes = (element) => {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const text = value && german(value);
      if (text && text !== value) element.setAttribute(name, text);
    }
  };
  const translateTree = (root) => {
    if (root.nodeType === Node.TEXT_NODE) return translateText(root);
    if (root.nodeType !== Node.ELEMENT_NODE) return;
    translateAttributes(root);
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) translateText(node); else translateAttributes(node);
    }
  };
  new MutationObserver((records) => {
    for (const record of records) {
      if (record.type === "characterData") translateText(record.target);
      else if (record.type === "attributes") translateAttributes(record.target);
      else record.addedNodes.forEach(translateTree);
    }
  }).observe(document.documentElement, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ATTRIBUTES });
})();
