// The review page: rows beside their pages, decided from the keyboard. Wires the parts together.

import { unsent } from "./api.js";
import "./locked.js";
import { open } from "./dialogs.js";
import { byId, say } from "./dom.js";
import { Moves } from "./moves.js";
import { Pages, PageView } from "./page_view.js";
import { QueueView } from "./queue_view.js";
import { Review, VERDICTS } from "./review_model.js";
import { RowView, leftWords } from "./row_view.js";
import { askAnswer, askCorrection, askQuestion, askRejection } from "./verdicts.js";

const AHEAD = 4; // rows whose pictures are fetched before they are asked for
const QUIET = 500; // milliseconds without a decision before the standing is read anew

const main = byId("review");
const told = JSON.parse(main.dataset.told);
let review, queue, moves, row, stood, onPage, since, stale;
let cited = 0;
let away = 0; // milliseconds that this row stood on a hidden tab
const pages = new Pages(told.slug);
const pageView = new PageView(pages, {
  scroll: byId("page-scroll"),
  sheet: byId("page-sheet"),
  name: byId("page-name"),
  counter: byId("page-counter"),
  away: byId("page-away"),
  words: byId("page-words"),
});
const rowView = new RowView(
  {
    place: byId("row-place"),
    heading: byId("row-heading"),
    chips: byId("row-chips"),
    fields: byId("row-fields"),
    sources: byId("row-sources"),
    why: byId("row-why"),
    because: byId("row-because"),
    verdict: byId("row-verdict"),
  },
  { cite, go, answer: answerHere },
);

// --- going to a row ---

async function go(id) {
  if (!id) return;
  row = review.byId.get(id);
  sessionStorage.setItem(`row:${review.base}`, id);
  const mine = row;
  onPage = false;
  stood = null;
  since = performance.now();
  away = 0;
  rowView.paint(review, row, 0);
  byId("row-scroll").scrollTop = 0;
  queue.at(id);
  controls();
  if (!row.citations.length) {
    pageView.clear("This row cites no page.");
    await painted();
    return seen(mine);
  }
  await cite(0);
}

async function cite(index) {
  const mine = row;
  rowView.cited(index);
  cited = index;
  let stands;
  try {
    stands = await pageView.cite(mine.citations[index], mine.citations);
  } catch {
    return; // the pane says why
  }
  if (!stands || mine !== row) return;
  await painted();
  if (index === 0) seen(mine);
}

// The row and the page it cites stand on the screen: only now was it shown, and may be decided.
function seen(mine) {
  if (mine !== row) return;
  stood = mine;
  if (document.hidden) return;
  onPage = true;
  performance.measure("row-shown", { start: since, end: performance.now() });
  main.dataset.shown = mine.id;
  controls();
  review.show(mine.id).catch(refused);
  for (const id of review.ahead(mine.id, AHEAD)) {
    const first = review.byId.get(id).citations[0];
    if (first) pages.prepare(first);
  }
}

const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));

let hiddenAt = 0;
document.addEventListener("visibilitychange", () => {
  if (document.hidden) hiddenAt = performance.now();
  else if (row) {
    away += performance.now() - hiddenAt;
    if (!onPage && stood === row) seen(row);
  }
});

// --- deciding ---

const ASKS = { correct: askCorrection, reject: askRejection, escalate: askQuestion };

async function decide(verdict) {
  if (!review.may("decide")) return say("This revision is not open for decisions by you.");
  if (!onPage) return say("Wait until the page stands beside the row.");
  const mine = row;
  const send = (given) => {
    const seconds = Math.min(3600, Math.round((performance.now() - since - away) / 1000));
    const sent = review.decide(mine.id, { ...given, verdict, seconds });
    sent.then(settled, settled);
    return sent;
  };
  if (verdict === "accept") {
    send({}).catch((why) => refusedRow(mine, why)); // the next row does not wait for the answer
  } else {
    if (!(await ASKS[verdict](review, mine, send))) return undefined;
  }
  queue.paint([mine.id]);
  progress();
  say(`${VERDICTS[verdict].word}. ${byId("progress-words").textContent}.`);
  const next = review.next(mine.id);
  if (review.progress.left && next !== mine.id) return go(next);
  rowView.verdict(review, mine);
  return settled();
}

function settled() {
  clearTimeout(stale);
  stale = setTimeout(reread, review.progress.left ? QUIET : 0);
}

async function reread() {
  try {
    await review.refresh();
  } catch (why) {
    return refused(why);
  }
  queue.paint();
  progress();
  moves.paint();
  if (row) rowView.verdict(review, row);
  controls();
  return undefined;
}

async function undo() {
  if (!review.may("undo")) return say("Nothing can be undone here.");
  try {
    const id = await review.undo();
    queue.paint();
    progress();
    moves.paint();
    await go(id);
    say("The last decision is undone.");
  } catch (why) {
    refused(why);
  }
  return undefined;
}

