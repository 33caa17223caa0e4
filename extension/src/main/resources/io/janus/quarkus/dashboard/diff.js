"use strict";
// What two texts differ in, by lines (E. W. Myers, "An O(ND) Difference Algorithm and Its Variations", 1986).

/** Texts that differ in more lines than that are shown as one gone and one come: nobody reads such a difference. */
const MOST_EDITS = 800;

/** Lines around a change, as everywhere. */
const AROUND = 3;

/** As many as a browser lays out without a pause. */
const MOST_DIFF_LINES = 3000;

/** What an editor saved with other line ends is no other text. */
const LINE_END = /\r\n?|\n/;

/** The lines of both texts in order, each with "-", "+" or " " and its numbers on both sides. */
function diffLines(before, after) {
  const a = before.split(LINE_END);
  const b = after.split(LINE_END);
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) {
    start++;
  }
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) {
    end++;
  }
  const lines = [];
  const same = (i, j) => lines.push({ mark: " ", text: a[i], left: i + 1, right: j + 1 });
  for (let i = 0; i < start; i++) {
    same(i, i);
  }
  for (const edit of edits(a.slice(start, a.length - end), b.slice(start, b.length - end))) {
    lines.push({ ...edit, left: edit.left && edit.left + start, right: edit.right && edit.right + start });
  }
  for (let i = end; i > 0; i--) {
    same(a.length - i, b.length - i);
  }
  return lines;
}

function edits(a, b) {
  const most = Math.min(a.length + b.length, MOST_EDITS);
  const trace = [];
  let reached = new Map([[1, 0]]);
  for (let d = 0; d <= most; d++) {
    trace.push(new Map(reached));
    for (let k = -d; k <= d; k += 2) {
      let x = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1)) ? reached.get(k + 1) ?? 0 : (reached.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) {
        x++;
      }
      reached.set(k, x);
      if (x >= a.length && x - k >= b.length) {
        return back(a, b, trace, d);
      }
    }
  }
  return [...a.map((text, i) => ({ mark: "-", text, left: i + 1 })), ...b.map((text, i) => ({ mark: "+", text, right: i + 1 }))];
}

function back(a, b, trace, edited) {
  const lines = [];
  let x = a.length;
  let y = b.length;
  for (let d = edited; d >= 0; d--) {
    const reached = trace[d];
    const k = x - y;
    const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
    const fromX = d === 0 ? 0 : (down ? reached.get(k + 1) ?? 0 : reached.get(k - 1) ?? 0);
    const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY && (d === 0 || x > (down ? fromX : fromX + 1) || y > (down ? fromY + 1 : fromY))) {
      x--;
      y--;
      lines.push({ mark: " ", text: a[x], left: x + 1, right: y + 1 });
    }
    if (d > 0 && down) {
      y--;
      lines.push({ mark: "+", text: b[y], right: y + 1 });
    } else if (d > 0) {
      x--;
      lines.push({ mark: "-", text: a[x], left: x + 1 });
    }
  }
  return lines.reverse();
}

/** Changes with the lines around them; what is left out between is a line that says so. */
function hunks(lines) {
  const near = new Uint8Array(lines.length);
  lines.forEach((line, i) => {
    if (line.mark !== " ") {
      near.fill(1, Math.max(0, i - AROUND), i + AROUND + 1);
    }
  });
  const shown = [];
  let skipped = 0;
  lines.forEach((line, i) => {
    if (near[i]) {
      if (skipped) {
        shown.push({ mark: "…", text: plural(skipped, "line") + " as before" });
      }
      skipped = 0;
      shown.push(line);
    } else {
      skipped++;
    }
  });
  return shown;
}

/** The difference as a table; a text where there is none. */
function diffView(before, after, names) {
  const lines = hunks(diffLines(before, after));
  if (!lines.length) {
    return el("p", { class: "nothing" }, "They are the same, line by line.");
  }
  const said = { "+": "added", "-": "removed", " ": "", "…": "" };
  const rows = lines.slice(0, MOST_DIFF_LINES).map((line) => el("tr", { "data-mark": line.mark },
    el("td", { class: "line" }, String(line.left ?? "")), el("td", { class: "line" }, String(line.right ?? "")),
    el("td", {}, el("span", { class: "sign", "aria-hidden": "true" }, line.mark), said[line.mark] ? el("span", { class: "unseen" }, said[line.mark] + ": ") : null, line.text)));
  const count = (mark) => lines.filter((line) => line.mark === mark).length;
  return el("div", { class: "diff-box", tabindex: "0", role: "region", "aria-label": "Difference" },
    el("table", { class: "diff" }, el("caption", {}, `${names[0]} to ${names[1]}: ${plural(count("+"), "line")} added, ${count("-")} removed`), el("tbody", {}, ...rows)),
    lines.length > MOST_DIFF_LINES ? el("p", { class: "hint" }, "The rest is left out.") : null);
}
