"use strict";
// What a configuration would change, shown before it does.

const SIGNS = { add: "+", remove: "−", change: "~" };

function changeList(changes) {
  return el("ul", { class: "changes" }, ...changes.map((change) => el("li", { "data-action": change.action },
    el("span", { class: "sign", "aria-hidden": "true" }, SIGNS[change.action] ?? "·"),
    el("span", { class: "two-lines" }, el("span", {}, change.text), change.impact ? el("span", { class: "impact" }, change.impact) : null))));
}

/** What a plan or an apply says it does. */
function changesView(plan) {
  return el("div", {},
    plan.unchanged || !plan.changes.length ? el("p", {}, "Nothing would change.") : changeList(plan.changes),
    plan.restartNeeded?.length ? el("p", { class: "warning" }, "Only a restart changes: " + plan.restartNeeded.join(", ") + ".") : null);
}

/** Why a configuration is refused, with lines that can be gone to. */
function problemsView(problem, goTo) {
  if (!problem.problems?.length) {
    return el("p", { class: "wrong" }, problem.message);
  }
  return el("div", {}, el("p", { class: "wrong" }, "Refused, and nothing changed: " + plural(problem.problems.length, "problem") + "."),
    el("ul", { class: "problems" }, ...problem.problems.map((one) => el("li", {},
      one.line ? (goTo ? el("button", { type: "button", class: "small line-link", onclick: () => goTo(one.line) }, "Line " + one.line) : el("span", { class: "chip" }, "line " + one.line)) : null,
      el("span", { class: "two-lines" }, one.key ? el("code", {}, one.key) : null, el("span", {}, one.message))))));
}

/** A text area with the numbers of its lines. */
class Editor {
  constructor() {
    this.area = el("textarea", { rows: "22", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off", class: "mono" });
    this.numbers = el("pre", { class: "numbers", "aria-hidden": "true" });
    const box = el("div", { class: "editor" }, this.numbers, this.area);
    this.node = field("Configuration, YAML", this.area, "Tab moves on. The file on disk is never written.");
    this.area.replaceWith(box);
    box.append(this.area);
    this.area.addEventListener("input", () => this.count());
    this.area.addEventListener("scroll", () => (this.numbers.scrollTop = this.area.scrollTop));
  }

  get text() {
    return this.area.value;
  }

  set text(text) {
    this.area.value = text;
    this.count();
  }

  count() {
    const lines = this.area.value.split("\n").length;
    if (lines !== this.lines) {
      this.lines = lines;
      this.numbers.textContent = Array.from({ length: lines }, (_, i) => i + 1).join("\n") + "\n";
    }
  }

  goTo(line) {
    const lines = this.area.value.split("\n");
    const start = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
    this.area.focus();
    this.area.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0));
    const height = this.area.scrollHeight / lines.length;
    this.area.scrollTop = Math.max(0, (line - 6) * height);
  }
}
