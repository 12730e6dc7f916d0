// Dialogs: open, send, say what was refused, close. The browser's own <dialog> keeps the focus inside.

import { byId, el } from "./dom.js";

// Shows a refusal in the dialog, with what to do about it.
export function refuse(dialog, refused) {
  const place = dialog.querySelector("[data-refusal]");
  place.replaceChildren(el("strong", {}, refused.problem || refused.message), refused.remedy || "");
  place.hidden = false;
}

// Opens the dialog of that id with an empty form; `send(form)` does the work and may throw a refusal, which
// stays on the screen with what was typed. Resolves to what `send` gave, or null when the person closed it;
// closing it while something is under way does not undo that.
export function ask(id, send, prepare = () => undefined) {
  const dialog = byId(id);
  const form = dialog.querySelector("form");
  const place = dialog.querySelector("[data-refusal]");
  form.reset();
  if (place) place.hidden = true;
  prepare(form);
  return new Promise((resolve) => {
    let given = null;
    let sending = false;
    const submit = async (event) => {
      event.preventDefault();
      if (sending) return;
      const chief = form.querySelector("button[type=submit]");
      sending = chief.disabled = true;
      try {
        given = await send(form);
      } catch (refused) {
        refuse(dialog, refused);
        if (!dialog.open) dialog.showModal();
      } finally {
        sending = chief.disabled = false;
      }
      if (given === null) return;
      if (dialog.open) dialog.close();
      else closed();
    };
    const closed = () => {
      if (sending) return;
      form.removeEventListener("submit", submit);
      dialog.removeEventListener("close", closed);
      form.querySelectorAll('input[type="password"]').forEach((input) => (input.value = ""));
      resolve(given);
    };
    form.addEventListener("submit", submit);
    dialog.addEventListener("close", closed);
    dialog.showModal();
    (form.querySelector("[autofocus]") ?? form.querySelector("input, select, textarea, button"))?.focus();
  });
}

// Every button that closes its dialog.
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
});

// Reason codes as radio buttons: chosen by arrow keys or by their first letters.
export function reasons(codes, name = "code") {
  return codes.map(({ code, label }) =>
    el("label", { class: "tick" }, el("input", { type: "radio", name, value: code, required: true }), el("span", {}, label.charAt(0).toUpperCase() + label.slice(1))),
  );
}

export const open = () => document.querySelector("dialog[open]") !== null;

export const value = (form, name) => (form.elements[name]?.value ?? "").trim();
