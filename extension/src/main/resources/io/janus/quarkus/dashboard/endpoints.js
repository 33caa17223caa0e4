"use strict";
// Endpoints: their rows, and what can be done with them.

/** The worst first: at night one looks for what is broken. */
const WORST_FIRST = { down: 0, unresolved: 1, ejected: 2, drained: 3, up: 4 };

/** Colours that are told apart; the style sheet has as many. */
const SHADES = 8;

/** A press within so long after a button has become another one was meant for the one before. */
const SETTLE_MILLIS = 1000;

/** What is shown of the endpoints of a backend: what a frame says, beside what the state says of the same. */
function endpointItems(backend) {
  const details = store.details.get(backend.name);
  const few = backend.endpoints.length < MAP_FROM;
  return backend.endpoints.map(([id, status, weight, inFlight, rate, failures], i) => ({
    shade: few ? i % SHADES : null, backend: backend.name, id, status, weight, inFlight, rate, failures,
    share: backend.attemptsPerSecond > 0 ? rate / backend.attemptsPerSecond : 0,
    detail: details?.get(id),
  })).sort((a, b) => WORST_FIRST[a.status] - WORST_FIRST[b.status] || a.id.localeCompare(b.id, "en", { numeric: true }));
}

function matchesEndpoint(item, query) {
  const labels = Object.entries(item.detail?.labels ?? {}).map(([key, value]) => key + "=" + value).join(" ");
  return `${item.backend}/${item.id} ${item.detail?.address ?? ""} ${item.status} ${labels}`.toLowerCase().includes(query);
}

function endpointTable(backend) {
  return new Table("endpoints of " + backend, [
    { key: "id", title: "Endpoint", value: (one) => one.id, kind: "wide" },
    { key: "status", title: "Status", value: (one) => WORST_FIRST[one.status] + one.status },
    { key: "share", title: "Share", value: (one) => one.share, kind: "number" },
    { key: "rate", title: "Attempts/s", value: (one) => one.rate, kind: "number" },
    { key: "failures", title: "Failures/s", value: (one) => one.failures, kind: "number" },
    { key: "inFlight", title: "In flight", value: (one) => one.inFlight, kind: "number" },
    { key: "weight", title: "Weight", value: (one) => one.weight, kind: "number" },
    { key: "actions", unseen: "Actions", kind: "actions" },
  ], (one) => one.id, endpointRow);
}

