// The line is cut in the middle: one goes on typing, and the main button says that it sends later, and does. What is typed
// stays on this device under a key that ends with the session; without such a key nothing is kept, and the page says so.
(() => {
  "use strict";
  const banner = document.querySelector("[data-offline]");
  if (!banner) return;
  const said = banner.textContent;
  const place = `typed:${location.pathname}`;
  const forms = () => [...document.querySelectorAll("form[method=post]")];
  const hex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
  const key = banner.dataset.key && window.crypto && crypto.subtle
    ? crypto.subtle.importKey("raw", hex(banner.dataset.key), "AES-GCM", false, ["encrypt", "decrypt"]) : null;
  const forget = () => localStorage.removeItem(place);
  if (!key) Object.keys(localStorage).filter((name) => name.startsWith("typed:")).forEach((name) => localStorage.removeItem(name));

  // --- what is typed while the line is cut
  const typed = (form) => [...form.elements].filter((box) => box.name && box.type !== "hidden" && box.type !== "password" && box.type !== "file" && box.type !== "submit");
  const keep = async () => {
    if (!key) return;
    const all = forms().map((form) => typed(form).map((box) => [box.name, box.type, box.value, box.checked]));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key, new TextEncoder().encode(JSON.stringify(all)));
    localStorage.setItem(place, JSON.stringify([[...iv], [...new Uint8Array(sealed)]]));
  };
  const bring = async () => {
    const kept = localStorage.getItem(place);
    if (!kept || !key) return;
    try {
      const [iv, sealed] = JSON.parse(kept).map((bytes) => Uint8Array.from(bytes));
      const all = JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv }, await key, sealed)));
      forms().forEach((form, index) => {
        for (const [name, type, value, checked] of all[index] || []) {
          const box = typed(form).find((one) => one.name === name && one.type === type && (!/radio|checkbox/.test(type) || one.value === value));
          if (box && /radio|checkbox/.test(type)) box.checked = checked;
          else if (box) box.value = value;
        }
      });
      banner.textContent = banner.dataset.back;
      banner.hidden = false;
    } catch (error) { // of another session, or of another page under this address
      forget();
    }
  };

  // --- the main button, and what was to be sent
  let waiting = null;
  const buttons = () => [...document.querySelectorAll("button[type=submit].btn:not(.btn--quiet), button[type=submit].bar__go, button[data-main]")];
  const show = () => {
    const cut = !navigator.onLine;
    banner.hidden = !cut;
    banner.textContent = waiting ? banner.dataset.waits : key ? said : banner.dataset.unkept;
    for (const button of buttons()) {
      if (cut && !button.dataset.label) { button.dataset.label = button.innerHTML; button.textContent = banner.dataset.later; }
      else if (!cut && button.dataset.label) { button.innerHTML = button.dataset.label; delete button.dataset.label; }
    }
  };
  addEventListener("submit", (event) => {
    if (navigator.onLine) { forget(); return; }
    event.preventDefault();
    event.stopImmediatePropagation();
    waiting = [event.target, event.submitter];
    keep();
    show();
  }, true);
  addEventListener("input", () => { if (!navigator.onLine) keep(); });
  addEventListener("offline", () => { keep(); show(); });
  addEventListener("online", () => {
    const [form, button] = waiting || [];
    waiting = null;
    show();
    if (form && form.isConnected) form.requestSubmit(button);
  });
  show();
  bring();
})();
