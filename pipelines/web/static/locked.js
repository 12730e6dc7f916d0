// The session has ended while a page is open: it is covered until the same person signs in again over it;
// nothing that was half done is lost.

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
