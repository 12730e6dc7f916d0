// Everything that moves an item: submit, quality control, approve, release, send back; and the line under the
// bar that says where the item stands and what comes next. What may be done is the server's `can`.

import { post } from "./api.js";
import { ask, reasons, value } from "./dialogs.js";
import { byId, count, el } from "./dom.js";
import { askAnswer } from "./verdicts.js";

// What needs no more than a reason: name of the action → its route and words.
const REASONED = {
  return: { route: "return", title: "Return the draft", lead: "It goes back to its preparer; the next submission is a new revision.", codes: true, does: "Return it" },
  request_changes: { route: "request-changes", title: "Request changes", lead: "The review of this revision ends. A new draft makes the next one.", codes: true, does: "Request changes" },
  reject: { route: "reject", title: "Reject this revision", lead: "This is final for the revision: nothing of it will be released.", codes: true, does: "Reject the revision", grave: true },
  void: { route: "void", title: "Void this revision", lead: "It leaves the way to release for good. A new draft makes the next revision.", does: "Void it", grave: true },
  revoke: { route: "revoke", title: "Revoke the release", lead: "The release stays on record as revoked: whoever verifies a copy is told so. Tell everyone who received it.", codes: true, does: "Revoke it", grave: true },
  report_error: { route: "report-error", title: "Report an error found after release", lead: "It is counted, and the supervising attorney decides what follows.", codes: true, text: "text", does: "Report it" },
};
const MORE = {
  ask: ["Ask a question", "About the draft as a whole. Approval waits for the answer."],
  request_changes: ["Request changes", "Send the draft back, with the reason."],
  reject: ["Reject this revision", "Final for this revision."],
  return: ["Return the draft", "Quality control found something."],
  set_tier: ["Change the risk tier", "With a reason, on record. Only a supervising attorney may lower it."],
  void: ["Void this revision", "Nothing of it will be released."],
  report_error: ["Report an error found after release", ""],
  revoke: ["Revoke the release", "Whoever verifies a copy is told so."],
};

export class Moves {
  // `told`: {deliverable, revision, latest, latest_url}; `acts`: moved() after the item moved, changed() after a smaller act.
  constructor(review, told, acts) {
    this.review = review;
    this.told = told;
    this.acts = acts;
  }

  // --- the line under the bar ---

  paint() {
    const place = byId("standing");
    const said = this.#standing();
    place.hidden = !said;
    place.replaceChildren();
    if (!said) return;
    place.className = `standing ${said.colour ?? ""}`;
    place.append(el("p", {}, said.words), ...(said.buttons ?? []));
  }