function endpointRow(first) {
  let item = first;
  const name = first.backend + "/" + first.id;
  const address = el("span", { class: "mono quiet-text address" });
  const status = el("span", { class: "status" }, el("span", { class: "dot", "aria-hidden": "true" }), el("span", { class: "word" }));
  const word = status.lastElementChild;
  const reason = el("span", { class: "reason quiet-text", hidden: true });
  const share = el("span", { class: "share" }, el("span", { class: "share-bar", "aria-hidden": "true" }, el("span", { class: "fill" })), el("span", { class: "share-text" }));
  const rate = el("span");
  const failures = el("span");
  const inFlight = el("span");
  const mark = el("span", { class: "chip set", hidden: true }, "set");
  const drain = el("button", { type: "button", class: "small", onclick: () => {
    if (!drain.hasAttribute("aria-disabled")) {
      (item.status === "drained" ? enable : confirmDrain)(item);
    }
  } });
  let settling = 0;
  const change = el("button", { type: "button", class: "small weight-button", title: "Set another weight", onclick: () => askWeight(item) });
  return {
    cells: [
      el("span", { class: "two-lines" }, el("span", { class: "name" }, first.id), address),
      el("span", { class: "two-lines" }, status, reason), share, rate, failures, inFlight,
      el("span", { class: "weight" }, mark, change), drain,
    ],
    update(now) {
      item = now;
      const detail = now.detail;
      setText(address, detail?.address ?? "");
      setAttribute(status, "data-kind", now.status);
      setText(word, now.status);
      const why = now.status === "up" ? (detail?.status === "up" && detail.weight === 0 ? detail.reason : "") : (detail?.status === now.status ? detail.reason : "");
      setText(reason, why);
      setHidden(reason, !why);
      setAttribute(status, "title", detail ? `for ${agoText(detail.since)}${detail.until ? ", until " + clockText(detail.until) : ""}` : null);
      setProperty(share, "--share", (now.share * 100).toFixed(1) + "%");
      setAttribute(share, "data-shade", now.shade);
      setText(share.lastElementChild, percentText(now.share));
      setText(rate, rateText(now.rate));
      setText(failures, rateText(now.failures));
      setAttribute(failures, "data-kind", now.failures > 0 ? "bad" : null);
      setText(inFlight, countText(now.inFlight));
      setText(change, weightText(now));
      setAttribute(change, "aria-label", `${weightText(now)}, weight of ${name}`);
      const set = detail?.override?.weight != null;
      setHidden(mark, !set);
      setAttribute(mark, "title", set ? `${detail.override.weight} in place of the configured ${detail.configuredWeight}, by ${detail.override.by}, ${momentText(detail.override.since)}` : null);
      const drained = now.status === "drained";
      if (drain.shown && drain.shown !== (drained ? "Enable" : "Drain")) {
        setAttribute(drain, "aria-disabled", "true"); // not disabled, which would take the focus away
        clearTimeout(settling);
        settling = setTimeout(() => setAttribute(drain, "aria-disabled", null), SETTLE_MILLIS);
      }
      setText(drain, drained ? "Enable" : "Drain");
      setAttribute(drain, "aria-label", (drained ? "Enable " : "Drain ") + name);
      setAttribute(drain, "class", drained ? "small primary" : "small");
    },
  };
}

/** What counts now, and where that is another, what is set or configured. */
function weightText(item) {
  const wanted = item.detail?.override?.weight ?? item.detail?.configuredWeight;
  return wanted == null || wanted === item.weight ? String(item.weight) : item.weight + " of " + wanted;
}

// What can be done

function itemsOf(backend) {
  const found = store.frame?.backends.find((one) => one.name === backend);
  return found ? endpointItems(found) : [];
}

/** As it is now; as it was where it is gone. */
function current(item) {
  return itemsOf(item.backend).find((one) => one.id === item.id) ?? item;
}

/** What it means for traffic that an endpoint gets none any more, and what becomes of that while a dialog is open. */
class Loss {
  constructor(item) {
    this.item = item;
    this.node = el("div", { class: "said-in-parts" });
  }

  /** @return whether it is the last one with traffic */
  tell() {
    const item = current(this.item);
    const others = itemsOf(item.backend).filter((other) => other.id !== item.id);
    const taking = others.filter((other) => other.weight > 0);
    const spare = (status) => others.some((other) => other.status === status && other.detail?.weight !== 0);
    this.kind = item.weight === 0 ? "none" : taking.length ? "shared" : spare("ejected") ? "ejected" : spare("down") ? "down" : "last";
    const now = `It gets ${percentText(item.share)} of what goes to ${item.backend} now, and has ${countText(item.inFlight)} in flight.`;
    const last = el("strong", {}, "It is the last endpoint of " + item.backend + " that gets traffic. ");
    const refused = "requests are answered 503 and sessions are refused, until another one is up.";
    this.node.replaceChildren(...{
      none: () => [el("p", {}, "It gets no traffic now, so nothing moves.")],
      shared: () => [el("p", {}, now + " " + (taking.length === 1 ? taking[0].id + " takes" : "The other " + taking.length + " take") + " over.")],
      ejected: () => [el("p", {}, now), el("p", { class: "warning" }, last, "After this, those that are ejected are used in spite of that.")],
      down: () => [el("p", {}, now), el("p", { class: "warning" }, last, "After this, those that are down are used instead, in the hope that their probes are wrong. Where panic.fail-open is off, " + refused)],
      last: () => [el("p", {}, now), el("p", { class: "warning" }, last, "After this, " + refused)],
    }[this.kind]());
    return this.kind !== "none" && this.kind !== "shared";
  }

