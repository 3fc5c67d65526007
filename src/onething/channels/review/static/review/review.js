// Keys of the review page (design §8). Every one of them stands for a link or a button that is there without them.
(() => {
  "use strict";
  const find = (what) => document.querySelector(what);
  const work = find(".work"), list = find("[data-list]"), form = find("[data-decision]"), said = find("[data-say]");
  const say = (text) => { if (said) said.textContent = text; };
  // --- read to the end: the box that says so is ticked by having been there
  const end = find("[data-end]"), read = form && form.elements.read;
  let finished = false;
  const seen = () => {
    if (!end || finished) return;
    const box = end.getBoundingClientRect(), view = work.getBoundingClientRect();
    if (box.bottom <= Math.min(view.bottom, innerHeight) + 4) { finished = true; if (read) read.checked = true; }
  };
  const further = () => {
    const inner = work.scrollHeight > work.clientHeight + 4;
    const by = (inner ? work.clientHeight : innerHeight) * 0.85;
    (inner ? work : scrollingElement()).scrollBy({ top: by });
    seen();
  };
  const scrollingElement = () => document.scrollingElement;
  if (end) { work.addEventListener("scroll", seen); addEventListener("scroll", seen); }
  // --- the gate: what is missing is said, and nothing is sent
  const missing = () => [...document.querySelectorAll("[data-gate] [data-for]")].filter((mark) => {
    const empty = !form.elements[mark.dataset.for].value.trim();
    mark.className = empty ? "gap" : "ok";
    return empty;
  }).map((mark) => mark.textContent);
  if (form) {
    const reason = form.elements.reason, outcomes = [...form.querySelectorAll("[name=outcome]")];
    const ask = () => { reason.closest(".field").hidden = !reason.value && outcomes[0].checked; };
    form.addEventListener("change", ask);
    ask();
    form.addEventListener("input", missing);
    form.addEventListener("submit", (event) => {
      if (event.submitter?.name === "case") return; // back to the case: nothing is decided
      const lacks = missing();
      const why = lacks.length ? form.dataset.missing + lacks.join("、") : read && !read.checked ? form.dataset.unread : "";
      if (!why) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      say(why);
    });
  }
  // --- who else is here
  const there = find("[data-present]");
  if (there) setInterval(async () => {
    const token = find("[name=csrfmiddlewaretoken]");
    if (!token || document.hidden) return;
    try {
      const answer = await fetch(there.dataset.present, { method: "POST", headers: { "X-CSRFToken": token.value } });
      const { names } = await answer.json();
      there.hidden = !names.length;
      if (names.length) there.textContent = there.dataset.said + names.join("、");
    } catch { /* the connection is away; the next round asks again */ }
  }, 20000);
  const home = () => {
    const line = list.querySelector("[aria-current]") || list.querySelector("a[href]") || list;
    line.focus({ preventScroll: true });
    if (line !== list) list.scrollTop = Math.max(0, line.offsetTop - list.offsetTop - list.clientHeight / 2);
  };
  const press = (what) => { const there = find(what); if (there) there.click(); return Boolean(there); };
  const choose = (value) => {
    const box = form && form.querySelector(`[name=outcome][value=${value}]`);
    if (box) { box.checked = true; box.dispatchEvent(new Event("change", { bubbles: true })); say(box.parentElement.textContent.trim()); }
    return Boolean(box);
  };
  const move = (step) => {
    const links = [...list.querySelectorAll("a[href]")];
    const here = links.indexOf(document.activeElement);
    const from = here >= 0 ? here : links.findIndex((link) => link.getAttribute("aria-current"));
    const next = links[from + step];
    if (next) next.focus();
    return Boolean(next);
  };
  const acts = {
    F9: () => press("[data-main]"),
    Escape: () => list && !list.contains(document.activeElement) && (home(), true),
    F4: () => press("[data-original]"),
    F8: () => press("[data-key=F8]"),
    "shift F9": () => (form ? choose("refused") : press("[data-refuse]")),
  };
  const single = {
    n: () => press("[data-key=n]"),
    d: () => press("[data-key=d]"),
    " ": () => { further(); return true; },
    1: () => choose("granted"),
    2: () => choose("refused"),
    3: () => press("a[href$=ask-extension]"),
    "/": () => { const phrase = find("#id_key"); if (phrase) phrase.focus(); return Boolean(phrase); },
    "?": () => press("[data-keys]"),
    ArrowUp: () => move(-1),
    ArrowDown: () => move(1),
  };
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.keyCode === 229) return;
    const named = event.shiftKey && event.key.startsWith("F") ? `shift ${event.key}` : event.key;
    let act = acts[named];
    if (!act && list && list.contains(document.activeElement)) act = single[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (act && act()) event.preventDefault();
  });
  // single keys work only while the list has the focus (WCAG 2.1.4); it has it when the page opens
  if (list && !find("[data-focus]")) {
    home();
    addEventListener("load", () => { if (document.activeElement === document.body) home(); }); // a #place takes it away
  }
})();
