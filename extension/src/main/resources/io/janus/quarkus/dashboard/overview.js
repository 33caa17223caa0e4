"use strict";
// The top of the traffic view: five numbers and two charts.

class Tile {
  constructor(name, title, kind, floor) {
    this.value = el("dd", { class: "number" }, "–");
    this.aside = el("dd", { class: "aside" });
    this.spark = new Sparkline(floor, kind);
    this.name = el("dt", {}, name);
    this.node = el("div", { class: "tile", title }, this.name, this.value, this.aside, el("dd", { class: "spark-box" }, this.spark.node));
  }

  update(value, aside, kind, ...series) {
    setText(this.value, value);
    setText(this.aside, aside ?? "");
    setAttribute(this.node, "data-kind", kind);
    this.spark.update(...series);
  }
}

/** From so large a share on, clients notice; and from so large a one on, so does everyone. */
const ERRORS_SOME = 0.0005;
const ERRORS_MANY = 0.01;

/** A loop that is late by so much is busy; by so much it is stuck. */
const LAG_BUSY_MILLIS = 10;
const LAG_STUCK_MILLIS = 50;

class Overview {
  constructor() {
    this.rate = new Tile("Requests per second", "Of all HTTP listeners", "good", 1);
    this.errors = new Tile("Error rate", "Requests that were answered with 5xx", "bad", ERRORS_MANY);
    this.latency = new Tile("Response time, p99", "Of the listener with the highest", "second", 1);
    this.connections = new Tile("Open connections", "Of clients, over all listeners", "good", 1);
    this.lag = new Tile("Loop lag, p99", "How late event loops ran what was due: high means that there are too few cores", "quiet-line", LAG_BUSY_MILLIS);
    this.requests = new Chart("Requests per second", [
      { kind: "good", name: "good" }, { kind: "warn", name: "4xx" }, { kind: "bad", name: "5xx" }], true, rateText);
    this.times = new Chart("Response time", [{ kind: "good", name: "p50" }, { kind: "second", name: "p99" }], false, millisText);
    this.node = el("section", { "aria-label": "Overview", class: "overview" },
      el("dl", { class: "tiles" }, this.rate.node, this.errors.node, this.latency.node, this.connections.node, this.lag.node),
      el("div", { class: "charts" }, this.requests.node, this.times.node));
  }

  update(frame) {
    const totals = store.totals;
    const series = (key) => store.seriesOf(key);
    if (totals.http) {
      this.rate.update(rateText(totals.requests), bytesText(totals.bytesOut) + " out", null, series("requests"));
      this.errors.update(percentText(totals.errorShare), totals.clientErrors > 0 ? rateText(totals.clientErrors) + "/s are 4xx" : "",
        totals.errorShare >= ERRORS_MANY ? "bad" : totals.errorShare >= ERRORS_SOME ? "warn" : null, series("errorShare"));
    } else {
      setText(this.rate.name, "Connections per second");
      this.rate.update(rateText(totals.accepted), bytesText(totals.bytesOut) + " out", null, series("accepted"));
      const broken = frame.listeners.reduce((sum, one) => sum + one.errorsPerSecond, 0);
      setText(this.errors.name, "Errors per second");
      this.errors.update(rateText(broken), "", broken > 0 ? "warn" : null, series("errorShare"));
      setText(this.latency.name, "Session length, p99");
    }
    const slowest = totals.slowest;
    this.latency.update(millisText(slowest?.p99Millis), slowest ? "p50 " + millisText(slowest.p50Millis) + (frame.listeners.length > 1 ? " · " + slowest.name : "") : "",
      null, series("p99"));
    this.connections.update(countText(frame.openConnections), rateText(totals.accepted) + " new/s", null, series("connections"));
    const lag = frame.loopLagP99Millis;
    this.lag.update(millisText(lag), "", lag >= LAG_STUCK_MILLIS ? "bad" : lag >= LAG_BUSY_MILLIS ? "warn" : null, series("lag"));
    setText(this.requests.name, totals.http ? "Requests per second" : "Connections per second");
    setHidden(this.requests.legend, !totals.http);
    this.requests.update(totals.http ? [series("good"), series("clientErrors"), series("errors")] : [series("accepted"), new Series(), new Series()]);
    this.times.update([series("p50"), series("p99")]);
  }
}
