// The report's behaviour. Everything works without it except filtering, copying and the sheet on a small screen.
(() => {
  "use strict";
  const root = document.getElementById("report");
  if (!root) return;
  const $ = (selector, from = root) => Array.from(from.querySelectorAll(selector));
  const cardOf = (id) => root.querySelector(`.card[id="${CSS.escape(id)}"]`);
  const wide = window.matchMedia("(min-width: 60rem)");
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const status = root.querySelector("[data-status]");
  const pane = document.getElementById("claims");
  let from = null;

  const tell = (words) => { if (status) status.textContent = words; };

  function light(id) {
    for (const node of $(".m, .chip, .card")) {
      node.classList.toggle("on", node.dataset.claim === id || node.dataset.chip === id || node.id === id);
    }
  }

  function close(card) {
    card.classList.remove("sheet");
    card.querySelector("details").open = false;
    light("");
    if (from && document.contains(from)) from.focus();
    from = null;
  }

  function select(id, opener) {
    const card = cardOf(id);
    if (!card) return;
    for (const other of $(".card.sheet")) if (other !== card) { other.classList.remove("sheet"); other.querySelector("details").open = false; }
    from = opener || null;
    light(id);
    card.querySelector("details").open = true;
    const small = !wide.matches && opener;
    card.classList.toggle("sheet", Boolean(small));
    const behavior = calm.matches ? "auto" : "smooth";
    if (wide.matches) pane.scrollTo({ top: card.offsetTop - 6, behavior });
    else if (!small) card.scrollIntoView({ block: "start", behavior });
    else opener.scrollIntoView({ block: "start", behavior: "auto" });
    card.querySelector("summary").focus({ preventScroll: true });
    history.replaceState(null, "", `#${id}`);
  }

  root.addEventListener("click", (event) => {
    const chip = event.target.closest(".chip, .jump");
    const show = event.target.closest("[data-show]");
    const mark = event.target.closest(".m:not(.off)");
    const button = event.target.closest("button");
    if (chip) {
      event.preventDefault();
      select(chip.getAttribute("href").slice(1), chip);
    } else if (show) {
      event.preventDefault();
      const target = document.getElementById(`m-${show.dataset.show}`);
      const card = cardOf(show.dataset.show);
      card.classList.remove("sheet");
      light(show.dataset.show);
      if (target) { target.scrollIntoView({ block: "center" }); target.focus({ preventScroll: true }); }
    } else if (mark) {
      const inner = mark.dataset.claim;
      select(inner, document.getElementById(`m-${inner}`) || mark);
    } else if (button) {
      press(button);
    }
  });

  function press(button) {
    if (button.dataset.filter) { toggle(button); filter(); }
    else if ("clear" in button.dataset) { for (const one of $("[data-filter]")) one.setAttribute("aria-pressed", "false"); filter(); root.querySelector("[data-filter]").focus(); }
    else if (button.dataset.link) copy(`${location.href.split("#")[0]}#${button.dataset.link}`, "Link copied.");
    else if (button.dataset.copy) copy(button.dataset.copy, "Citation copied.");
    else if (button.dataset.close) close(cardOf(button.dataset.close));
    else if (button.dataset.lineToggle) { toggle(button); hide(button.closest("[data-chart]")); }
    else if ("newest" in button.dataset) newest(button, button.closest("[data-chart]"));
    else if (button.dataset.take) save(button.dataset.take, button.closest("[data-chart]"));
  }

  function toggle(button) {
    button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
  }

  function filter() {
    const wanted = { verdict: new Set(), kind: new Set() };
    for (const one of $("[data-filter][aria-pressed=true]")) wanted[one.dataset.filter].add(one.dataset.value);
    const shown = new Set();
    for (const card of $(".card")) {
      const fits = ["verdict", "kind"].every((name) => !wanted[name].size || wanted[name].has(card.dataset[name]));
      card.parentElement.hidden = !fits;
      if (fits) shown.add(card.id);
    }
    for (const node of $(".m, .chip")) node.classList.toggle("off", !shown.has(node.dataset.claim || node.dataset.chip));
    const any = wanted.verdict.size + wanted.kind.size > 0;
    const clear = root.querySelector("[data-clear]");
    if (clear) clear.hidden = !any;
    tell(any ? `${shown.size} of ${$(".card").length} claims shown.` : "");
  }

  async function copy(words, done) {
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const box = document.createElement("textarea");
      box.value = words;
      box.className = "vh";
      document.body.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    tell(done);
  }

  root.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const card = event.target.closest(".card") || root.querySelector(".card.sheet");
      if (card) close(card);
      return;
    }
    const canvas = event.target.closest(".canvas");
    if (canvas) step(event, canvas);
    else walk(event);
  });

  function walk(event) {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = event.target.closest(".card > details > summary, .chip");
    if (!by || !here) return;
    const list = $(here.classList.contains("chip") ? ".chip:not(.off)" : "li:not([hidden]) > .card > details > summary");
    const next = list[list.indexOf(here) + by];
    if (next) { event.preventDefault(); next.focus(); }
  }

  for (const details of $(".card > details")) {
    details.addEventListener("toggle", () => { if (details.open) light(details.closest(".card").id); });
  }

  // Beside a long article the list keeps pace with the reader, unless a card is open or the list itself is in use.

  let pacing = 0;
  function pace() {
    pacing = 0;
    if (!wide.matches || !pane || pane.matches(":hover, :focus-within") || root.querySelector(".card > details[open]")) return;
    const chip = $("main .chip:not(.off)").find((one) => one.getBoundingClientRect().bottom > 0);
    const card = chip && cardOf(chip.dataset.chip);
    if (card) pane.scrollTop = chip === root.querySelector("main .chip:not(.off)") ? 0 : card.offsetTop - 6;
  }
  window.addEventListener("scroll", () => { pacing = pacing || requestAnimationFrame(pace); }, { passive: true });

  // Charts: a value is read out by pointing or by arrow keys; vintages can be hidden; picture and figures can be saved.

  const told = (chart) => $(".plot [aria-label]", chart).filter((mark) => !mark.closest(".gone"));

  function read(mark) {
    const chart = mark.closest("[data-chart]");
    for (const one of $(".plot .at", chart)) one.classList.remove("at");
    mark.classList.add("at");
    chart.querySelector("[data-tip]").textContent = mark.getAttribute("aria-label");
  }

  function step(event, canvas) {
    const marks = told(canvas), here = marks.findIndex((mark) => mark.classList.contains("at"));
    const to = { ArrowRight: here + 1, ArrowDown: here + 1, ArrowLeft: here < 0 ? marks.length - 1 : here - 1,
      ArrowUp: here < 0 ? marks.length - 1 : here - 1, Home: 0, End: marks.length - 1 }[event.key];
    if (to === undefined || !marks.length) return;
    event.preventDefault();
    read(marks[Math.min(Math.max(to, 0), marks.length - 1)]);
  }

  function hide(chart) {
    const keys = $("[data-line-toggle]", chart);
    for (const key of keys) {
      const gone = key.getAttribute("aria-pressed") === "false";
      for (const one of $(`[data-line="${key.dataset.lineToggle}"]`, chart)) one.classList.toggle("gone", gone);
    }
    const only = chart.querySelector("[data-newest]");
    const plain = keys.every((key) => (key.getAttribute("aria-pressed") === "true") !== key.classList.contains("older"));
    if (only) only.setAttribute("aria-pressed", String(plain));
  }

  function newest(only, chart) {
    const wanted = only.getAttribute("aria-pressed") !== "true";
    for (const key of $("[data-line-toggle]", chart)) {
      key.setAttribute("aria-pressed", String(!(wanted && key.classList.contains("older"))));
    }
    hide(chart);
  }

  function save(kind, chart) {
    const cell = (node) => `"${node.textContent.replace(/^([=+\-@\t\r])/, "'$1").replaceAll('"', '""')}"`;
    const rows = () => $("tr", chart).map((row) => Array.from(row.cells, cell).join(",")).join("\r\n");
    const words = kind === "csv" ? `\ufeff${rows()}\r\n` : new XMLSerializer().serializeToString(chart.querySelector(".plot"));
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([words], { type: kind === "csv" ? "text/csv" : "image/svg+xml" }));
    link.download = `${chart.querySelector("figcaption").textContent.toLowerCase().replace(/[^a-z0-9]+/g, "-").slice(0, 60)}.${kind}`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  root.addEventListener("pointerover", (event) => {
    const mark = event.target.closest(".plot [aria-label]");
    if (mark) read(mark);
  });

  const start = decodeURIComponent(location.hash.slice(1));
  if (start && cardOf(start)) select(start);
  window.addEventListener("hashchange", () => { const id = decodeURIComponent(location.hash.slice(1)); if (cardOf(id)) select(id); });

  let closed = [];
  window.addEventListener("beforeprint", () => { closed = $(".card > details:not([open])"); for (const one of closed) one.open = true; });
  window.addEventListener("afterprint", () => { for (const one of closed) one.open = false; });
})();