  #button(words, does, kind = "chief") {
    return el("button", { type: "button", class: kind, on: { click: () => does() } }, words);
  }

  #standing() {
    const { desk } = this.review;
    const may = (name) => this.review.may(name);
    const when = (name, ...button) => (may(name) ? [this.#button(...button)] : []);
    const open = desk.questions.filter((question) => question.open);
    switch (desk.state) {
      case "draft":
        return open.length
          ? {
              words: `Draft: work has stopped. ${count(open.length, "question")} must be answered before it can be submitted.`,
              colour: "violet",
              buttons: [this.#button("Questions…", () => this.questions())],
            }
          : { words: "Draft: not yet submitted for review.", buttons: when("submit", "Submit for review…", () => this.submit()) };
      case "quality control":
        return {
          words: "In quality control.",
          buttons: [...when("pass_qc", "Checklist…", () => this.passQc()), ...when("return", "Return…", () => this.reasoned("return"), "")],
        };
      case "escalated":
        return {
          words: el("span", {}, el("strong", {}, "Held. "), open.find((one) => one.hold)?.question ?? "A question must be answered first."),
          colour: "violet",
          buttons: [this.#button("Questions…", () => this.questions())],
        };
      case "approved":
        return { words: "Approved and signed. Not yet released.", colour: "green", buttons: when("release", "Release…", () => this.release()) };
      case "released":
        return { words: `Released: these bytes are final. ${this.told.released}`, colour: "green" };
      case "in review":
        return this.#inReview();
      default:
        return { words: this.#ended(), colour: "amber", buttons: this.#latest() };
    }
  }

  #inReview() {
    const { desk, progress } = this.review;
    if (desk.carried.length && !desk.reconfirmed && this.review.may("reconfirm")) {
      return {
        words: `${count(desk.carried.length, "decision")} carried over from the last revision, on rows that did not change.`,
        buttons: [this.#button("Confirm them…", () => this.reconfirm())],
      };
    }
    if (progress.left) return null;
    if (desk.pending && this.told.latest > this.told.revision) {
      return {
        words: `${count(desk.pending, "change")} of yours cannot be made here: revision ${this.told.latest} has been drafted since. Decide them there.`,
        colour: "amber",
        buttons: this.#latest(),
      };
    }
    if (desk.pending && this.review.may("correct")) {
      return {
        words: `All required rows are decided. ${count(desk.pending, "change")} of yours make${desk.pending === 1 ? "s" : ""} revision ${this.told.revision + 1}, in which nothing else differs.`,
        colour: "blue",
        buttons: [this.#button(`Make revision ${this.told.revision + 1}`, () => this.applyCorrections())],
      };
    }
    if (desk.blocking.length) {
      const first = desk.blocking[0];
      return {
        words: `${first.problem} ${first.remedy}`,
        colour: "amber",
        buttons: [
          ...(desk.pages_without_rows.length && !desk.looked_through ? [el("a", { class: "button", href: `${this.review.base}/pages` }, "Pages without a row")] : []),
          ...(desk.questions.some((question) => question.open) ? [this.#button("Questions…", () => this.questions(), "")] : []),
        ],
      };
    }
    return {
      words: "Everything is decided, and nothing stands against approval.",
      colour: "green",
      buttons: this.review.may("approve") ? [this.#button("Approve and sign…", () => this.approve())] : [],
    };
  }

  #ended() {
    const words = {
      "changes requested": "Changes were requested: this revision is closed.",
      rejected: "Rejected: this revision is closed.",
      void: "Void: something it was bound to has changed, or a person voided it.",
      superseded: "Superseded: a later revision has been released.",
      revoked: "Revoked after its release. Do not rely on copies of it.",
    };
    return words[this.review.desk.state] ?? this.review.desk.state;
  }

  #latest() {
    return this.told.latest > this.told.revision
      ? [el("a", { class: "button chief", href: this.told.latest_url }, `Go to revision ${this.told.latest}`)]
      : [];
  }

  // --- the acts ---

  async #send(route, body) {
    const answer = await post(`${this.review.base}/${route}`, body);
    return answer ?? {};
  }

  async submit() {
    if (await ask("submit", () => this.#send("submit"))) this.acts.moved();
  }

  async passQc() {
    const passed = await ask(
      "qc",
      (form) => this.#send("pass-qc", { checks: Object.fromEntries([...form.querySelectorAll("[data-check]")].map((tick) => [tick.dataset.check, tick.checked])) }),
      () => {
        byId("qc-checks").replaceChildren(
          ...this.review.desk.checkpoints.map(({ id, text }) =>
            el("label", { class: "tick" }, el("input", { type: "checkbox", data: { check: id } }), el("span", {}, text)),
          ),
        );
      },
    );
    if (passed) this.acts.moved();
  }

  async approve() {
    const { desk, progress } = this.review;
    const counts = [...this.review.decisions.values()];
    const signed = await ask(
      "approve",
      (form) => this.#send("approve", { key: value(form, "key"), passphrase: form.elements.passphrase.value, purpose: value(form, "purpose"), seen: desk.submission }),
      () => {
        byId("approve-rows").textContent = `${progress.done} of ${progress.needed} required rows decided; ${counts.filter((one) => one.carried).length} of them carried over`;
        byId("approve-seen").textContent = desk.submission;
      },
    );
    this.acts[signed ? "moved" : "changed"](); // a refusal may have moved it, too: what changed is void
  }

  async release() {
    const released = await ask("release", () => this.#send("release"));
    this.acts[released ? "moved" : "changed"]();
  }

  async applyCorrections() {
    const made = await ask("apply", () => this.#send("apply-corrections"), () => {
      byId("apply-what").textContent = `${count(this.review.desk.pending, "row")} will differ from revision ${this.told.revision}. Pincite proves that no other does, and your other decisions stand.`;
    });
    if (made) location.assign(made.url);
  }

  async reconfirm() {
    const done = await ask("reconfirm", () => this.#send("reconfirm"), () => {
      byId("reconfirm-rows").replaceChildren(
        ...this.review.desk.carried.map((id) => el("li", {}, this.review.byId.get(id)?.heading ?? "")),
      );
    });
    if (done) this.acts.changed();
  }

  async reasoned(name) {
    const words = REASONED[name];
    const done = await ask(
      "reason",
      (form) => this.#send(words.route, { ...(words.codes ? { code: value(form, "code") } : {}), [words.text ?? "reason"]: value(form, "reason") }),
      (form) => {
        byId("reason-title").textContent = words.title;
        byId("reason-lead").textContent = words.lead;
        byId("reason-codes").replaceChildren(...(words.codes ? reasons(this.review.codes) : []));
        const chief = form.querySelector("button[type=submit]");
        chief.textContent = words.does;
        chief.className = words.grave ? "grave" : "chief";
      },
    );
    if (done) this.acts.moved();
  }

  async setTier() {
    const done = await ask("tier", (form) => this.#send("tier", { tier: value(form, "tier"), reason: value(form, "reason") }));
    if (done) this.acts.moved();
  }

  async ask() {
    const done = await ask("question", (form) =>
      this.#send("escalate", { question: value(form, "question"), trigger: value(form, "trigger"), hold: form.elements.hold.checked }),
    );
    if (done) this.acts[this.review.desk.state === "in review" ? "changed" : "moved"]();
  }

  questions() {
    const { review } = this;
    const who = (id) => review.people[id] ?? id;
    byId("questions-list").replaceChildren(
      ...review.desk.questions.map((question) =>
        el(
          "li",
          { class: "question" },
          el("p", { class: "small soft" }, el("span", { class: `chip ${question.open ? "violet" : "green"}` }, question.open ? "Open" : "Answered"), ` ${question.id} · ${who(question.asked_by)} to ${who(question.owner)}${question.open ? ` · due ${question.due.slice(0, 16).replace("T", " ")} UTC` : ""}${question.hold ? " · holds the draft" : ""}`),
          el("p", {}, question.question),
          question.answer ? el("p", {}, el("strong", {}, `${who(question.answered_by)}: `), question.answer) : "",
          el(
            "p",
            {},
            question.open && (review.may("answer") || review.may("lift")) ? el("button", { type: "button", on: { click: () => this.answer(question) } }, "Answer…") : "",
            question.row ? el("button", { type: "button", class: "plain", on: { click: () => this.#toRow(question.row) } }, "Go to the row") : "",
          ),
        ),
      ),
    );
    byId("questions-none").hidden = review.desk.questions.length > 0;
    byId("questions").showModal();
  }

  #toRow(id) {
    byId("questions").close();
    this.acts.go(id);
  }

  async answer(question) {
    byId("questions").close();
    if (await askAnswer(this.review, question)) this.acts[question.hold ? "moved" : "changed"]();
  }

  more() {
    const does = (name) => () => {
      byId("more").close();
      if (name === "ask") this.ask();
      else if (name === "set_tier") this.setTier();
      else this.reasoned(name);
    };
    const offered = Object.entries(MORE).filter(([name]) => this.review.may(name));
    byId("more-list").replaceChildren(
      ...offered.map(([name, [title, what]]) => el("li", {}, el("button", { type: "button", on: { click: does(name) } }, el("strong", {}, title), el("span", { class: "soft" }, what)))),
    );
    byId("more").showModal();
  }
}
