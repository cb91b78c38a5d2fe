"use strict";
(() => {
  document.documentElement.classList.add("js");
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const cards = all(".finding");
  const form = document.querySelector(".filters");
  let chosen = null;

  const figuresOf = (card) => all(`.figure[data-findings~="${card.dataset.number}"]`);

  function reveal(figure) {
    const pane = figure.closest(".disclosure");
    if (pane && pane.scrollHeight > pane.clientHeight + 1) {
      const off = figure.getBoundingClientRect().top - pane.getBoundingClientRect().top;
      pane.scrollTo({ top: pane.scrollTop + off - pane.clientHeight / 3 });
    } else {
      figure.scrollIntoView({ block: "center" });
    }
  }

  function mark(card, on) {
    card.classList.toggle("chosen", on);
    figuresOf(card).forEach((figure) => figure.classList.toggle("lit", on));
    all(".show", card).forEach((button) => button.setAttribute("aria-pressed", String(on)));
  }

  function choose(card, scroll) {
    if (chosen) mark(chosen, false);
    chosen = card;
    mark(card, true);
    const [first] = figuresOf(card);
    if (first && scroll) reveal(first);
    history.replaceState(null, "", `#${card.id}`);
  }

  function release() {
    if (chosen) mark(chosen, false);
    chosen = null;
  }

  function clickedCard(event) {
    const card = event.target.closest(".finding");
    if (!card || String(window.getSelection())) return;
    const button = event.target.closest(".show");
    if (event.target.closest("a, summary")) return;
    if (button && card === chosen) release();
    else choose(card, true);
  }

  function clickedFigure(event) {
    const figure = event.target.closest("a.suspect");
    if (!figure) return;
    event.preventDefault();
    const numbers = figure.dataset.findings.split(" ");
    const at = chosen ? numbers.indexOf(chosen.dataset.number) : -1;
    const card = document.getElementById(`finding-${numbers[(at + 1) % numbers.length]}`);
    card.hidden = false;
    choose(card, false);
    card.scrollIntoView({ block: "nearest" });
  }

  function clickedOperand(event) {
    const link = event.target.closest(".sum a");
    const figure = link && document.getElementById(link.hash.slice(1));
    if (!figure) return;
    event.preventDefault();
    choose(link.closest(".finding"), false);
    reveal(figure);
    figure.focus({ preventScroll: true });
  }

  function filter() {
    const severities = new Set(all("[name=severity]:checked", form).map((box) => box.value));
    const { verdict, rule } = form.elements;
    let shown = 0;
    cards.forEach((card) => {
      const { severity, verdict: outcome, rule: by } = card.dataset;
      card.hidden = !severities.has(severity)
        || (verdict.value && verdict.value !== outcome)
        || (rule.value && rule.value !== by);
      shown += !card.hidden;
    });
    if (chosen && chosen.hidden) release();
    const status = form.querySelector("output");
    status.textContent = status.dataset.of.replace("{shown}", shown).replace("{n}", cards.length);
  }

  function sortable(table, says) {
    const rows = all("tbody tr", table);
    const of = (row, at) => row.children[at].dataset.value ?? row.children[at].textContent.trim();
    all("thead th", table).forEach((head, at) => {
      if (!head.textContent.trim() || head.classList.contains("wide")) return;
      const button = document.createElement("button");
      button.type = "button";
      button.title = says;
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const down = head.getAttribute("aria-sort") !== "descending";
        all("[aria-sort]", table).forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const order = new Intl.Collator(document.documentElement.lang, { numeric: true });
        rows.sort((a, b) => order.compare(of(a, at), of(b, at)) * (down ? -1 : 1));
        table.tBodies[0].append(...rows);
      });
    });
  }

  all(".index").forEach((index) => sortable(index.querySelector("table"), index.dataset.sort));
  document.addEventListener("click", clickedFigure);
  document.addEventListener("click", clickedOperand);
  document.addEventListener("click", clickedCard);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") release(); });
  window.addEventListener("beforeprint", () => all("details").forEach((d) => { d.open = true; }));
  if (form) {
    form.addEventListener("change", filter);
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }
  const asked = /^#finding-\d+$/.test(location.hash) && document.getElementById(location.hash.slice(1));
  if (asked) choose(asked, true);
})();
