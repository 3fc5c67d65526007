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
  // The card of a file says what was chosen.
  addEventListener("change", (event) => {
    const said = event.target.type === "file" && event.target.closest(".up")?.querySelector("[data-picked]");
    if (said) said.textContent = [...event.target.files].map((file) => file.name).join(", ") || said.textContent;
  });
  document.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
})();
