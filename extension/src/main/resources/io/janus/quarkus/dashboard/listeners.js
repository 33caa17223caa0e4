"use strict";
// Where clients come in.

/** More cards than that are no overview; the filter finds the others. */
const MOST_LISTENERS = 24;

class Listeners {
  constructor() {
    this.list = el("ul", { class: "cards" });
    this.more = el("p", { class: "hint", hidden: true });
    this.node = el("section", { "aria-labelledby": "listeners-title" }, heading(2, "Listeners", { id: "listeners-title" }), this.list, this.more);
  }

  update(frame, query) {
    const known = new Map((store.state?.listeners ?? []).map((one) => [one.name, one]));
    const all = frame.listeners.map((numbers) => ({ ...known.get(numbers.name), ...numbers }))
      .filter((one) => !query || (one.name + " " + (one.address ?? "")).toLowerCase().includes(query));
    setHidden(this.node, query !== "" && all.length === 0);
    keyed(this.list, all.slice(0, MOST_LISTENERS), (one) => one.name, listenerCard, (card, one) => card.update(one));
    setHidden(this.more, all.length <= MOST_LISTENERS);
    setText(this.more, plural(all.length - MOST_LISTENERS, "more listener") + ". The filter finds them.");
  }
}

function listenerCard(first) {
  const http = first.requestsPerSecond != null;
  const name = el("h3", {}, first.name);
  const protocol = el("span", { class: "chip" });
  const address = el("span", { class: "mono quiet-text" });
  const rate = el("span", { class: "number big" });
  const spark = new Sparkline(1, "good", "bad");
  const times = new Sparkline(1, "second", "good");
  const errors = fact(http ? "5xx" : "errors/s");
  const p50 = fact("p50", http ? "Of requests" : "How long sessions lasted");
  const p99 = fact("p99", http ? "Of requests" : "How long sessions lasted");
  const open = fact("open", "Client connections open now");
  const node = el("li", { class: "card listener" },
    el("div", { class: "card-head" }, name, protocol, address),
    el("div", { class: "flow" },
      el("div", { class: "flow-number" }, rate, el("span", { class: "unit" }, http ? "req/s" : "conn/s")), spark.node),
    el("div", { class: "flow" }, el("dl", { class: "facts" }, p50.node, p99.node, errors.node, open.node), times.node));
  return {
    node,
    update(one) {
      setText(protocol, one.protocol ?? (http ? "http" : "tcp"));
      setText(address, one.address ?? "");
      setText(rate, rateText(one.requestsPerSecond ?? one.connectionsPerSecond));
      setText(errors.value, http ? percentText(one.requestsPerSecond > 0 ? one.errorsPerSecond / one.requestsPerSecond : 0) : rateText(one.errorsPerSecond));
      setAttribute(errors.node, "data-kind", one.errorsPerSecond > 0 ? "bad" : null);
      setText(p50.value, millisText(one.p50Millis));
      setText(p99.value, millisText(one.p99Millis));
      setText(open.value, countText(one.connections));
      const full = one.maxConnections && one.connections >= one.maxConnections * 0.9;
      setAttribute(open.node, "data-kind", full ? "warn" : null);
      setAttribute(open.node, "title", one.maxConnections ? "Client connections open now, of at most " + countText(one.maxConnections) : null);
      const key = "listener/" + one.name;
      spark.update(store.seriesOf(key), store.seriesOf(key + "/errors"));
      times.update(store.seriesOf(key + "/p99"), store.seriesOf(key + "/p50"));
    },
  };
}
