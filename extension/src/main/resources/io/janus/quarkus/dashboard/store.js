"use strict";
// What is known of Janus now, and of the last minutes. Views read it and hear when it changes.

/** Seconds of history: three minutes are a deploy or the time to an alert, and as many points as a small chart has pixels. */
const HISTORY = 180;

/** The last values of a number; null where there was none. */
class Series {
  constructor() {
    this.values = new Array(HISTORY).fill(null);
  }

  push(value) {
    this.values.push(value ?? null);
    this.values.shift();
  }

  get last() {
    return this.values[HISTORY - 1];
  }

  get highest() {
    return this.values.reduce((most, value) => Math.max(most, value ?? 0), 0);
  }
}

const store = {
  bus: new EventTarget(),

  /** /state, /routes and the frame of this second; null before the first. */
  state: null,
  routes: [],
  frame: null,

  /** Newest last. */
  events: [],

  series: new Map(),

  /** Of endpoints, by backend and then by id: what /state says of them. */
  details: new Map(),

  on(name, listener) {
    this.bus.addEventListener(name, (event) => listener(event.detail));
  },

  tell(name, detail) {
    this.bus.dispatchEvent(new CustomEvent(name, { detail }));
  },

  seriesOf(key) {
    let series = this.series.get(key);
    if (!series) {
      series = new Series();
      this.series.set(key, series);
    }
    return series;
  },

  takeState(state) {
    this.state = state;
    this.details = new Map(
      state.backends.map((backend) => [backend.name, new Map(backend.endpoints.map((one) => [one.id, one]))]));
    this.tell("state");
  },

  takeFrame(frame) {
    const before = this.frame;
    this.frame = frame;
    this.gap(before ? Math.round((Date.parse(frame.at) - Date.parse(before.at)) / 1000) - 1 : 0);
    const totals = totalsOf(frame);
    this.totals = totals;
    const fresh = new Map([
      ["requests", totals.requests], ["good", Math.max(0, totals.requests - totals.errors - totals.clientErrors)],
      ["clientErrors", totals.clientErrors], ["errors", totals.errors], ["errorShare", totals.errorShare],
      ["connections", frame.openConnections], ["accepted", totals.accepted], ["lag", frame.loopLagP99Millis],
      ["p50", totals.slowest?.p50Millis], ["p99", totals.slowest?.p99Millis],
    ]);
    for (const listener of frame.listeners) {
      fresh.set("listener/" + listener.name, listener.requestsPerSecond ?? listener.connectionsPerSecond);
      fresh.set("listener/" + listener.name + "/errors", listener.errorsPerSecond);
      fresh.set("listener/" + listener.name + "/p50", listener.p50Millis);
      fresh.set("listener/" + listener.name + "/p99", listener.p99Millis);
    }
    for (const backend of frame.backends) {
      fresh.set("backend/" + backend.name, backend.attemptsPerSecond);
      fresh.set("backend/" + backend.name + "/p50", backend.p50Millis);
      fresh.set("backend/" + backend.name + "/p99", backend.p99Millis);
    }
    for (const key of this.series.keys()) {
      if (!fresh.has(key)) {
        this.series.delete(key);
      }
    }
    fresh.forEach((value, key) => this.seriesOf(key).push(value));
    this.tell("frame", { frame, before });
  },

  /** A time without frames is a gap, and not a line across it. One that was skipped is none. */
  gap(seconds) {
    for (let i = seconds > 1 ? Math.min(seconds, HISTORY) : 0; i > 0; i--) {
      this.series.forEach((series) => series.push(null));
    }
  },

  takeEvents(events) {
    if (events.length) {
      this.events = [...this.events, ...events].slice(-500);
      this.tell("events");
    }
  },
};

/** What all listeners do together. */
function totalsOf(frame) {
  const http = frame.listeners.filter((listener) => listener.requestsPerSecond != null);
  const sum = (list, key) => list.reduce((total, one) => total + (one[key] ?? 0), 0);
  const requests = sum(http, "requestsPerSecond");
  const errors = sum(http, "errorsPerSecond");
  return {
    http: http.length > 0,
    requests,
    errors,
    clientErrors: sum(http, "clientErrorsPerSecond"),
    errorShare: requests > 0 ? errors / requests : http.length ? 0 : null,
    accepted: sum(frame.listeners, "connectionsPerSecond"),
    bytesIn: sum(frame.listeners, "bytesInPerSecond"),
    bytesOut: sum(frame.listeners, "bytesOutPerSecond"),
    slowest: (http.length ? http : frame.listeners).filter((listener) => listener.p99Millis != null)
      .sort((a, b) => b.p99Millis - a.p99Millis)[0],
  };
}
