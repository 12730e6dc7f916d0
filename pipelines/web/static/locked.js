// The session has ended while a review was half done: sign in again over it; nothing on the screen is lost.

import { signIn, whenLocked } from "./api.js";
import { refuse, value } from "./dialogs.js";
import { byId } from "./dom.js";

let asking = null;

whenLocked(() => {
  asking ??= unlocked().finally(() => {
    asking = null;
  });
  return asking;
});

function unlocked() {
  const dialog = byId("locked");
  const form = dialog.querySelector("form");
  return new Promise((resolve) => {
    const submit = async (event) => {
      event.preventDefault();
      try {
        await signIn(dialog.dataset.person, value(form, "password"));
      } catch (refused) {
        refuse(dialog, refused);
        return;
      } finally {
        form.reset();
      }
      form.removeEventListener("submit", submit);
      dialog.removeEventListener("cancel", stay);
      dialog.close();
      resolve();
    };
    const stay = (event) => event.preventDefault();
    form.addEventListener("submit", submit);
    dialog.addEventListener("cancel", stay);
    document.body.classList.add("covered");
    dialog.addEventListener("close", () => document.body.classList.remove("covered"), { once: true });
    dialog.showModal();
  });
}