async function answerHere(question) {
  if (await askAnswer(review, question)) await reread().then(() => rowView.paint(review, row, cited));
}

function refused(why) {
  if (!why.problem) throw why;
  const place = byId("refused");
  byId("refused-problem").textContent = why.problem;
  byId("refused-remedy").textContent = why.remedy;
  place.hidden = false;
}

function refusedRow(mine, why) {
  refused(why);
  queue.paint([mine.id]);
  progress();
  go(mine.id);
}

// --- what stands around the row ---

function progress() {
  const { needed, left, done, decided, rows } = review.progress;
  byId("progress-words").textContent = leftWords({ needed, left, rows });
  const bar = byId("progress-bar");
  bar.max = Math.max(1, needed);
  bar.value = done;
  byId("progress-all").textContent = `${decided} of ${rows} rows decided`;
  const questions = review.desk.questions.filter((question) => question.open).length;
  byId("to-questions").hidden = review.desk.questions.length === 0;
  byId("questions-open").textContent = questions ? `${questions} open` : "answered";
  const uncited = review.desk.pages_without_rows.length;
  byId("to-pages").hidden = uncited === 0;
  byId("pages-count").textContent = review.desk.looked_through ? `${uncited} ✓` : String(uncited);
  byId("to-pages").title = review.desk.looked_through ? "Looked through" : "Nobody has looked through them";
  byId("state").textContent = review.desk.state;
  byId("tier").textContent = `${review.desk.tier} tier`;
}

function controls() {
  const open = review.may("decide");
  for (const button of document.querySelectorAll("[data-verdict]")) button.setAttribute("aria-disabled", String(!(open && onPage)));
  byId("undo").setAttribute("aria-disabled", String(!review.may("undo")));
  byId("decide").hidden = !(open || review.may("undo"));
}

const KEYS = {
  a: () => decide("accept"),
  c: () => decide("correct"),
  r: () => decide("reject"),
  e: () => decide("escalate"),
  n: () => go(review.next(row.id)),
  p: () => go(review.after(row.id, -1)),
  j: () => go(review.after(row.id, 1)),
  z: undo,
  l: () => queue.open(),
  q: () => reread().then(() => moves.questions()),
  m: () => moves.more(),
  b: () => row.citations.length && cite(cited),
  ArrowRight: () => pageView.step(1),
  ArrowLeft: () => pageView.step(-1),
  "+": () => say(zoomed(1)),
  "=": () => say(zoomed(1)),
  "-": () => say(zoomed(-1)),
  "?": () => byId("keys").showModal(),
};
const zoomed = (by) => ({ whole: "Whole page", wide: "Page width", large: "Enlarged" })[pageView.zoom(by)];

// Every field stands in a dialog; one that just closed may hold the focus for a moment longer.
document.addEventListener("keydown", (event) => {
  if (!row || open() || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (/^[1-9]$/.test(key)) {
    if (row.citations[key - 1]) cite(key - 1);
  } else if (Object.hasOwn(KEYS, key)) KEYS[key]();
  else return;
  event.preventDefault();
});

const clicks = {
  undo,
  next: KEYS.n,
  "to-list": KEYS.l,
  "to-questions": KEYS.q,
  "to-more": KEYS.m,
  "to-keys": KEYS["?"],
  "page-next": KEYS.ArrowRight,
  "page-before": KEYS.ArrowLeft,
  "page-away": KEYS.b,
  "zoom-in": KEYS["+"],
  "zoom-out": KEYS["-"],
  "refused-close": () => {
    byId("refused").hidden = true;
  },
};
for (const [id, does] of Object.entries(clicks)) byId(id).addEventListener("click", () => row && does());
for (const button of document.querySelectorAll("[data-verdict]")) button.addEventListener("click", () => row && decide(button.dataset.verdict));
document.addEventListener("unsent", ({ detail }) => {
  byId("saving").textContent = detail ? "saving…" : "saved";
});
window.addEventListener("beforeunload", (event) => {
  if (unsent()) event.preventDefault();
});

// --- begin ---

try {
  review = await Review.load(told.base);
  moves = new Moves(review, told, { moved: () => location.reload(), changed: reread, go });
  queue = new QueueView(review, go);
  queue.paint();
  progress();
  moves.paint();
  byId("waiting").hidden = true;
  main.hidden = false;
  const handed = sessionStorage.getItem(`go:${told.base}`); // chosen on the contact sheet
  sessionStorage.removeItem(`go:${told.base}`);
  const before = sessionStorage.getItem(`row:${told.base}`);
  const first = review.byId.has(handed) ? handed : review.isLeft(before) ? before : review.first();
  if (first) await go(first);
  else byId("no-rows").hidden = false;
} catch (why) {
  byId("waiting").textContent = `${why.problem ?? why} ${why.remedy ?? ""}`;
}
