// What the pages say to the server: JSON in and out, with the session's token on every POST.
// Answers a refusal as `Refused`, in the words of the library. Where the session has ended, whoever registered
// with `whenLocked` lets the person sign in again, and what was asked is asked once more.

export class Refused extends Error {
  constructor({ rule, problem, remedy }) {
    super(problem);
    this.rule = rule;
    this.problem = problem;
    this.remedy = remedy || "";
  }
}

const meta = document.querySelector('meta[name="pincite-token"]');
let token = meta ? meta.content : "";
let unlock = null;

export const takeToken = (fresh) => {
  token = fresh;
};
export const whenLocked = (asks) => {
  unlock = asks;
};

// A page left open locks itself: when nothing was asked for as long as a session lasts, in no tab, one more
// request finds the session ended. Only that one does not begin the time anew.
const IDLE = 15 * 60_000 + 5_000;
const tabs = new BroadcastChannel("pincite");
let idle = 0;

function awake() {
  clearTimeout(idle);
  idle = setTimeout(() => asked("/nothing").catch(() => undefined), IDLE);
}
tabs.onmessage = awake;
if (token) awake();

async function once(path, body) {
  const headers = { Accept: "application/json" };
  const asked = { credentials: "same-origin", headers };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    headers["X-Pincite-Token"] = token;
    asked.method = "POST";
    asked.body = JSON.stringify(body);
  }
  if (path !== "/nothing") {
    awake();
    tabs.postMessage("awake");
  }
  try {
    return await fetch(path, asked);
  } catch {
    throw new Refused({
      rule: "no_answer",
      problem: "Pincite does not answer.",
      remedy: "See whether “pincite review serve” still runs, then try again. What was decided before is kept.",
    });
  }
}

async function asked(path, body) {
  let response = await once(path, body);
  while (response.status === 401 && unlock) {
    await unlock();
    response = await once(path, body);
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => null);
  throw new Refused(said && said.problem ? said : { problem: `The answer was ${response.status}.`, remedy: "Load the page again." });
}

export const get = async (path) => (await asked(path)).json();
export const picture = async (path) => (await asked(path)).blob();
export const post = async (path, body = {}) => (await asked(path, body)).json();

// One POST after the other, in the order in which they were asked for: a row is shown before it is decided.
let last = Promise.resolve();
let waiting = 0;

function waits(more) {
  waiting += more;
  document.dispatchEvent(new CustomEvent("unsent", { detail: waiting }));
}

export function inTurn(work) {
  waits(1);
  const mine = last.then(work).finally(() => waits(-1));
  last = mine.catch(() => undefined);
  return mine;
}

export const unsent = () => waiting;

export async function signIn(id, password) {
  const response = await fetch("/sign-in", {
    method: "POST",
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ id, password }),
  });
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused({ rule: said.rule, problem: said.problem || "Not signed in.", remedy: said.remedy });
  takeToken(said.token);
}
