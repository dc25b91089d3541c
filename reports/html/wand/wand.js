// Eine Folie nach der anderen: Pfeile, Bild auf und ab, Pos1, Ende; Esc führt zur Sitzung zurück. Der Platz steht in der Adresse (#3).
(() => {
  "use strict";
  const main = document.querySelector("main");
  const slides = [...document.querySelectorAll(".folie")];
  const place = document.getElementById("ort");
  const [back, next] = [document.getElementById("zurueck"), document.getElementById("weiter")];
  let at = -1;

  const show = (number, focus = true) => {
    const wanted = Math.min(Math.max(number, 0), slides.length - 1);
    if (wanted === at) return;
    at = wanted;
    slides.forEach((slide, index) => slide.classList.toggle("vorn", index === at));
    back.disabled = at === 0;
    next.disabled = at === slides.length - 1;
    place.textContent = `Folie ${at + 1} von ${slides.length}`;
    history.replaceState(null, "", `#${at + 1}`);
    window.scrollTo(0, 0);
    const heading = slides[at].querySelector("h2");
    if (focus) heading.focus({ preventScroll: getComputedStyle(slides[0]).display !== "block" });
  };
  const fromAddress = () => (parseInt(location.hash.slice(1), 10) || 1) - 1;
  const moves = {
    ArrowRight: () => show(at + 1), PageDown: () => show(at + 1), ArrowLeft: () => show(at - 1), PageUp: () => show(at - 1),
    Home: () => show(0), End: () => show(slides.length - 1),
    Escape: () => { if (main.dataset.zurueck) location.href = main.dataset.zurueck; },
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || !moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  });
  back.addEventListener("click", () => show(at - 1));
  next.addEventListener("click", () => show(at + 1));
  window.addEventListener("hashchange", () => show(fromAddress()));
  document.documentElement.classList.add("js");
  document.querySelector("nav").hidden = false;
  if (slides.length) show(fromAddress());
})();
