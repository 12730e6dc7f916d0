// Making elements without markup in strings: what came from a paper is only ever text.

export function el(name, given = {}, ...inside) {
  const made = document.createElement(name);
  put(made, given);
  made.append(...inside.flat().filter((part) => part !== null && part !== undefined && part !== false));
  return made;
}

export function svg(name, given = {}, ...inside) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  put(made, given);
  made.append(...inside);
  return made;
}

function put(made, given) {
  for (const [key, value] of Object.entries(given)) {
    if (value === null || value === undefined || value === false) continue;
    if (key === "on") for (const [event, does] of Object.entries(value)) made.addEventListener(event, does);
    else if (key === "data") Object.assign(made.dataset, value);
    else made.setAttribute(key, value === true ? "" : value);
  }
}

export const byId = (id) => document.getElementById(id);

// What a screen reader says and everyone may read at the foot of the row.
export function say(words) {
  const voice = byId("voice");
  if (!voice) return;
  voice.textContent = "";
  requestAnimationFrame(() => {
    voice.textContent = words;
  });
}

export const count = (n, one, many = `${one}s`) => `${n} ${n === 1 ? one : many}`;
