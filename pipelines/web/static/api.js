// What the pages say to the server: JSON in and out, with the session's token on every POST.
// Answers a refusal as `Refused`, in the words of the library. Where the session has ended, whoever registered
// with `whenLocked` lets the person sign in again, and what was asked is asked once more.

class Refused extends Error {
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

export const whenLocked = (asks) => {
  unlock = asks;
};

function takeToken(fresh) {
  token = fresh;
  for (const field of document.querySelectorAll('input[name="token"]')) field.value = fresh; // to sign out
}

// A page left open locks itself: when nothing was asked for as long as a session lasts, in no window, one more
// request finds the session ended, or the server gone. What the browser fetches by itself (pictures) counts
// for the session, so it counts here. A machine that slept is asked when somebody looks at it again.
const IDLE = 15 * 60_000 + 5_000;
const NO_ANSWER = "no_answer";
const LEAVING = 500; // milliseconds until a sign-out in another window is done
const windows = new BroadcastChannel("pincite");
let idle = 0;
let last = 0;

function awake() {
  clearTimeout(idle);
  last = Date.now();
  idle = setTimeout(ask, IDLE);
}

const ask = () => asked("/nothing").catch(({ rule }) => rule === NO_ANSWER && unlock?.());

if (token) {
  awake();
  for (const event of ["load", "error"]) document.addEventListener(event, awake, true);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && Date.now() - last > IDLE) ask();
  });
  document.querySelector('form[action="/sign-out"]')?.addEventListener("submit", () => windows.postMessage({ leaving: true }));
}

// What the other windows tell of the session that they share: it was used, it is being left, it began anew.
const signedIn = [];
export const whenSignedIn = (does) => signedIn.push(does);
windows.onmessage = ({ data }) => {
  awake();
  if (data.leaving) setTimeout(ask, LEAVING);
  if (data.token && signedIn.some((does) => does(data.person))) takeToken(data.token);
};

async function once(path, body) {
  const headers = { Accept: "application/json" };
  const asked = { credentials: "same-origin", headers };
  if (body !== undefined) {
    headers["Content-Type"] = "application/json";
    headers["X-Pincite-Token"] = token;
    asked.method = "POST";
    asked.body = JSON.stringify(body);
  }
  awake();
  windows.postMessage({});
  return reached(path, asked);
}

async function reached(path, asked) {
  try {
    return await fetch(path, asked);
  } catch {
    throw new Refused({
      rule: NO_ANSWER,
      problem: "Pincite does not answer.",
      remedy: "See whether “pincite review serve” still runs, then try again. What was decided before is kept.",
    });
  }
}

async function asked(path, body) {
  let response = await once(path, body);
  while (unlock && (response.status === 401 || (await ofAnotherSession(response)))) {
    await unlock();
    response = await once(path, body);
  }
  if (response.ok) return response;
  const said = await response.json().catch(() => null);
  throw new Refused(said && said.problem ? said : { problem: `The answer was ${response.status}.`, remedy: "Load the page again." });
}

// Somebody signed in anew in another window: this page's token is not of the session that the browser has now.
const ofAnotherSession = async (response) => response.status === 403 && (await response.clone().json().catch(() => null))?.rule === "token";

export const get = async (path) => (await asked(path)).json();
export const picture = async (path) => (await asked(path)).blob();
export const post = async (path, body = {}) => (await asked(path, body)).json();

// One POST after the other, in the order in which they were asked for: a row is shown before it is decided.
let turn = Promise.resolve();
let waiting = 0;

function waits(more) {
  waiting += more;
  document.dispatchEvent(new CustomEvent("unsent", { detail: waiting }));
}

export function inTurn(work) {
  waits(1);
  const mine = turn.then(work).finally(() => waits(-1));
  turn = mine.catch(() => undefined);
  return mine;
}

export const unsent = () => waiting;

export async function signIn(id, password) {
  const response = await reached("/sign-in", {
    method: "POST",
    credentials: "same-origin",
    headers: { Accept: "application/json" },
    body: new URLSearchParams({ id, password }),
  });
  const said = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused({ rule: said.rule, problem: said.problem || "Not signed in.", remedy: said.remedy });
  takeToken(said.token);
  awake();
  windows.postMessage({ person: id, token: said.token });
}
