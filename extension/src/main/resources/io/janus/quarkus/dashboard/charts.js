"use strict";
// Lines over the last minutes. Paths are written anew once a second; nothing else of a chart changes.

/** What the longest line of a chart is drawn in; the style sheet stretches it. */
const CHART_WIDTH = HISTORY - 1;

/** A line, broken where there was nothing. */
function linePath(values, highest, height) {
  let path = "";
  let drawing = false;
  values.forEach((value, i) => {
    if (value == null) {
      drawing = false;
    } else {
      path += (drawing ? "L" : "M") + i + " " + (height - (highest > 0 ? value / highest : 0) * height).toFixed(2);
      drawing = true;
    }
  });
  return path;
}

/** What is between two lines; where there was nothing, nothing. */
function areaPath(lower, upper, highest, height) {
  const y = (value) => (height - (highest > 0 ? value / highest : 0) * height).toFixed(2);
  let path = "";
  for (let i = 0; i < upper.length; ) {
    if (upper[i] == null) {
      i++;
      continue;
    }
    let end = i;
    while (end < upper.length && upper[end] != null) {
      end++;
    }
    const there = [];
    const back = [];
    for (let x = i; x < end; x++) {
      there.push(x + " " + y(upper[x]));
      back.unshift(x + " " + y(lower?.[x] ?? 0));
    }
    path += "M" + there.join("L") + "L" + back.join("L") + "Z";
    i = end;
  }
  return path;
}

/** The next number that people count in, whose half is one too. */
function roundAbove(value) {
  if (!(value > 0)) {
    return 1;
  }
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 1.2, 1.6, 2, 3, 4, 5, 6, 8, 10].find((step) => step * power >= value * 0.999) * power;
}

/** A small line without numbers, beside a number. */
class Sparkline {
  static HEIGHT = 30;

  /**
   * @param floor what the scale shows at least: below it, differences are noise
   * @param kinds of its lines: names for the style sheet, the first with an area below
   */
  constructor(floor, ...kinds) {
    this.floor = floor;
    this.area = svg("path", { class: "area " + kinds[0] });
    this.lines = kinds.map((kind) => svg("path", { class: "line " + kind }));
    this.node = svg("svg", {
      class: "spark", viewBox: `0 -1 ${CHART_WIDTH} ${Sparkline.HEIGHT + 2}`, preserveAspectRatio: "none", "aria-hidden": "true",
    }, this.area, ...this.lines);
  }

  update(...all) {
    const highest = Math.max(this.floor, ...all.map((series) => series.highest)) * 1.08;
    this.area.setAttribute("d", areaPath(null, all[0].values, highest, Sparkline.HEIGHT));
    all.forEach((series, i) => this.lines[i].setAttribute("d", linePath(series.values, highest, Sparkline.HEIGHT)));
  }
}

/** A large chart with a scale, and what it was at the time that is pointed at. */
class Chart {
  static HEIGHT = 100;

  /**
   * @param lines each with a kind for the style sheet and a name for people
   * @param stacked whether they stand on each other
   */
  constructor(title, lines, stacked, format) {
    this.title = title;
    this.lines = lines;
    this.stacked = stacked;
    this.format = format;
    this.paths = lines.map(({ kind }) => ({ area: svg("path", { class: "area " + kind }), line: svg("path", { class: "line " + kind }) }));
    this.cursor = svg("line", { class: "cursor", y1: 0, y2: Chart.HEIGHT, visibility: "hidden" });
    const grid = [0, 0.5, 1].map((share) => svg("line", { class: "grid", x1: 0, x2: CHART_WIDTH, y1: share * Chart.HEIGHT, y2: share * Chart.HEIGHT }));
    this.drawing = svg("svg", { class: "plot", viewBox: `0 -1 ${CHART_WIDTH} ${Chart.HEIGHT + 2}`, preserveAspectRatio: "none", role: "img" },
      ...grid, ...this.paths.map(({ area }) => area), ...this.paths.map(({ line }) => line), this.cursor);
    this.scale = [el("span", { class: "number" }), el("span", { class: "number" }), el("span", { class: "number" })];
    this.values = lines.map(() => el("span", { class: "number" }, "–"));
    this.legend = el("ul", { class: "legend" }, ...lines.map(({ kind, name }, i) =>
      el("li", {}, el("span", { class: "swatch " + kind, "aria-hidden": "true" }), name + " ", this.values[i])));
    this.when = el("span", { class: "when" }, "now");
    this.name = el("h2", {}, title);
    this.node = el("section", { class: "card chart" },
      el("div", { class: "chart-head" }, this.name, this.legend),
      el("div", { class: "chart-body" }, el("div", { class: "scale", "aria-hidden": "true" }, ...this.scale), this.drawing),
      el("div", { class: "chart-foot", "aria-hidden": "true" }, el("span", {}, "3 min ago"), this.when));
    this.drawing.addEventListener("pointermove", (event) => this.point(event));
    this.drawing.addEventListener("pointerleave", () => this.point(null));
    this.at = null;
  }

  point(event) {
    if (event) {
      const box = this.drawing.getBoundingClientRect();
      this.at = Math.max(0, Math.min(HISTORY - 1, Math.round(((event.clientX - box.left) / box.width) * CHART_WIDTH)));
    } else {
      this.at = null;
    }
    this.tell();
  }

  update(all) {
    this.all = all;
    const uppers = [];
    all.forEach((series, i) => {
      const below = this.stacked && i > 0 ? uppers[i - 1] : null;
      uppers.push(series.values.map((value, x) => (value == null ? null : Math.max(0, value) + (below?.[x] ?? 0))));
    });
    const highest = roundAbove(Math.max(...uppers.map((values) => values.reduce((most, value) => Math.max(most, value ?? 0), 0))));
    uppers.forEach((upper, i) => {
      this.paths[i].area.setAttribute("d", areaPath(this.stacked && i > 0 ? uppers[i - 1] : null, upper, highest, Chart.HEIGHT));
      // Of lines that stand on each other only the first is drawn, along the top of all: the others are what is below it.
      this.paths[i].line.setAttribute("d", this.stacked && i > 0 ? "" : linePath(this.stacked ? uppers.at(-1) : upper, highest, Chart.HEIGHT));
    });
    [1, 0.5, 0].forEach((share, i) => setText(this.scale[i], this.format(highest * share)));
    this.tell();
  }

  tell() {
    const x = this.at ?? HISTORY - 1;
    this.all?.forEach((series, i) => setText(this.values[i], this.format(series.values[x])));
    setText(this.when, this.at == null ? "now" : (HISTORY - 1 - x) + " s ago");
    setAttribute(this.cursor, "visibility", this.at == null ? "hidden" : "visible");
    setAttribute(this.cursor, "x1", x);
    setAttribute(this.cursor, "x2", x);
    if (this.all) {
      setAttribute(this.drawing, "aria-label", this.name.textContent + " over the last three minutes. "
        + this.lines.map(({ name }, i) => name + ": now " + this.format(this.all[i].last) + ", at most " + this.format(this.all[i].highest)).join("; "));
    }
  }
}
