"use strict";
(() => {
  document.documentElement.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const { base, lost, sending, nothing } = document.body.dataset;
  const refusal = one("#refusal");
  const told = one("#told");

  function refuse(said) {
    refusal.textContent = said;
    refusal.hidden = !said;
    if (said) refusal.scrollIntoView({ block: "nearest" });
  }

  async function ask(url, method, body) {
    let answer;
    try {
      answer = await fetch(url, { method, body });
    } catch {
      refuse(lost);
      return null;
    }
    const held = await answer.json().catch(() => ({}));
    if (answer.ok) return held;
    refuse(held.said || `${answer.status}`);
    return null;
  }

  // ---- dropping files

  async function filesOf(entry, path = "") {
    if (entry.isFile) {
      const file = await new Promise((done, failed) => entry.file(done, failed)).catch(() => null);
      return file ? [[path + file.name, file]] : [];
    }
    const reader = entry.createReader();
    const found = [];
    for (;;) {
      const some = await new Promise((done, failed) => reader.readEntries(done, failed)).catch(() => []);
      if (!some.length) return found;
      for (const each of some) found.push(...await filesOf(each, `${path}${entry.name}/`));
    }
  }

  async function take(zone, files) {
    refuse("");
    if (!files.length) return refuse(nothing);
    const after = zone.dataset.after ? `?after=${zone.dataset.after}` : "";
    const made = await ask(`${base}/new${after}`, "POST");
    if (!made) return undefined;
    const place = `${base}/case/${made.case}`;
    const failed = [];
    for (const [name, file] of files) {
      one(".sent", zone).textContent = sending.replace("{name}", name);
      if (!await ask(`${place}/file?name=${encodeURIComponent(name)}`, "PUT", file)) failed.push(name);
    }
    one(".sent", zone).textContent = "";
    if (failed.length === files.length) return undefined;
    const begun = await ask(`${place}/begin`, "POST");
    if (begun) location.assign(begun.page);
    return undefined;
  }

  all(".drop").forEach((zone) => {
    const over = (on) => (event) => { event.preventDefault(); zone.classList.toggle("over", on); };
    zone.addEventListener("dragover", over(true));
    zone.addEventListener("dragleave", over(false));
    zone.addEventListener("drop", async (event) => {
      over(false)(event);
      const { items, files } = event.dataTransfer;
      const entries = [...items].map((item) => item.webkitGetAsEntry && item.webkitGetAsEntry());
      const walked = await Promise.all(entries.filter(Boolean).map((entry) => filesOf(entry)));
      const found = walked.flat();
      take(zone, found.length ? found : [...files].map((file) => [file.name, file]));
    });
    all("[data-drop]", zone).forEach((input) => input.addEventListener("change", () => {
      take(zone, [...input.files].map((file) => [file.webkitRelativePath || file.name, file]));
    }));
  });
  ["dragover", "drop"].forEach((name) => window.addEventListener(name, (event) => event.preventDefault()));

  // ---- how far an audit has come

  const working = one("[data-events]");
  if (working) {
    const status = one("[role=status]", working);
    const words = status.dataset;
    const events = new EventSource(working.dataset.events);
    events.addEventListener("message", (event) => {
      const step = JSON.parse(event.data);
      Object.assign(one("progress", working), { max: step.total + 1, value: step.done });
      const doing = step.unit === "checks" ? words.checks : `${words.file} ${step.file}`;
      status.textContent = [
        words.files.replace("{done}", step.done).replace("{total}", step.total || "?"), doing,
        words.elapsed.replace("{s}", Math.round(step.elapsed)),
        step.done ? words.rate.replace("{n}", (step.done / step.elapsed).toFixed(1)) : "",
        step.done ? words.remaining.replace("{s}", Math.ceil(step.elapsed / step.done * (step.total - step.done))) : "",
      ].filter(Boolean).join(" · ");
    });
    events.addEventListener("done", () => { events.close(); location.reload(); });
  }

  // ---- answering findings

  const page = one(".case");
  const wrappers = all(".answered");

  function show(answers) {
    let open = 0;
    wrappers.forEach((wrapper) => {
      const given = answers[wrapper.dataset.finding];
      const output = one("output", wrapper);
      wrapper.dataset.by = given ? given.by : "";
      output.textContent = given ? given.said : output.dataset.open;
      const row = one(`.glance tr[data-finding="${wrapper.dataset.finding}"]`);
      if (row) {
        row.classList.toggle("is-answered", Boolean(given));
        one(".state", row).textContent = given ? given.said : output.dataset.open;
      }
      open += !given;
    });
    const left = one("#left");
    if (left) left.textContent = open ? left.dataset.left.replace("{n}", open) : left.dataset.none;
  }

  async function answer(wrapper, given) {
    refuse("");
    const body = JSON.stringify({ finding: wrapper.dataset.finding, ...given });
    const answers = await ask(`${page.dataset.case}/tick`, "POST", body);
    if (!answers) return false;
    show(answers);
    told.textContent = one("output", wrapper).textContent;
    return true;
  }

  function unfold(wrapper, open) {
    one("fieldset", wrapper).hidden = !open;
    one("[data-ask]", wrapper).setAttribute("aria-expanded", String(open));
    if (!open) return;
    const author = one("[name=author]", wrapper);
    author.value = author.value || localStorage.getItem("gouji-author") || "";
    one("[name=reason]", wrapper).focus();
  }

  wrappers.forEach((wrapper) => {
    const form = one("form", wrapper);
    all("[data-how]", form).forEach((button) => button.addEventListener("click", () => answer(wrapper, { how: button.dataset.how })));
    one("[data-ask]", form).addEventListener("click", () => unfold(wrapper, one("fieldset", form).hidden));
    one("[data-cancel]", form).addEventListener("click", () => unfold(wrapper, false));
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      const { reason, author, until } = form.elements;
      localStorage.setItem("gouji-author", author.value);
      const given = { how: "reason", reason: reason.value, author: author.value, until: until.value };
      if (await answer(wrapper, given)) unfold(wrapper, false);
    });
  });

  async function refresh() {
    if (!page || document.hidden) return;
    const answers = await ask(`${page.dataset.case}/state`, "GET");
    if (answers) show(answers);
  }
  if (page) {
    refresh();
    document.addEventListener("visibilitychange", refresh);
    window.addEventListener("focus", refresh);
  }

  let at = -1;
  function go(by) {
    at = Math.min(Math.max(at + by, 0), wrappers.length - 1);
    const card = one(".finding", wrappers[at]);
    card.tabIndex = -1;
    card.focus({ preventScroll: true });
    card.scrollIntoView({ block: "center" });
    const button = one(".show[aria-pressed=false]", card);
    if (button) button.click();
  }
  document.addEventListener("keydown", (event) => {
    const busy = event.target.closest("input, textarea, select");
    if (!wrappers.length || busy || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "j") go(1);
    else if (event.key === "k") go(-1);
    else if (event.key === "c" && at >= 0) answer(wrappers[at], { how: "checked" });
    else if (event.key === "r" && at >= 0) { event.preventDefault(); unfold(wrappers[at], true); }
  });

  // ---- downloads and other buttons

  all("[data-fetch]").forEach((link) => link.addEventListener("click", async (event) => {
    event.preventDefault();
    refuse("");
    const answered = await fetch(link.href).catch(() => null);
    if (!answered) return refuse(lost);
    if (!answered.ok) return refuse((await answered.json().catch(() => ({}))).said || `${answered.status}`);
    const named = /filename\*=UTF-8''(.+)$/.exec(answered.headers.get("content-disposition") || "");
    const save = document.createElement("a");
    save.href = URL.createObjectURL(await answered.blob());
    save.download = named ? decodeURIComponent(named[1]) : "gouji";
    save.click();
    setTimeout(() => URL.revokeObjectURL(save.href), 60000);
    return undefined;
  }));
  all("[data-post]").forEach((button) => button.addEventListener("click", async () => {
    const held = await ask(button.dataset.post, "POST");
    if (!held) return;
    const said = document.createElement("span");
    said.textContent = ` ${held.said}`;
    button.after(said);
    told.textContent = held.said;
  }));
})();
