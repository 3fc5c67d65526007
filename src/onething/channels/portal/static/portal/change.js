// Guide and form: what a new answer shows or hides is decided here at once, on the same condition trees; then the server
// composes, and its part of the page, or its figures, take their place. Without this the same forms are sent.
(() => {
  "use strict";
  const part = document.querySelector("[data-part]");
  const said = document.querySelector("[data-said]");
  if (!part || !window.fetch) return;
  document.documentElement.classList.add("js");
  const modules = Promise.all([import(part.dataset.rules), import(part.dataset.shown)]);
  let latest = 0;

  const ask = async (form, what, button) => {
    const body = new FormData(form);
    if (button && button.name) body.append(button.name, button.value);
    const answer = await fetch(form.getAttribute("action") || location.pathname, {
      method: "POST", body, headers: { "X-Fragment": what }, credentials: "same-origin",
    });
    if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
    return answer.text();
  };
  const tell = () => {
    const figures = part.querySelector("[data-figures] dl");
    if (said && figures) said.textContent = figures.textContent.replace(/\s+/g, " ").trim();
  };

  // What the answers on the page say; hidden lines send nothing.
  const show = async (form) => {
    const [{ decide }, { told, shown }] = await modules;
    const data = part.querySelector("#rules");
    if (!data) return;
    const rules = JSON.parse(data.textContent);
    const given = new FormData(form);
    let values = rules.values;
    for (const question of [...given.getAll("question"), ...given.getAll("asked")]) {
      const answers = given.getAll(`q-${question}`);
      const kind = rules.says[question].kind;
      if (kind === "multi") values = told(rules, values, question, answers);
      else if (answers.length) values = told(rules, values, question, answers[0]);
    }
    const found = shown(decide, rules, values);
    for (const [kind, every] of [["item", rules.items], ["field", rules.fields], ["material", rules.materials]]) {
      for (const line of part.querySelectorAll(`[data-${kind}]`)) {
        const name = line.dataset[kind];
        if (!(name in every)) continue;
        line.hidden = !found[`${kind}s`].has(name);
        line.querySelectorAll("[data-off]").forEach((one) => { one.disabled = line.hidden; });
      }
    }
    part.querySelectorAll("[data-fields]").forEach((one) => {
      one.hidden = !one.querySelector("[data-field]:not([hidden])");
    });
  };

  // Put the server's part in place; what is typed meanwhile, what is unfolded and where one is stay.
  const replace = (html, before) => {
    const typed = part.querySelector("form.sheet");
    const now = typed ? new FormData(typed) : new FormData();
    const open = [...part.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
    const place = document.activeElement && part.contains(document.activeElement) ? document.activeElement.id : "";
    part.innerHTML = html;
    part.querySelectorAll("details > summary").forEach((one) => {
      if (open.includes(one.textContent)) one.parentElement.open = true;
    });
    const form = part.querySelector("form.sheet");
    for (const [name, value] of now) {
      const box = form && name.startsWith("f:") && form.elements[name];
      if (box && value !== before.get(name)) box.value = value;
    }
    return place && document.getElementById(place);
  };

  const send = async (form, button, next) => {
    const mine = ++latest;
    const before = new FormData(form);
    part.setAttribute("aria-busy", "true");
    try {
      const html = await ask(form, "part", button);
      if (mine !== latest) return;
      const from = form.dataset.keep;
      const place = replace(html, before);
      const alert = part.querySelector(".alert");
      const target = alert || (from && part.querySelector(`[value="${from}"][name=item]`)) || (next ? part.querySelector(next) : place);
      if (target) target.focus();
      tell();
      if (location.search) history.replaceState(null, "", location.pathname);
    } catch (error) {
      if (mine !== latest) return;
      if (navigator.onLine) form.submit(); // the plain way, which shows whatever went wrong
      else addEventListener("online", () => { if (mine === latest) send(form, button, next); }, { once: true });
    } finally {
      part.removeAttribute("aria-busy");
    }
  };

  const preview = async (form) => {
    const mine = ++latest;
    try {
      const html = await ask(form, "figures");
      const figures = part.querySelector("[data-figures]");
      if (mine !== latest || !figures) return;
      figures.outerHTML = html;
      tell();
    } catch (error) {
      // the figures stay as they were; the button still sends the answer
    }
  };

  part.addEventListener("submit", (event) => {
    if (event.target.dataset.change === undefined) return;
    event.preventDefault();
    send(event.target, event.submitter, "#ask");
  });
  // One touch answers a question of one choice, as its hint says; with the keyboard one presses the button.
  let touched = -Infinity;
  part.addEventListener("pointerup", (event) => { if (event.target.closest(".opt")) touched = event.timeStamp; });
  part.addEventListener("change", async (event) => {
    const { form, name, value } = event.target;
    if (!form) return;
    if (form.dataset.change !== undefined && name === "item") {
      form.dataset.keep = value;
      send(form, null, "#ask");
    } else if (name.startsWith("q-")) {
      const pointed = event.target.type === "radio" && event.timeStamp - touched < 1000;
      const before = latest;
      await show(form);
      if (latest !== before || !form.isConnected) return; // sent meanwhile: that answer is the one that counts
      if (pointed && form.dataset.change !== undefined) send(form, null, "#ask");
      else if (form.dataset.answers === undefined) preview(form);
      else send(form, null);
    }
  });
})();
