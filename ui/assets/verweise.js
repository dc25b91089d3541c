/* Verweise zwischen Ansichten stehen auch in Tabellen. Streamlit öffnet solche in einem neuen Reiter und baut alles neu auf;
   hier bleiben sie im selben Reiter und in derselben Sitzung, wie die Verweise im Menü. */
(() => {
  "use strict";
  const inside = (link) => link.getAttribute("href")?.startsWith("./") && link.origin === window.location.origin;
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-testid='stMarkdownContainer'] a[href], [data-testid='stTable'] a[href]");
    if (!link || !inside(link) || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    window.history.pushState({}, "", link.href);
    window.dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    window.scrollTo(0, 0);
    document.querySelector("[data-testid='stMain']")?.scrollTo(0, 0);
  }, true);
})();
