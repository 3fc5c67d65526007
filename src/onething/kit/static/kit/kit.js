// Small comforts of every page; each page works without them.
(() => {
  "use strict";
  const focus = document.querySelector("[data-focus]");
  if (focus) focus.focus();
  // A double click sends once; the server would answer the second with the same number anyway.
  addEventListener("submit", (event) => {
    const form = event.target;
    if (form.dataset.once === undefined) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "1";
    addEventListener("pageshow", () => { delete form.dataset.sent; }, { once: true });
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
