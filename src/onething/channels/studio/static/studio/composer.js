// Comforts of the composer: keys for links that are there anyway, completion, and the proof while one types.
(() => {
  "use strict";
  document.querySelectorAll("[data-scripted]").forEach((one) => { one.hidden = false; });
  const findings = () => [...document.querySelectorAll("[data-finding]")];
  const show = (where) => { if (where) { const fold = where.closest("details:not([open])"); if (fold) fold.open = true; where.scrollIntoView({ block: "nearest" }); where.focus({ preventScroll: true }); } };
  const typing = () => /^(INPUT|TEXTAREA|SELECT)$/.test(document.activeElement?.tagName || "");
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "F8" && findings().length) {
      const all = findings(), at = all.indexOf(document.activeElement?.closest("[data-finding]"));
      event.preventDefault();
      show(all[(at + (event.shiftKey && at >= 0 ? -1 : 1) + all.length) % all.length]);
      return;
    }
    const key = event.key.toLowerCase();
    if (event.altKey && ["g", "c", "v"].includes(key)) {
      event.preventDefault();
      if (key === "v") document.querySelector("[data-alt=v]")?.click();
      else show(key === "g" ? document.getElementById("graph") : document.getElementById("when"));
      return;
    }
    if (event.altKey || (typing() && !event.key.startsWith("F"))) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target && !target.disabled) { event.preventDefault(); target.click(); }
  });
  // --- completion and the proof while typing
  const form = document.querySelector("[data-condition]"), box = form?.elements.when || form?.elements.text;
  if (!box || box.readOnly) return;
  const place = form.querySelector("[data-options]"), say = document.querySelector("[data-say] p");
  const tables = document.querySelector("[data-tables]"), live = document.querySelector("[data-live]");
  const sum = document.querySelector("[data-proof-sum]"), kept = box.value;
  const words = document.querySelector("[data-proof]").dataset;
  const does = "holds" in words ? "" : words.does, always = words.holds || words.always;
  let found = null, chosen = 0, turn = 0, wait = 0;
  const element = (name, text, more = {}) => Object.assign(document.createElement(name), { textContent: text, ...more });
  const close = () => { place.replaceChildren(); found = null; box.removeAttribute("aria-activedescendant"); };
  const mark = () => [...place.querySelectorAll("[role=option]")].forEach((line, at) => {
    line.setAttribute("aria-selected", at === chosen);
    if (at === chosen) { line.scrollIntoView({ block: "nearest" }); box.setAttribute("aria-activedescendant", line.id); }
  });
  const fill = (at) => {
    const one = found?.options[at];
    if (!one) return;
    box.setRangeText(one.text, found.start, found.end, "end");
    close();
    ask();
  };
  const list = () => {
    const lines = element("ul", "", { className: "comp" });
    lines.setAttribute("role", "listbox");
    lines.setAttribute("aria-label", words.options);
    found.options.forEach((one, at) => {
      const line = element("li", "", { id: `opt-${at}` });
      line.setAttribute("role", "option");
      line.append(element("code", one.text), element("span", one.label), element("small", one.unwritten ? words.unwritten : ""));
      line.addEventListener("mousedown", (event) => { event.preventDefault(); fill(at); });
      lines.append(line);
    });
    place.replaceChildren(lines);
    chosen = 0;
    mark();
  };
  const draw = (answer) => {
    say.textContent = answer.error || (answer.say ? answer.say + does : always);
    tables.replaceChildren(...answer.tables.map((table) => {
      const shown = element("table", "", { className: "truth" }), head = element("tr", ""), row = element("tr", "");
      shown.append(element("caption", table.label));
      table.columns.forEach((one) => {
        head.append(element("th", one.label, { scope: "col" }));
        row.append(element("td", one.outcome === null ? words.maybe : one.outcome ? words.yes : words.no));
      });
      shown.append(head, row);
      return shown;
    }));
  };
  const prove = (answer) => {
    if (!answer.proof || !sum) return;
    const parts = [];
    if (answer.proof.errors) parts.push(element("span", words.errors.replace("0", answer.proof.errors), { className: "tag tag--wrong" }));
    if (answer.proof.warnings) parts.push(element("span", words.warnings.replace("0", answer.proof.warnings), { className: "tag tag--due" }));
    parts.push(element("span", words.absent.replace("0", answer.proof.absent), { className: "muted" }));
    sum.replaceChildren(...parts);
    live.textContent = box.value === kept ? "" : words.notkept;
  };
  const fetchIt = async (proof) => {
    const mine = ++turn;
    const where = new URL(form.dataset.suggest, location.href), query = where.searchParams;
    query.set("text", box.value);
    query.set("at", box.selectionStart);
    if (form.dataset.item) query.set("item", form.dataset.item);
    if (proof) query.set("proof", "1");
    try {
      const answer = await (await fetch(where, { headers: { Accept: "application/json" } })).json();
      return mine === turn ? answer : null;
    } catch { return null; }
  };
  const ask = async (open = false) => {
    clearTimeout(wait);
    const answer = await fetchIt(false);
    if (!answer) return;
    draw(answer);
    found = answer.options.length ? answer : null;
    const wanted = found && (open || found.end > found.start || /[,[=(\s]$/.test(box.value.slice(0, box.selectionStart)));
    if (wanted) list(); else close();
    wait = setTimeout(async () => { const proved = await fetchIt(true); if (proved) prove(proved); }, 250);
  };
  box.addEventListener("input", () => ask());
  box.addEventListener("blur", close);
  box.addEventListener("keydown", (event) => {
    const shown = place.firstChild && found;
    if (event.altKey && event.key === "ArrowDown") { event.preventDefault(); ask(true); return; }
    if (event.key === "Enter" && !shown) { event.preventDefault(); form.requestSubmit(); return; }
    if (!shown) return;
    if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); close(); }
    if (event.key === "Tab" || event.key === "Enter") { event.preventDefault(); fill(chosen); }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      chosen = (chosen + (event.key === "ArrowDown" ? 1 : -1) + found.options.length) % found.options.length;
      mark();
    }
  });
})();