  /** @throws Error when it means something else by now than what was read, which is told instead */
  check() {
    const read = this.kind;
    this.tell();
    if (this.kind !== read) {
      throw new Error("That has changed while this was open. Is it still wanted?");
    }
  }
}

async function confirmDrain(item) {
  const name = item.backend + "/" + item.id;
  const loss = new Loss(item);
  const verb = el("span");
  const tell = () => {
    const last = loss.tell();
    setText(verb, last ? "Drain the last one" : "Drain");
    verb.parentElement?.setAttribute("class", last ? "danger" : "primary");
    return last;
  };
  const last = tell();
  await ask("Drain " + name + "?", [
    loss.node, el("p", { class: "hint" }, "What is in flight goes on. It stays drained, through reloads too, until it is enabled again."),
  ], [{ text: "Cancel" }, { text: verb, kind: last ? "danger" : "primary", value: "drain" }], () => {
    try {
      loss.check();
    } finally {
      tell();
    }
    return override(item, "drain", {}, name + " is drained.");
  });
}

/** Why it gets nothing whatever its weight is; empty where its weight decides. */
function idleText(item) {
  const until = { drained: "it is enabled", down: "it is up", unresolved: "its name is resolved", ejected: "its ejection ends" }[item.status];
  return item.weight === 0 && until ? `${item.status} and gets nothing until ${until}.` : "";
}

async function enable(item) {
  const name = item.backend + "/" + item.id;
  try {
    await override(item, "enable", {}, name + " is enabled. It starts slowly.");
  } catch (problem) {
    say(name + " was not enabled: " + problem.message, "bad");
  }
}

async function askWeight(item) {
  const name = item.backend + "/" + item.id;
  const configured = item.detail?.configuredWeight;
  const set = item.detail?.override?.weight;
  const input = el("input", { type: "number", min: "0", max: "1000", step: "1", required: true, autofocus: true, value: set ?? configured ?? 1, inputmode: "numeric" });
  const impact = el("p", { class: "hint", "aria-live": "polite" });
  const loss = new Loss(item);
  const tell = () => {
    const wanted = input.valueAsNumber;
    const idle = idleText(current(item));
    const others = itemsOf(item.backend).filter((other) => other.id !== item.id).reduce((sum, other) => sum + other.weight, 0);
    loss.tell();
    setHidden(loss.node, wanted !== 0);
    setText(impact, !(wanted >= 0) ? "" : wanted === 0 ? "With 0 it gets nothing." : idle ? `It is ${idle}` : `By weights alone that is ${percentText(wanted / (wanted + others))} of what goes to ${item.backend}.`);
  };
  input.addEventListener("input", tell);
  tell();
  await ask("Weight of " + name, [field("Weight, 0 to 1000", input, configured == null ? null : "The configuration says " + configured + ". What is set here stands above it until it is taken back."), impact, loss.node], [
    { text: "Cancel" }, ...(set != null ? [{ text: "Back to " + configured, value: "back" }] : []), { text: "Set", kind: "primary", value: "set" },
  ], (value) => {
    const weight = value === "back" ? null : input.valueAsNumber;
    if ((weight ?? configured) === 0) {
      loss.check();
    }
    const idle = weight === 0 ? "" : idleText(current(item));
    return override(item, "weight", { weight }, `${name} has ${weight == null ? "its configured weight again" : "weight " + weight}.${idle ? " It is " + idle : ""}`);
  });
}

async function override(item, verb, body, done) {
  await api.post(api.endpoint(item.backend, item.id, verb), body);
  say(done, "good");
  live.ask(true).catch(() => { /* The stream says so when Janus is gone. */ });
}
