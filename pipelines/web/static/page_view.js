// The picture of a source page with the cited words boxed; text where there is no picture.
// Answers `painted` only when the picture stands on the screen: that is when a row counts as shown.

import { get, picture } from "./api.js";
import { el, svg } from "./dom.js";

const KEPT = 18; // decoded pages in memory, about 5 MB each

export class Pages {
  constructor(slug) {
    this.root = `/m/${slug}/page`;
    this.facts = new Map();
    this.pictures = new Map();
  }

  // Size, number of pages, text, and the lines of a span. Without a span: the page alone.
  about(sha256, page, start, end) {
    const span = start === undefined || start === end ? "" : `?start=${start}&end=${end}`;
    const path = `${this.root}/${sha256}/${page}.json${span}`;
    if (!this.facts.has(path)) this.facts.set(path, get(path).catch((why) => this.#forget(this.facts, path, why)));
    return this.facts.get(path);
  }

  // The decoded picture, ready to stand in the page without another wait; null where the page is text.
  image(sha256, page) {
    const key = `${sha256}/${page}`;
    let kept = this.pictures.get(key);
    this.pictures.delete(key);
    if (!kept) kept = this.#load(key).catch((why) => this.#forget(this.pictures, key, why));
    this.pictures.set(key, kept);
    if (this.pictures.size > KEPT) this.#drop(this.pictures.keys().next().value);
    return kept;
  }

  prepare(citation) {
    this.about(citation.sha256, citation.page, citation.start, citation.end).catch(() => undefined);
    this.image(citation.sha256, citation.page).catch(() => undefined);
  }

  async #load(key) {
    let blob;
    try {
      blob = await picture(`${this.root}/${key}`);
    } catch (refused) {
      if (refused.rule === "no_picture") return null;
      throw refused;
    }
    const image = new Image();
    image.src = URL.createObjectURL(blob);
    await image.decode();
    image.alt = "";
    return image;
  }

  #forget(map, key, why) {
    map.delete(key);
    throw why;
  }

  #drop(key) {
    const kept = this.pictures.get(key);
    this.pictures.delete(key);
    kept.then((image) => image && !image.isConnected && URL.revokeObjectURL(image.src)).catch(() => undefined);
  }
}

const ZOOMS = ["whole", "wide", "large"];

export class PageView {
  constructor(pages, parts) {
    this.pages = pages;
    this.parts = parts; // {scroll, sheet, name, counter, away, words}
    this.at = null; // {sha256, page, source, citation, others}
    this.pagesOf = 0;
    this.turn = 0;
  }

  // Paint the page of this citation, and where else the row cites the same page. Resolves to false if
  // another page was asked for meanwhile.
  async cite(citation, others) {
    this.home = { citation, others };
    return this.#paint(citation.sha256, citation.page, citation.source, citation, others);
  }

  async step(by) {
    if (!this.at) return;
    const page = this.at.page + by;
    if (page < 1 || (this.pagesOf && page > this.pagesOf)) return;
    const { citation, others } = this.home;
    const back = citation.page === page;
    await this.#paint(this.at.sha256, page, this.at.source, back ? citation : null, others).catch(() => undefined); // the pane says why
  }

  clear(words) {
    this.turn += 1;
    this.at = this.home = null;
    this.parts.sheet.replaceChildren(el("p", { class: "nothing" }, words));
    this.parts.name.textContent = "No page cited";
    this.parts.counter.textContent = "";
    this.parts.away.hidden = true;
  }

  zoom(by) {
    const now = ZOOMS.indexOf(this.parts.scroll.dataset.zoom);
    const then = ZOOMS[Math.max(0, Math.min(ZOOMS.length - 1, now + by))];
    this.parts.scroll.dataset.zoom = then;
    this.#seek();
    return then;
  }

  async #paint(sha256, page, source, citation, others) {
    const turn = ++this.turn;
    const span = citation ? [citation.start, citation.end] : [];
    let about, image;
    try {
      [about, image] = await Promise.all([this.pages.about(sha256, page, ...span), this.pages.image(sha256, page)]);
    } catch (refused) {
      if (turn === this.turn) {
        this.at = { sha256, page, source };
        this.parts.sheet.replaceChildren(el("p", { class: "nothing", role: "alert" }, `${refused.problem} ${refused.remedy}`));
      }
      throw refused;
    }
    if (turn !== this.turn) return false;
    this.at = { sha256, page, source };
    this.pagesOf = about.pages;
    const alike = others.filter((other) => other !== citation && other.sha256 === sha256 && other.page === page);
    if (image) this.#picture(image, about, citation, alike);
    else this.#text(about, citation);
    const bates = citation && citation.bates ? ` · ${citation.bates}` : "";
    this.parts.name.textContent = source;
    this.parts.name.title = source;
    this.parts.counter.textContent = `p. ${page} of ${about.pages}${bates}`;
    this.parts.words.textContent = about.text;
    this.parts.away.hidden = Boolean(citation);
    this.#seek();
    return true;
  }

  #picture(image, about, citation, alike) {
    const { width, height } = about;
    const layer = svg("svg", { viewBox: `0 0 ${width} ${height}`, preserveAspectRatio: "none", "aria-hidden": "true" });
    for (const other of alike) if (other.box) layer.append(box(other.box, "also"));
    const boxes = citation ? (about.boxes.length ? about.boxes : citation.box ? [citation.box] : []) : [];
    for (const one of boxes) layer.append(box(one, "cited"));
    this.mark = boxes.length ? Math.min(...boxes.map((b) => b[1])) / height : null; // share of the height
    this.seekMark = null;
    const sheet = el("div", { class: "paper" }, image, layer);
    sheet.style.aspectRatio = `${width} / ${height}`;
    sheet.dataset.shape = width > height ? "landscape" : "portrait";
    this.parts.sheet.replaceChildren(sheet);
  }

  #text(about, citation) {
    const letters = [...about.text]; // offsets count code points
    const inside = citation ? [citation.start, citation.end] : [0, 0];
    const marked = el("mark", {}, letters.slice(...inside).join(""));
    const shown = el("pre", { class: "paper text", tabindex: "-1" }, letters.slice(0, inside[0]).join(""), marked, letters.slice(inside[1]).join(""));
    this.mark = null;
    this.parts.sheet.replaceChildren(shown);
    this.seekMark = citation ? marked : null;
  }

  // The top of the page if the cited lines stand in what it shows; else those lines a third of the way down.
  #seek() {
    const { scroll, sheet } = this.parts;
    const paper = sheet.firstElementChild;
    let top = 0;
    if (this.mark !== null) top = this.mark * paper.offsetHeight;
    else if (this.seekMark && this.seekMark.isConnected) top = this.seekMark.offsetTop;
    const near = paper.offsetTop + top < 0.6 * scroll.clientHeight;
    scroll.scrollTop = near ? 0 : paper.offsetTop + top - scroll.clientHeight / 3;
    scroll.scrollLeft = 0;
  }
}

const PAD = 1.6; // points around the letters, so that the line does not cross them

const box = ([x0, top, x1, bottom], kind) =>
  svg("rect", { class: kind, x: x0 - PAD, y: top - PAD, width: x1 - x0 + 2 * PAD, height: bottom - top + 2 * PAD, rx: 1.5 });
