/* Was in einem eigenen Kasten rollt, muss auch ohne Maus zu lesen sein: Solche Kästen sind mit der Tabulatortaste erreichbar. */
(() => {
  "use strict";
  const BOXES = "[data-testid='stTable'] div, [data-testid='stVerticalBlock']";
  const rolls = (box) => {
    const style = getComputedStyle(box);
    const across = ["auto", "scroll"].includes(style.overflowX) && box.scrollWidth > box.clientWidth + 1;
    return across || (["auto", "scroll"].includes(style.overflowY) && box.scrollHeight > box.clientHeight + 1);
  };
  const check = () => {
    for (const box of document.querySelectorAll(BOXES)) {
      if (rolls(box)) box.tabIndex = 0;
      else if (box.getAttribute("tabindex") === "0") box.removeAttribute("tabindex");
    }
  };
  let waiting = 0;
  const soon = () => { clearTimeout(waiting); waiting = setTimeout(check, 120); };
  new MutationObserver(soon).observe(document.documentElement, { subtree: true, childList: true });
  window.addEventListener("resize", soon);
})();
