// All rows at a glance: a strip with one mark for each row, and the list that opens from it.

import { VERDICTS } from "./review_model.js";
import { byId, el, svg } from "./dom.js";

const TALL = 10;

export class QueueView {
  // `go(row id)` is called for a row that was chosen.
  constructor(review, go) {
    this.review = review;
    this.go = go;
    this.marks = new Map();
    this.filter = "all";
    byId("list").addEventListener("keydown", walk);
    const strip = byId("strip");
    const wide = review.order.length;
    const drawn = svg("svg", { viewBox: `0 0 ${wide} ${TALL}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    const gap = wide > 120 ? 0 : 0.12; // below three pixels a mark, gaps only flicker
    review.order.forEach((id, at) => {
      const mark = svg("rect", { x: at + gap / 2, y: 0, width: 1 - gap, height: TALL });
      this.marks.set(id, mark);
      drawn.append(mark);
    });
    this.here = svg("rect", { class: "here", y: 0, height: TALL, width: 1 });
    drawn.append(this.here);
    drawn.addEventListener("click", (event) => {
      const box = drawn.getBoundingClientRect();
      const at = Math.floor(((event.clientX - box.left) / box.width) * wide);
      go(review.order[Math.max(0, Math.min(wide - 1, at))]);
    });
    strip.replaceChildren(drawn);
    byId("list-find").addEventListener("input", () => this.list());
    byId("list-filter").addEventListener("change", (event) => {
      this.filter = event.target.value;
      this.list();
    });
  }

  at(id) {
    this.current = id;
    const wide = Math.max(1, this.review.order.length / 260);
    this.here.setAttribute("x", this.review.place.get(id) - (wide - 1) / 2);
    this.here.setAttribute("width", wide);
  }

  paint(ids = this.review.order) {
    for (const id of ids) {
      const decision = this.review.decisions.get(id);
      const kind = decision ? VERDICTS[decision.verdict].colour : this.review.isLeft(id) ? "left" : "free";
      this.marks.get(id).setAttribute("class", kind);
    }
  }

  open() {
    this.list();
    byId("list").showModal();
    byId("list-rows").querySelector('[aria-current="true"]')?.scrollIntoView({ block: "center" });
    byId("list-find").focus();
  }

  list() {
    const { review } = this;
    const wanted = byId("list-find").value.trim().toLowerCase();
    const passes = {
      all: () => true,
      left: (row) => review.isLeft(row.id),
      flagged: (row) => row.flags.length > 0 || row.critical,
      changed: (row) => ["correct", "reject", "escalate"].includes(review.decisions.get(row.id)?.verdict),
    }[this.filter];
    const rows = review.order
      .map((id) => review.byId.get(id))
      .filter((row) => passes(row) && (!wanted || row.heading.toLowerCase().includes(wanted)));
    byId("list-rows").replaceChildren(...rows.map((row) => this.#line(row)));
    byId("list-none").hidden = rows.length > 0;
  }

  #line(row) {
    const { review } = this;
    const decision = review.decisions.get(row.id);
    const choose = () => {
      byId("list").close();
      this.go(row.id);
    };
    const stands = decision
      ? el("span", { class: `chip ${VERDICTS[decision.verdict].colour}` }, VERDICTS[decision.verdict].word)
      : el("span", { class: "chip" }, review.isLeft(row.id) ? "To decide" : "Optional");
    const flags = row.critical || row.flags.length ? el("span", { class: "flag" }, [row.critical ? "critical" : "", ...row.flags].filter(Boolean).join(" · ")) : "";
    return el(
      "li",
      {},
      el(
        "button",
        { type: "button", "aria-current": row.id === this.current ? "true" : null, on: { click: choose } },
        el("span", { class: "number at" }, String(review.place.get(row.id) + 1)),
        el("span", { class: "what" }, row.heading, flags),
        stands,
      ),
    );
  }
}

// Up and down through the list, from the search field too.
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || event.target.matches("select")) return;
  const lines = [...byId("list-rows").querySelectorAll("button")];
  const at = lines.indexOf(document.activeElement);
  (lines[at + step] ?? (at < 0 ? lines[0] : null))?.focus();
  event.preventDefault();
}
