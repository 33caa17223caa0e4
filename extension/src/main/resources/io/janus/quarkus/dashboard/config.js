"use strict";
// The configuration: what is in force, a change of it, and what was before.

/** With the line ends that a text area has: else a text from elsewhere would never be equal to what is in the editor. */
function asEdited(text) {
  return (text ?? "").replace(/\r\n?/g, "\n");
}

const config = {
  /** What is in force, and what the text in the editor was made from: {version, text}. Another one may come meanwhile. */
  inForce: null,
  from: null,

  begin(view) {
    this.editor = new Editor();
    this.history = new Versions();
    this.source = el("p", { class: "hint" });
    this.differs = el("p", { class: "warning", hidden: true }, "The file says something else than what is in force: its next change, SIGHUP or a restart brings back what it says.");
    this.overtaken = el("div", { class: "warning said-in-parts", role: "status", hidden: true });
    this.result = el("div", { class: "result", tabindex: "-1", "aria-live": "polite" });
    this.planButton = el("button", { type: "button", class: "primary", onclick: () => this.plan() }, "Plan");
    this.applyButton = el("button", { type: "button", class: "danger", hidden: true, onclick: () => this.apply() }, "Apply");
    this.reset = el("button", { type: "button", onclick: () => this.refresh(true) }, "As in force");
    this.changes = el("button", { type: "button", onclick: () => this.showDiff() }, "Show changes");
    view.append(el("h1", { tabindex: "-1" }, "Configuration"), el("div", { class: "two-columns" },
      el("section", { "aria-labelledby": "edit-title" }, heading(2, "In force, and what to change", { id: "edit-title" }),
        el("div", { class: "card" }, this.source, this.differs, this.editor.node, this.overtaken,
          el("div", { class: "buttons" }, this.reset, this.changes, this.planButton, this.applyButton), this.result)),
      el("section", { "aria-labelledby": "history-title" }, heading(2, "History", { id: "history-title" }), this.history.node)));
    this.editor.area.addEventListener("input", () => this.forget());
    store.on("frame", ({ frame }) => {
      if (frame.configVersion !== this.inForce?.version && !view.hidden) {
        this.refresh();
      }
    });
    store.on("connected", () => {
      if (this.inForce && !view.hidden) {
        this.refresh();
      }
    });
  },

  show() {
    this.refresh();
  },

  refresh(replace = false) {
    this.load(replace).catch((problem) => this.tell(el("p", { class: "wrong" }, problem.message)));
  },

  /** @param replace whether also a text that was edited gives way */
  async load(replace) {
    const [now, past] = await Promise.all([api.get("config"), api.get("history")]);
    const untouched = !this.from || this.editor.text === this.from.text;
    this.inForce = { version: now.version, text: asEdited(now.text) };
    setText(this.source, `Version ${now.version}, ${momentText(now.at)}, ${now.trigger}${now.by ? " by " + now.by : ""}${now.file ? " · " + now.file : ""}`);
    setHidden(this.differs, !now.fileDiffers);
    if (replace || untouched) {
      this.editor.text = this.inForce.text;
      if (replace) {
        this.forget();
      }
    }
    if (replace || untouched || (now.text && this.inForce.text === this.from.text)) {
      this.goOn();
    } else {
      this.tellOvertaken();
    }
    this.history.update(past.versions);
  },

  /** From here on, what is edited is of what is in force. */
  goOn() {
    this.from = this.inForce;
    this.tellOvertaken();
  },

  /** What was made from an older version would undo what came since, and whoever wrote it has not seen that. */
  tellOvertaken() {
    const { from, inForce } = this;
    const overtaken = from.version !== inForce.version || from.text !== inForce.text; // a restart counts versions anew
    setHidden(this.overtaken, !overtaken);
    if (overtaken) {
      setHidden(this.applyButton, true);
      this.overtaken.replaceChildren(el("p", {}, el("strong", {}, `Version ${inForce.version} came into force meanwhile. `),
        `Your text was made from version ${from.version} and would undo what changed since. "Show changes" has that among the lines it removes: take it over, or begin again with "As in force".`),
      el("button", { type: "button", class: "small", onclick: () => this.takenOver() }, "It is taken over"));
    }
  },

  takenOver() {
    this.goOn();
    this.forget();
    this.planButton.focus();
  },

  /** What was planned is of another text. */
  forget() {
    this.planned = null;
    setHidden(this.applyButton, true);
    this.result.replaceChildren();
  },

  tell(...nodes) {
    this.result.replaceChildren(...nodes);
  },

  showDiff() {
    this.tell(diffView(this.inForce?.text ?? "", this.editor.text, ["In force", "yours"]));
  },

  async plan() {
    this.forget();
    const text = this.editor.text;
    this.planButton.disabled = true;
    try {
      const plan = await api.post("plan", { config: text });
      if (text === this.editor.text) {
        this.planned = { text, ...plan };
        this.tell(el("h3", {}, plan.unchanged ? "No change" : "What it would change"), changesView(plan));
        if (plan.baseVersion !== this.from?.version) {
          await this.load(false);
        }
        setHidden(this.applyButton, this.planned?.text !== text || plan.unchanged || plan.baseVersion !== this.from.version);
      }
    } catch (problem) {
      this.tell(problemsView(problem, (line) => this.editor.goTo(line)));
    } finally {
      this.planButton.disabled = false;
    }
  },

  async apply() {
    const { text, baseVersion, digest } = this.planned;
    this.applyButton.disabled = true;
    try {
      const done = await api.post("apply", { config: text, baseVersion, digest });
      this.forget();
      this.tell(el("p", { class: "good-text" }, `Version ${done.version} is in force.`), el("p", { class: "hint" }, done.message ?? ""), changesView(done));
      say(`Version ${done.version} is in force.`, "good");
      this.from = { version: done.version, text };
      await this.load(false);
    } catch (problem) {
      this.forget();
      this.tell(problemsView(problem, (line) => this.editor.goTo(line)));
    } finally {
      this.applyButton.disabled = false;
      this.result.focus();
    }
  },
};
