// Each change of the guide asks the server for the plan and puts its part in place. Without this the same form is sent.
(() => {
  "use strict";
  const part = document.querySelector("[data-guide]");
  const said = document.querySelector("[data-said]");
  if (!part || !window.fetch) return;
  document.documentElement.classList.add("js");
  let latest = 0;
  const send = async (form, button) => {
    const body = new FormData(form);
    if (button && button.name) body.append(button.name, button.value);
    const mine = ++latest;
    const wrong = part.getAttribute("aria-busy");
    part.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.action, {
        method: "POST", body, headers: { "X-Fragment": "1" }, credentials: "same-origin",
      });
      if (answer.status !== 200 && answer.status !== 422) throw new Error(String(answer.status));
      const html = await answer.text();
      if (mine !== latest) return;
      const from = form.dataset.keep;
      const open = [...part.querySelectorAll("details[open] > summary")].map((one) => one.textContent);
      part.innerHTML = html;
      part.querySelectorAll("details > summary").forEach((one) => {
        if (open.includes(one.textContent)) one.parentElement.open = true;
      });
      const alert = part.querySelector(".alert");
      const next = alert || (from && part.querySelector(`[value="${from}"][name=item]`)) || part.querySelector("#ask");
      if (next) next.focus();
      const figures = part.querySelector("[data-figures]");
      if (said && figures) said.textContent = figures.textContent.replace(/\s+/g, " ").trim();
      if (location.search) history.replaceState(null, "", location.pathname);
    } catch (error) {
      form.submit(); // the plain way, which shows whatever went wrong
    } finally {
      if (wrong === null) part.removeAttribute("aria-busy");
    }
  };
  part.addEventListener("submit", (event) => {
    if (event.target.dataset.change === undefined) return;
    event.preventDefault();
    send(event.target, event.submitter);
  });
  part.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form || form.dataset.change === undefined || event.target.name !== "item") return;
    form.dataset.keep = event.target.value;
    send(form, null);
  });
})();
