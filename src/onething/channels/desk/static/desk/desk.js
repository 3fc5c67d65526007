// Keys of the window (design §8). Each stands for a link or a control that is there without them.
(() => {
  "use strict";
  const find = (what) => document.querySelector(what);
  const every = (what, from = document) => [...from.querySelectorAll(what)];
  const seen = (one) => one && one.getClientRects().length > 0;
  const MAIN = "[data-main], .work .ask button[type=submit], .work .bar__go, .work button[name=next], .work .form__go button[type=submit]";
  const FIRST = ".work .pairs select, .work .ask input:not([type=hidden]), .work [name=which], .work .todo input, .work .todo select, .work .send input[type=file], .work .bar__go, .work .form__go .btn, .cmd .btn";
  const press = (what) => { const there = every(what).find(seen); if (there) there.click(); return Boolean(there); };
  const focus = (one) => { // no further than needed: the bar below always shows
    if (one) { one.focus({ preventScroll: true }); one.scrollIntoView({ block: "nearest" }); }
    return Boolean(one);
  };
  const list = () => document.activeElement.closest("[data-list], .ask, fieldset");
  const home = () => focus(find(".tabs [aria-current]") || find("[data-list] a, [data-list] input"));

  // --- single keys can be switched off (WCAG 2.1.4); the device remembers it
  const toggle = find("[data-switch]");
  let single = localStorage.getItem("desk-keys") !== "off";
  const name = () => { toggle.textContent = single ? toggle.dataset.on : toggle.dataset.off; };
  if (toggle) {
    toggle.hidden = false;
    name();
    toggle.addEventListener("click", () => { single = !single; localStorage.setItem("desk-keys", single ? "on" : "off"); name(); });
  }

  const choose = (number) => {
    const here = list();
    if (here && here.matches("[data-tabs]")) { const tab = every("a", here)[number - 1]; if (tab) tab.click(); return Boolean(tab); }
    const box = here && every("input[type=radio], input[type=checkbox]", here)[number - 1];
    if (!box) return false;
    box.focus();
    if (box.type === "radio" && box.form.matches(".ask")) { // one key answers a question
      box.checked = true;
      box.form.requestSubmit();
    } else box.click();
    return true;
  };
  const move = (step) => {
    const here = document.activeElement.closest("[data-list]");
    if (!here) return false;
    if (here.matches("[data-rows]")) { // the next line of the table is opened
      const rows = every("[data-rows] a[href]"), next = rows[rows.findIndex((one) => one.getAttribute("aria-current")) + step];
      if (next) next.click();
      return Boolean(next);
    }
    const lines = every("a[href]", here), at = lines.indexOf(document.activeElement);
    return focus(at < 0 ? lines[0] : lines[at + step]);
  };
  const always = {
    F9: () => press(MAIN),
    "ctrl Enter": () => press(MAIN),
    "alt n": () => press("[data-key=next]"),
    F8: () => press("[data-key=F8]"),
    F4: () => {
      const box = find(".work input[type=file]");
      if (box) { box.focus(); box.click(); }
      return Boolean(box);
    },
    Escape: home,
  };
  const inList = {
    "?": () => focus(find("#keys")),
    ArrowUp: () => move(-1),
    ArrowDown: () => move(1),
    "/": () => focus(find("#id_phrase")),
    x: () => press("[data-key=x]"),
    g: () => press("[data-key=g]"),
    r: () => press("[data-key=r]"),
    "+": () => press("[data-key='+']"),
    "-": () => press("[data-key='-']"),
  };
  const typing = (one) => one.matches("textarea, select, input:not([type=radio], [type=checkbox], [type=file])");
  addEventListener("keydown", (event) => {
    if (event.metaKey || event.isComposing || event.keyCode === 229) return;
    const plain = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const act = always[`${event.ctrlKey ? "ctrl " : ""}${event.altKey ? "alt " : ""}${plain}`];
    if (act) { if (act()) event.preventDefault(); return; }
    if (!single || event.ctrlKey || event.altKey || typing(document.activeElement) || !list()) return;
    const done = /^[1-9]$/.test(plain) ? choose(Number(plain)) : inList[plain] && inList[plain]();
    if (done) event.preventDefault();
  });

  // --- the picture of an original, nearer and further
  const zoom = find("[data-zoom]");
  if (zoom) {
    zoom.hidden = false;
    let size = 1;
    zoom.addEventListener("click", (event) => {
      const key = event.target.closest("button");
      if (!key) return;
      size = Math.min(4, Math.max(1, size * (key.dataset.key === "+" ? 1.5 : 1 / 1.5)));
      every(".image img").forEach((one) => { one.style.width = `${size * 100}%`; });
    });
  }

  // --- a paper that was chosen is sent at once
  addEventListener("change", (event) => {
    if (event.target.matches(".send input[type=file]") && event.target.files.length) event.target.form.requestSubmit(event.target.form.querySelector("button"));
  });

  // --- the cursor stands where the work is, also after a part of the page was put in anew
  const begin = () => { if (!find("[data-focus]") && (document.activeElement === document.body || document.activeElement.id === "ask")) focus(find(".work [data-first]") || every(FIRST).find(seen)); };
  const part = find("[data-part]");
  if (part) part.addEventListener("focusin", (event) => { if (event.target.id === "ask") setTimeout(begin); });
  if (!document.getElementById(location.hash.slice(1))) begin(); // a redirect carries the place of the page before
})();
