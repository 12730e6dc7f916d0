// What correct, reject and escalate ask: a reason code, the new text, the question. Each is sent from its dialog,
// by `send`, so that what was typed is still there if the server refuses it.

import { post } from "./api.js";
import { ask, reasons, value } from "./dialogs.js";
import { byId, el } from "./dom.js";

let correcting = null; // the row that the dialog is about

// Sends {code, note, values} of a correction.
export function askCorrection(review, row, send) {
  return ask(
    "correct",
    (form) => {
      const values = {};
      for (const input of form.querySelectorAll("[data-field]")) {
        const emptied = form.querySelector(`[data-empties="${input.dataset.field}"]`).checked;
        if (emptied) values[input.dataset.field] = "";
        else if (input.value.trim() && input.value.trim() !== input.dataset.was) values[input.dataset.field] = input.value.trim();
      }
      return send({ code: value(form, "code"), note: value(form, "note"), values });
    },
    () => {
      correcting = row;
      byId("correct-row").textContent = row.heading;
      byId("correct-codes").replaceChildren(...reasons(review.codes.filter((one) => one.code !== "duplicate" && one.code !== "not_an_event")));
      byId("correct-fields").replaceChildren();
      byId("correct-none").hidden = true;
      offer(review, row);
    },
  );
}

// The fields that may be corrected, as soon as they are known; the dialog stands open meanwhile.
async function offer(review, row) {
  let none = "This row is corrected in what it is made from. Reject it, or request changes.";
  let fields = [];
  try {
    fields = (await post(`${review.base}/correctable`, { row: row.id })).fields;
  } catch (unknown) {
    none = `${unknown.problem} ${unknown.remedy}`;
  }
  if (correcting !== row) return;
  byId("correct-fields").replaceChildren(...fields.map(entry));
  byId("correct-none").hidden = fields.length > 0;
  byId("correct-none").textContent = none;
}

const LONG = 70; // letters that fit one line

function entry([name, was]) {
  const id = `correct-${name}`;
  const attributes = { id, autocomplete: "off", spellcheck: "false", data: { field: name, was } };
  const input = was.length > LONG ? el("textarea", attributes, was) : el("input", { type: "text", value: was, ...attributes });
  const empty = el("input", { type: "checkbox", data: { empties: name } });
  empty.addEventListener("change", () => {
    input.disabled = empty.checked;
  });
  return el(
    "div",
    { class: "field" },
    el("span", { class: "named" }, el("label", { for: id }, sentence(name)), el("label", { class: "tick small" }, empty, el("span", {}, "empty it"))),
    input,
  );
}

const sentence = (name) => name.charAt(0).toUpperCase() + name.slice(1).replaceAll("_", " ");

// Sends {code, note} of a rejection.
export const askRejection = (review, row, send) =>
  ask(
    "reject-row",
    (form) => send({ code: value(form, "code"), note: value(form, "note") }),
    () => {
      byId("reject-row-what").textContent = row.heading;
      byId("reject-row-codes").replaceChildren(...reasons(review.codes));
    },
  );

// Sends {note, code} of a question about this row.
export const askQuestion = (review, row, send) =>
  ask(
    "escalate",
    (form) => send({ note: value(form, "note"), code: "other" }),
    () => {
      byId("escalate-row").textContent = row.heading;
    },
  );

// Answers an escalation; resolves to true when it was answered.
export const askAnswer = (review, question) =>
  ask(
    "answer",
    async (form) => {
      await post(`${review.base}/answer`, { escalation: question.id, text: value(form, "text") });
      return true;
    },
    () => {
      byId("answer-to").textContent = question.question;
      byId("answer-who").textContent = `${review.people[question.asked_by] ?? question.asked_by} asks ${review.people[question.owner] ?? question.owner}; an answer is due by ${question.due.slice(0, 16).replace("T", " ")} UTC.`;
    },
  );
