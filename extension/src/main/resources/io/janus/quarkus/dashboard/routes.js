"use strict";
// Which requests go where.

class Routes {
  constructor() {
    this.table = new Table("routes", [
      { key: "match", title: "Requests for", value: (one) => one.match, kind: "wide" },
      { key: "listener", title: "Listener", value: (one) => one.listener },
      { key: "action", title: "Go to", value: (one) => one.action },
      { key: "rate", title: "Requests/s", value: (one) => one.rate ?? -1, kind: "number" },
      { key: "errors", title: "5xx/s", value: (one) => one.errors ?? -1, kind: "number" },
    ], (one) => one.key, routeRow);
    this.node = el("section", { "aria-labelledby": "routes-title" }, heading(2, "Routes", { id: "routes-title" }), el("div", { class: "card flush" }, this.table.node));
  }

  update(frame, query) {
    const numbers = new Map(frame.routes.map((one) => [one.listener + " " + one.route, one]));
    const uncounted = frame.routesMore ? null : 0; // those of a frame are the busiest
    const rows = store.routes.map((route, i) => {
      const own = route.name ? numbers.get(route.listener + " " + route.name) : null;
      return {
        key: i + " " + route.listener, name: route.name ?? "", listener: route.listener, match: matchText(route), action: actionText(route), kind: route.action,
        rate: route.name ? own?.requestsPerSecond ?? uncounted : null, errors: route.name ? own?.errorsPerSecond ?? uncounted : null,
      };
    });
    for (const listener of store.state?.listeners ?? []) {
      const rest = listener.protocol === "http" ? numbers.get(listener.name + " -") : null;
      if (rest) {
        const unnamed = store.routes.some((route) => route.listener === listener.name && !route.name);
        rows.push({
          key: "- " + listener.name, name: "", listener: listener.name, match: unnamed ? "routes without a name, and everything else" : "everything else",
          action: listener.backend ?? "404", kind: "rest", rate: rest.requestsPerSecond, errors: rest.errorsPerSecond,
        });
      }
    }
    const found = query ? rows.filter((row) => `${row.name} ${row.match} ${row.action} ${row.listener}`.toLowerCase().includes(query)) : rows;
    setHidden(this.node, rows.length === 0 || (query !== "" && found.length === 0));
    this.table.update(found);
  }
}

function routeRow() {
  const name = el("span", { class: "name" });
  const match = el("span", { class: "mono" });
  const listener = el("span");
  const action = el("span", { class: "target" });
  const rate = el("span");
  const errors = el("span");
  return {
    cells: [el("span", { class: "two-lines" }, name, match), listener, action, rate, errors],
    update(row) {
      setText(name, row.name);
      setHidden(name, !row.name);
      setText(match, row.match);
      setText(listener, row.listener);
      setText(action, row.action);
      setAttribute(action, "data-kind", row.kind);
      setText(rate, rateText(row.rate));
      setText(errors, rateText(row.errors));
      setAttribute(errors, "data-kind", row.errors > 0 ? "bad" : null);
      setAttribute(rate, "title", row.rate != null ? null : row.name ? "Only the busiest routes are counted here" : "Routes without a name share one count, in the last line");
    },
  };
}
