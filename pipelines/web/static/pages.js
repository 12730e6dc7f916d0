// The completeness pass: thumbnails of the pages without a row, each to be opened large, then confirmed as a whole.

import { post } from "./api.js";
import "./locked.js";
import { ask, value } from "./dialogs.js";
import { byId } from "./dom.js";
import { Pages, PageView } from "./page_view.js";

const pane = byId("completeness");
const { base, slug } = pane.dataset;
const view = new PageView(new Pages(slug), {
  scroll: byId("page-scroll"),
  sheet: byId("page-sheet"),
  name: byId("page-name"),
  counter: byId("page-counter"),
  away: byId("page-away"),
  words: byId("page-words"),
});
const thumbs = [...document.querySelectorAll(".thumb")];
const seen = new Set();
let at = null;

// A thumbnail without a picture says so instead of showing a broken one.
for (const image of document.querySelectorAll(".thumb img")) {
  const missing = () => image.closest(".picture").classList.add("text-only");
  if (image.complete && !image.naturalWidth && image.getAttribute("src")) missing();
  image.addEventListener("error", missing);
}

const watcher = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) seen.add(entry.target);
    told();
  },
  { threshold: 0.6 },
);
thumbs.forEach((thumb) => watcher.observe(thumb));

function told() {
  const button = byId("look-through");
  if (!button) return;
  const all = seen.size === thumbs.length;
  button.disabled = !all;
  byId("looked").textContent = all ? "All of them were on the screen." : `${seen.size} of ${thumbs.length} were on the screen.`;
}
told();

async function open(thumb) {
  at = thumb;
  const { sha256, page, source } = thumb.dataset;
  byId("look-title").textContent = `${source}, p. ${page}`;
  byId("look-why").textContent = thumb.querySelector(".why").textContent;
  if (!byId("look").open) byId("look").showModal();
  byId("page-scroll").focus();
  await view.cite({ sha256, page: Number(page), source, start: 0, end: 0, box: null }, []).catch(() => undefined);
}

function beside(step) {
  const open_ = shown();
  const next = open_[open_.indexOf(at) + step];
  if (next) open(next);
}

const shown = () => thumbs.filter((thumb) => !thumb.closest("li").hidden);

for (const thumb of thumbs) thumb.addEventListener("click", () => open(thumb));
document.addEventListener("keydown", (event) => {
  if (event.target.matches("textarea, input")) return;
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!step) return;
  if (byId("look").open && !byId("question").open) beside(step);
  else if (thumbs.includes(document.activeElement)) {
    const all = shown();
    all[all.indexOf(document.activeElement) + step]?.focus();
  } else return;
  event.preventDefault();
});
byId("look").addEventListener("close", () => at?.focus());

for (const filter of document.querySelectorAll("[data-shows]")) {
  filter.addEventListener("click", () => {
    for (const other of document.querySelectorAll("[data-shows]")) other.setAttribute("aria-pressed", String(other === filter));
    for (const line of document.querySelectorAll(".thumbs li")) {
      line.hidden = Boolean(filter.dataset.shows) && line.dataset.disposition !== filter.dataset.shows;
    }
    for (const group of document.querySelectorAll(".source-group")) group.hidden = !group.querySelector("li:not([hidden])");
  });
}

byId("look-ask")?.addEventListener("click", () => {
  const where = byId("look-title").textContent;
  ask(
    "question",
    (form) => post(`${base}/escalate`, { question: `${where}: ${value(form, "question")}`, trigger: "other" }),
    () => {
      byId("question-page").textContent = where;
    },
  );
});

byId("look-through")?.addEventListener("click", async () => {
  try {
    const { pages } = await post(`${base}/look-through`);
    byId("looked").textContent = `Looked through: ${pages} pages.`;
    byId("look-through").remove();
    watcher.disconnect();
  } catch (refused) {
    byId("look-refused").textContent = `${refused.problem} ${refused.remedy}`;
    byId("look-refused").hidden = false;
  }
});
