"use strict";
// Where requests go: backends with their endpoints.

/** Each has a table of its own; more of them on one page would be slow, and no one looks at them. */
const BACKENDS_PAGE = 12;

/** What the buttons beside the filter leave over. */
const ONLY = {
  all: () => true,
  attention: (item) => item.status !== "up" || item.failures > 0,
  overridden: (item) => item.detail?.override != null,
};

class Backends {
  constructor() {
    this.list = el("div", { class: "backend-list" });
    this.page = 0;
    this.nothing = el("p", { class: "nothing", hidden: true }, "No backend and no endpoint matches.");
    this.previous = el("button", { type: "button", class: "small", onclick: () => this.turn(-1) }, "Previous");
    this.next = el("button", { type: "button", class: "small", onclick: () => this.turn(1) }, "Next");
    this.where = el("span", { class: "where" });
    this.pager = el("div", { class: "pager", role: "group", "aria-label": "Pages of backends", hidden: true }, this.previous, this.where, this.next);
    this.node = el("section", { "aria-labelledby": "backends-title" }, heading(2, "Backends", { id: "backends-title" }), this.list, this.nothing, this.pager);
  }

  turn(pages) {
    this.page += pages;
    this.update(this.frame, this.query, this.only);
  }

  update(frame, query, only) {
    if (query !== this.query || only !== this.only) {
      this.page = 0;
    }
    Object.assign(this, { frame, query, only });
    const known = new Map((store.state?.backends ?? []).map((one) => [one.name, one]));
    const found = [];
    for (const backend of frame.backends) {
      const whole = !query || backend.name.toLowerCase().includes(query);
      const items = endpointItems(backend);
      const shown = items.filter((item) => ONLY[only](item) && (whole || matchesEndpoint(item, query)));
      if (shown.length > 0 || (whole && only === "all")) {
        found.push({ ...known.get(backend.name), ...backend, items, shown });
      }
    }
    const pages = Math.max(1, Math.ceil(found.length / BACKENDS_PAGE));
    this.page = Math.max(0, Math.min(this.page, pages - 1));
    const from = this.page * BACKENDS_PAGE;
    keyed(this.list, found.slice(from, from + BACKENDS_PAGE), (one) => one.name, backendCard, (card, one) => card.update(one));
    setHidden(this.nothing, found.length > 0);
    setHidden(this.pager, pages === 1);
    this.previous.disabled = this.page === 0;
    this.next.disabled = this.page === pages - 1;
    setText(this.where, `${from + 1}–${Math.min(from + BACKENDS_PAGE, found.length)} of ${plural(found.length, "backend")}`);
  }
}

function backendCard(first) {
  const table = endpointTable(first.name);
  const balancer = el("span", { class: "chip" });
  const eligible = el("span", { class: "chip" });
  const panic = el("span", { class: "chip bad", hidden: true, title: "So few endpoints are left that down or ejected ones are used" }, "panic");
  const rate = fact("attempts/s");
  const failures = fact("failures/s");
  const retries = fact("retries/s");
  const p50 = fact("p50", "Until answers began; for TCP, until connected");
  const p99 = fact("p99", "Until answers began; for TCP, until connected");
  const volume = new Sparkline(1, "good");
  const times = new Sparkline(1, "second", "good");
  const bar = el("div", { class: "stack", "aria-hidden": "true" });
  const map = new HeatMap((item) => traffic.find(item.id));
  const node = el("section", { class: "card backend", "aria-label": "Backend " + first.name },
    el("div", { class: "card-head" }, heading(3, first.name), balancer, eligible, panic),
    el("div", { class: "flow" },
      el("dl", { class: "facts" }, rate.node, failures.node, retries.node, p50.node, p99.node),
      el("div", { class: "sparks" }, volume.node, times.node)),
    bar, map.node, table.node);
  return {
    node,
    update(one) {
      const usable = one.items.filter((item) => item.weight > 0).length;
      setText(balancer, one.balancer ?? "");
      setText(eligible, usable === one.items.length ? plural(usable, "endpoint") : `${countText(usable)} of ${plural(one.items.length, "endpoint")} eligible`);
      setAttribute(eligible, "class", "chip " + (usable === 0 ? "bad" : usable < one.items.length ? "warn" : ""));
      setHidden(panic, !one.panic);
      setText(rate.value, rateText(one.attemptsPerSecond));
      setText(failures.value, rateText(one.failuresPerSecond));
      setAttribute(failures.node, "data-kind", one.failuresPerSecond > 0 ? "bad" : null);
      setText(retries.value, rateText(one.retriesPerSecond));
      setAttribute(retries.node, "data-kind", one.retriesPerSecond > 0 ? "warn" : null);
      setText(p50.value, millisText(one.p50Millis));
      setText(p99.value, millisText(one.p99Millis));
      const key = "backend/" + one.name;
      volume.update(store.seriesOf(key));
      times.update(store.seriesOf(key + "/p99"), store.seriesOf(key + "/p50"));
      const large = one.items.length >= MAP_FROM;
      setAttribute(node, "data-size", large ? "large" : "small");
      setHidden(bar, large || one.attemptsPerSecond === 0);
      setHidden(map.node, !large);
      if (large) {
        map.update(one.items.toSorted((a, b) => a.id.localeCompare(b.id, "en", { numeric: true })));
      } else {
        keyed(bar, one.items, (item) => item.id, () => ({ node: el("span", { class: "part" }) }), (part, item) => {
          setAttribute(part.node, "data-shade", item.shade);
          setHidden(part.node, item.share === 0);
          setProperty(part.node, "--share", item.share.toFixed(4));
        });
      }
      table.update(one.shown);
    },
  };
}
