"use strict";
// What happened, as the log has it.

const TYPES = ["config", "refusal", "endpoint", "override", "traffic", "stop", "other"];

const events = {
  begin(view) {
    this.view = view;
    this.text = el("input", { type: "search", placeholder: "words", "aria-label": "Filter events by words", spellcheck: "false", autocomplete: "off", oninput: () => this.update() });
    this.type = el("select", { onchange: () => this.update() }, el("option", { value: "" }, "all"), ...TYPES.map((type) => el("option", { value: type }, type)));
    this.severe = el("input", { type: "checkbox", onchange: () => this.update() });
    this.list = el("ol", { class: "event-list long" });
    this.nothing = el("p", { class: "nothing" }, "Nothing yet.");
    this.count = el("span", { class: "quiet-text", role: "status" });
    view.append(el("h1", { tabindex: "-1" }, "Events"),
      el("div", { class: "tools", role: "search", "aria-label": "Filter events" }, this.text, el("div", { class: "inline" }, el("label", { for: "event-type" }, "Type"), this.type),
        el("label", { class: "check" }, this.severe, " Only warnings"), this.count),
      el("section", { class: "card", "aria-label": "Events, newest first" }, this.list, this.nothing));
    this.type.id = "event-type";
    store.on("events", () => this.update());
  },

  show() {
    this.update();
  },

  update() {
    if (this.view.hidden) {
      return;
    }
    const words = this.text.value.trim().toLowerCase();
    const shown = store.events.filter((event) => (!this.type.value || event.type === this.type.value)
      && (!this.severe.checked || event.severe) && (!words || event.text.toLowerCase().includes(words))).reverse();
    keyed(this.list, shown, (event) => event.id, eventRow, () => { /* Events do not change. */ });
    setHidden(this.nothing, shown.length > 0);
    setText(this.nothing, store.events.length ? "Nothing matches." : "Nothing yet.");
    setText(this.count, plural(shown.length, "event"));
  },
};

function eventRow(event) {
  return {
    node: el("li", { "data-severe": event.severe ? "yes" : "no", "data-type": event.type },
      el("time", { datetime: event.at, class: "number" }, momentText(event.at)),
      el("span", { class: "chip " + (event.severe ? "warn" : "") }, event.type, event.severe ? el("span", { class: "unseen" }, ", warning") : null),
      el("span", { class: "event-text" }, event.text)),
  };
}
