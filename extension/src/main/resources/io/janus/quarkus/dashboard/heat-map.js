"use strict";
// All endpoints of a large backend at a glance: a square for each, in the colour of its status and as strong as its traffic.

/** From so many endpoints on, bars beside each other say nothing any more. */
const MAP_FROM = 25;

/** The side of a square, on a telephone a smaller one; and what is between two. */
const SQUARE = 11;
const SMALL_SQUARE = 6;
const BETWEEN = 2;

/** What is narrower is a telephone. */
const NARROW = 500;

class HeatMap {
  /** @param chosen is told which endpoint was clicked */
  constructor(chosen) {
    this.canvas = el("canvas", { class: "heat", role: "img" });
    this.tip = el("div", { class: "tip", "aria-hidden": "true", hidden: true });
    this.node = el("div", { class: "heat-box" }, this.canvas, this.tip);
    this.canvas.addEventListener("pointermove", (event) => this.point(event));
    this.canvas.addEventListener("pointerleave", () => setHidden(this.tip, true));
    this.canvas.addEventListener("click", (event) => {
      const item = this.under(event);
      if (item) {
        chosen(item);
      }
    });
    this.items = [];
    this.columns = 1;
    this.step = SQUARE + BETWEEN;
  }

  under(event) {
    const box = this.canvas.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left) / this.step);
    const row = Math.floor((event.clientY - box.top) / this.step);
    return column < this.columns ? this.items[row * this.columns + column] : undefined;
  }

  point(event) {
    const item = this.under(event);
    setHidden(this.tip, !item);
    if (item) {
      setText(this.tip, `${item.id} · ${item.status} · ${rateText(item.rate)}/s`);
      const box = this.node.getBoundingClientRect();
      const left = Math.min(event.clientX - box.left, box.width - this.tip.offsetWidth);
      setProperty(this.tip, "--left", Math.max(0, left) + "px");
      setProperty(this.tip, "--top", event.clientY - box.top + 18 + "px");
    }
  }

  update(items) {
    this.items = items;
    this.tell();
    const width = this.node.clientWidth;
    if (width === 0) {
      return; // not shown now
    }
    const side = width < NARROW ? SMALL_SQUARE : SQUARE;
    const step = side + BETWEEN;
    this.step = step;
    this.columns = Math.max(1, Math.floor((width + BETWEEN) / step));
    const rows = Math.ceil(items.length / this.columns);
    const ratio = window.devicePixelRatio || 1;
    const wanted = [Math.round(this.columns * step * ratio), Math.round(rows * step * ratio)];
    if (this.canvas.width !== wanted[0] || this.canvas.height !== wanted[1]) {
      [this.canvas.width, this.canvas.height] = wanted;
      setProperty(this.canvas, "width", this.columns * step + "px");
      setProperty(this.canvas, "height", rows * step + "px");
    }
    const colors = this.colors();
    const context = this.canvas.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, rows * step);
    const busiest = items.reduce((most, item) => Math.max(most, item.rate), 0);
    items.forEach((item, i) => {
      const failing = item.status === "up" && item.failures > 0;
      context.fillStyle = failing ? colors.warn : colors[item.status] ?? colors.down;
      context.globalAlpha = item.status === "up" && !failing ? 0.28 + 0.72 * (busiest > 0 ? Math.sqrt(item.rate / busiest) : 0) : 1;
      context.beginPath();
      context.roundRect((i % this.columns) * step, Math.floor(i / this.columns) * step, side, side, side / 4);
      context.fill();
    });
  }

  tell() {
    const counts = {};
    for (const item of this.items) {
      counts[item.status] = (counts[item.status] ?? 0) + 1;
    }
    setAttribute(this.canvas, "aria-label", "Map of " + plural(this.items.length, "endpoint") + ": "
      + Object.entries(counts).map(([status, count]) => count + " " + status).join(", ") + ". The table below has them all.");
  }

  /** As the style sheet has them in the theme of now. */
  colors() {
    const colors = {};
    for (const kind of ["up", "warn", "down", "ejected", "drained", "unresolved"]) {
      const mark = (this.marks ??= {})[kind] ??= this.node.appendChild(el("span", { class: "mark " + kind, hidden: true }));
      colors[kind] = getComputedStyle(mark).color;
    }
    return colors;
  }
}
