"use strict";
// The traffic view: everything that moves.

/** So many of the last events stand beside the routes. */
const LATEST_EVENTS = 6;

const traffic = {
  only: "all",

  begin(view) {
    this.overview = new Overview();
    this.listeners = new Listeners();
    this.backends = new Backends();
    this.routes = new Routes();
    this.search = el("input", { type: "search", id: "search", placeholder: "name, address, status, label", "aria-label": "Filter listeners, routes, backends and endpoints", spellcheck: "false", autocomplete: "off", oninput: () => this.update() });
    const choice = (value, text) => el("label", { class: "choice" },
      el("input", { type: "radio", name: "only", value, checked: value === "all", onchange: () => { this.only = value; this.update(); } }), el("span", {}, text));
    const tools = el("div", { class: "tools", role: "search", "aria-label": "Filter" }, this.search,
      el("fieldset", { class: "choices" }, el("legend", { class: "unseen" }, "Endpoints"), choice("all", "All"), choice("attention", "Needs attention"), choice("overridden", "Overridden")));
    this.latest = el("ol", { class: "event-list" });
    const events = el("section", { "aria-labelledby": "latest-title" }, heading(2, "What happened", { id: "latest-title" }),
      el("div", { class: "card" }, this.latest, el("p", { class: "more" }, el("a", { href: "#/events" }, "All events"))));
    this.lower = el("div", { class: "lower" }, this.routes.node, events);
    this.waiting = el("p", { class: "waiting" }, "Waiting for the first second…");
    this.shown = el("div", { hidden: true }, this.overview.node, tools, this.listeners.node, this.backends.node, this.lower);
    view.append(el("h1", { class: "unseen", tabindex: "-1" }, "Traffic"), this.waiting, this.shown);
    store.on("frame", () => this.update());
    store.on("state", () => this.update());
    store.on("events", () => this.tellEvents());
    // Maps and charts are as wide as the window lets them.
    let resizing = 0;
    window.addEventListener("resize", () => {
      cancelAnimationFrame(resizing);
      resizing = requestAnimationFrame(() => this.update());
    });
  },

  update() {
    if (!store.frame || !store.totals || byId("view-traffic").hidden) {
      return;
    }
    setHidden(this.waiting, true);
    setHidden(this.shown, false);
    const query = this.search.value.trim().toLowerCase();
    this.overview.update(store.frame);
    this.listeners.update(store.frame, query);
    this.backends.update(store.frame, query, this.only);
    this.routes.update(store.frame, query);
  },

  tellEvents() {
    keyed(this.latest, store.events.slice(-LATEST_EVENTS).reverse(), (event) => event.id, eventRow, () => { /* Events do not change. */ });
  },

  /** Leaves over what has a name. */
  find(text) {
    this.search.value = text;
    this.update();
    this.search.focus();
  },
};
