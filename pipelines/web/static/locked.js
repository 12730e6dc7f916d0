// The session has ended while a page is open: it is covered until the same person signs in again, over it or in
// another window; nothing that was half done is lost.

import { signIn, whenLocked, whenSignedIn } from "./api.js";
import { refuse } from "./dialogs.js";
import { byId } from "./dom.js";

const dialog = byId("locked");
const form = dialog.querySelector("form");
let asking = null; // {promise, resolve} while the page is locked

whenLocked(() => {
  if (!asking) {
    asking = {};
    asking.promise = new Promise((resolve) => (asking.resolve = resolve));
    document.body.classList.add("covered");
    dialog.showModal();
  }
  return asking.promise;
});

function unlocked() {
  const { resolve } = asking;
  asking = null;
  document.body.classList.remove("covered"); // first: the focus goes back to what can be seen
  dialog.close();
  resolve();
}

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const password = form.elements.password.value;
  form.reset();
  try {
    await signIn(dialog.dataset.person, password);
  } catch (refused) {
    refuse(dialog, refused);
    return;
  }
  if (asking) unlocked();
});

whenSignedIn((person) => {
  const mine = person === dialog.dataset.person;
  if (mine && asking) unlocked();
  return mine;
});

// A browser lets a second Escape close a dialog, whatever the dialog says.
dialog.addEventListener("close", () => asking && dialog.showModal());
