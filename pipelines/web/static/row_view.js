// One row as it will print, and beside it why it wants a look: flags, what found it, rows in conflict, questions.

import { VERDICTS } from "./review_model.js";
import { count, el } from "./dom.js";
import { reflow } from "./reflow.js";

export class RowView {
  // `acts`: cite(index), go(row id), answer(question).
  constructor(parts, acts) {
    this.parts = parts; // {place, heading, chips, fields, sources, why, because, verdict}
    this.acts = acts;
  }

  paint(review, row, cited) {
    const { parts } = this;
    parts.place.textContent = place(review, row);
    parts.heading.textContent = row.heading;
    parts.chips.replaceChildren(...chips(review, row));
    parts.fields.replaceChildren(...printed(row, this.acts.cite, review.decisions.has(row.id)));
    parts.sources.replaceChildren(...this.#sources(row, cited));
    parts.why.replaceChildren(...this.#why(review, row));
    parts.because.replaceChildren(...because(row));
    this.verdict(review, row);
  }

  verdict(review, row) {
    this.parts.verdict.replaceChildren(...verdict(review, row));
  }

  cited(index) {
    this.parts.sources.querySelectorAll("button").forEach((button, at) => {
      if (at === index) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    });
  }

  #sources(row, cited) {
    if (!row.citations.length) return [el("p", { class: "soft" }, "This row cites no page.")];
    const list = row.citations.map((citation, at) =>
      el(
        "li",
        {},
        el(
          "button",
          { type: "button", class: "source", "aria-current": at === cited ? "true" : null, on: { click: () => this.acts.cite(at) } },
          el("span", { class: "tag number", "aria-hidden": "true" }, String(at + 1)),
          citation.quote ? el("span", { class: "quote" }, citation.quote.replaceAll("\n", " ")) : "",
          el("span", { class: citation.quote ? "cite" : "quote" }, citation.label),
        ),
      ),
    );
    return [el("ol", { class: "sources" }, list)];
  }

  #why(review, row) {
    const parts = [];
    if (row.flags.length) parts.push(el("ul", { class: "flags", "aria-label": "Flags" }, row.flags.map((flag) => el("li", {}, flag))));
    const related = row.related.map((id) => review.byId.get(id)).filter(Boolean);
    if (related.length) {
      parts.push(el("h3", {}, related.length === 1 ? "Compare with" : `Compare with ${related.length} rows`));
      parts.push(...related.map((other) => this.#other(review, other)));
    }
    const asked = review.desk.questions.filter((question) => question.row === row.id);
    if (asked.length) {
      parts.push(el("h3", {}, "Questions"), ...asked.map((question) => this.#question(review, question)));
    }
    return parts;
  }

  #other(review, other) {
    const decision = review.decisions.get(other.id);
    return el(
      "details",
      { class: "other" },
      el("summary", {}, el("span", {}, other.heading), decision ? el("span", { class: `chip ${VERDICTS[decision.verdict].colour}` }, VERDICTS[decision.verdict].word) : ""),
      el("dl", { class: "printed" }, printed(other)),
      el("button", { type: "button", class: "plain", on: { click: () => this.acts.go(other.id) } }, "Go to this row"),
    );
  }

  #question(review, question) {
    const said = question.answer
      ? el("p", {}, el("strong", {}, `${review.people[question.answered_by] ?? question.answered_by}: `), question.answer)
      : el("button", { type: "button", class: "plain", on: { click: () => this.acts.answer(question) } }, "Answer it");
    return el("div", { class: "question" }, el("p", {}, el("strong", {}, `${review.people[question.asked_by] ?? question.asked_by}: `), question.question), said);
  }
}

// "rows" is every chronology's one section: naming it tells nothing.
function place(review, row) {
  const section = row.section === "rows" ? "Row" : row.section.charAt(0).toUpperCase() + row.section.slice(1).replaceAll("_", " ");
  return `${section} ${section === "Row" ? "" : "· "}${review.place.get(row.id) + 1} of ${review.order.length}`;
}

const because = (row) =>
  row.because.length ? [el("details", { class: "because" }, el("summary", {}, "What found it"), el("ul", {}, row.because.map((reason) => el("li", {}, reason))))] : [];

function chips(review, row) {
  const made = [];
  if (row.critical) made.push(el("span", { class: "chip red" }, "Critical"));
  if (review.carried.has(row.id)) made.push(el("span", { class: "chip green" }, "Unchanged since the last revision"));
  if (review.sampled.has(row.id)) made.push(el("span", { class: "chip blue" }, "In the sample"));
  else if (!review.required.has(row.id) && review.may("decide")) made.push(el("span", { class: "chip" }, "Need not be decided"));
  return made;
}

// People follow a number against what they read: how sure the program was of a critical row is shown only once
// it is decided.
const CONFIDENCE = "Confidence";

// The columns as they print. Quotes flow as in the printed table, each a way to its place on the page; what
// is not printed is left out. Date and names, which stand in the heading, are set as they are.
function printed(row, cite = null, decided = true) {
  const quoted = new Map(row.citations.map((citation, at) => [citation.quote, at]).reverse());
  return row.fields
    .filter(([column, text]) => text !== "" && (decided || !row.critical || column !== CONFIDENCE))
    .flatMap(([column, text]) => [el("dt", {}, column), el("dd", {}, quoted.has(text) && !row.heading.includes(text) ? quote(text, quoted.get(text), cite) : text)]);
}

function quote(text, at, cite) {
  const words = `“${reflow(text)}”`;
  return cite ? el("button", { type: "button", class: "quoted", title: "Show it on its page", on: { click: () => cite(at) } }, words) : words;
}

function verdict(review, row) {
  const decision = review.decisions.get(row.id);
  if (!decision) return [];
  const { word, colour } = VERDICTS[decision.verdict];
  const by = decision.by ? ` by ${review.people[decision.by] ?? decision.by}` : "";
  const when = decision.time ? `, ${decision.time.slice(0, 16).replace("T", " ")} UTC` : "";
  const code = decision.code ? review.codes.find((one) => one.code === decision.code)?.label ?? decision.code : "";
  const changes = (decision.values || []).map(([field, text]) =>
    el("li", {}, `${field.replaceAll("_", " ")}: `, text ? el("q", {}, text) : el("em", {}, "emptied")),
  );
  return [
    el("p", {}, el("span", { class: `chip ${colour}` }, word), ` ${decision.carried ? "in the last revision" : ""}${by}${when}`),
    code || decision.note ? el("p", { class: "small" }, [code, decision.note].filter(Boolean).join(". ")) : "",
    changes.length ? el("ul", { class: "small" }, changes) : "",
  ].filter(Boolean);
}

export const leftWords = ({ needed, left, rows }) => (left ? `${count(left, "row")} of ${needed} left` : needed ? `All ${needed} rows decided` : count(rows, "row"));
