// The review in memory: rows loaded once, decisions kept beside them, the queue in the order of risk.
// Answers which row comes next, what is still to do, how far one is. Holds nothing of how it looks.

import { get, inTurn, post } from "./api.js";

export const VERDICTS = {
  accept: { word: "Accepted", colour: "green" },
  correct: { word: "Corrected", colour: "blue" },
  reject: { word: "Rejected", colour: "red" },
  escalate: { word: "Asked about", colour: "violet" },
};

export class Review {
  constructor(base, given) {
    this.base = base;
    this.rows = given.rows;
    this.order = given.order;
    this.people = given.people;
    this.codes = given.codes;
    this.byId = new Map(given.rows.map((row) => [row.id, row]));
    this.place = new Map(given.order.map((id, at) => [id, at]));
    this.unanswered = new Map();
    this.take(given.desk);
  }

  static async load(base) {
    return new Review(base, await get(`${base}/rows.json`));
  }

  take(desk) {
    this.desk = desk;
    this.decisions = new Map(Object.entries(desk.decisions));
    this.versions = new Map([...this.decisions].map(([id, decision]) => [id, decision.version]));
    for (const [id, version] of Object.entries(desk.versions || {})) this.versions.set(id, version);
    this.left = new Set(desk.left);
    this.required = new Set(desk.required);
    this.sampled = new Set(desk.sampled);
    this.carried = new Set(desk.carried);
    this.shown = new Set(desk.shown);
    this.can = new Set(desk.can);
    for (const [id, decision] of this.unanswered) this.#stand(id, decision);
  }

  may(name) {
    return this.can.has(name);
  }

  isLeft(id) {
    return this.left.has(id);
  }

  // The next row still to be decided after this one, round the end; the next in order where none is left.
  next(id) {
    return this.#from(id, 1, (other) => this.left.has(other)) ?? this.after(id, 1);
  }

  after(id, step) {
    const at = this.place.get(id) + step;
    return this.order[Math.max(0, Math.min(this.order.length - 1, at))];
  }

  // The rows likely to be looked at next: their pictures are fetched ahead.
  ahead(id, many) {
    const found = [];
    let at = id;
    while (found.length < many) {
      const next = this.next(at);
      if (!next || next === id || found.includes(next)) break;
      found.push(next);
      at = next;
    }
    return found;
  }

  first() {
    return this.order.find((id) => this.left.has(id)) ?? this.order[0] ?? null;
  }

  #from(id, step, wanted) {
    const start = this.place.get(id) ?? -1;
    for (let n = 1; n < this.order.length; n += 1) {
      const other = this.order[(start + n * step + this.order.length) % this.order.length];
      if (wanted(other)) return other;
    }
    return null;
  }

  get progress() {
    const needed = this.required.size;
    const left = this.left.size;
    return { needed, left, done: needed - left, rows: this.rows.length, decided: this.decisions.size };
  }

  show(id) {
    if (this.shown.has(id) || !this.may("show")) return Promise.resolve();
    this.shown.add(id);
    return inTurn(() => post(`${this.base}/shown`, { row: id })).catch((refused) => {
      this.shown.delete(id);
      throw refused;
    });
  }

  // The decision stands on the screen at once; the server's word follows, and replaces it.
  decide(id, given) {
    const before = [this.decisions.get(id), this.left.has(id)];
    // What stood when the key was pressed, or what my own decision before this one will have made of it: never
    // what somebody else decided between the key and the sending.
    const seen = this.unanswered.get(id) ?? { version: this.versions.get(id) ?? 0 };
    const mine = { ...given, values: Object.entries(given.values || {}), by: "", time: "", version: seen.version };
    this.unanswered.set(id, mine);
    this.#stand(id, mine);
    const last = () => this.unanswered.get(id) === mine && this.unanswered.delete(id);
    return inTurn(() => post(`${this.base}/decide`, { row: id, ...given, expects: seen.version }))
      .then(({ decision }) => {
        mine.version = decision.version;
        this.versions.set(id, decision.version);
        if (last()) this.decisions.set(id, decision);
        return decision;
      })
      .catch((refused) => {
        if (last()) {
          if (before[0]) this.decisions.set(id, before[0]);
          else this.decisions.delete(id);
          if (before[1]) this.left.add(id);
        }
        throw refused;
      });
  }

  #stand(id, decision) {
    this.decisions.set(id, decision);
    this.left.delete(id);
  }

  async undo() {
    const { row } = await inTurn(() => post(`${this.base}/undo`));
    await this.refresh();
    return row;
  }

  async refresh() {
    this.take(await inTurn(() => get(`${this.base}/progress.json`)));
  }
}
