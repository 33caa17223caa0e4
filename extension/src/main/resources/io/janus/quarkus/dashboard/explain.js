"use strict";
// Why a request would go where it would go.

const explain = {
  begin(view) {
    this.listener = el("select", { required: true, onchange: () => this.fit() });
    this.method = el("input", { type: "text", value: "GET", list: "methods", autocomplete: "off", spellcheck: "false" });
    this.url = el("input", { type: "text", value: "/", autocomplete: "off", spellcheck: "false", class: "mono" });
    this.client = el("input", { type: "text", placeholder: "127.0.0.1", autocomplete: "off", spellcheck: "false", class: "mono" });
    this.headers = el("textarea", { rows: "2", spellcheck: "false", class: "mono", placeholder: "Name: value" });
    this.result = el("div", { class: "result explained", "aria-live": "polite" });
    this.http = [field("Method", this.method), field("URL or path", this.url, "With http://host in front of it, that host is asked for."), field("Headers, one a line", this.headers)];
    const form = el("form", { class: "card explain-form", onsubmit: (event) => { event.preventDefault(); this.explain(); } },
      field("Listener", this.listener), ...this.http, field("Client address", this.client, "For policies that look at it."),
      el("datalist", { id: "methods" }, ...["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"].map((name) => el("option", { value: name }))),
      el("div", { class: "buttons" }, el("button", { type: "submit", class: "primary" }, "Explain")));
    view.append(el("h1", { tabindex: "-1" }, "Explain"),
      el("p", { class: "lead" }, "Which route a request would take, which endpoint would get it, and why not the others. Nothing is sent."),
      el("div", { class: "explain-columns" }, form, this.result));
    store.on("state", () => this.offer());
  },

  show() {
    this.offer();
  },

  offer() {
    const all = store.state?.listeners ?? [];
    const names = all.map((one) => one.name);
    if (names.join() !== [...this.listener.options].map((option) => option.value).join()) {
      const before = this.listener.value;
      this.listener.replaceChildren(...names.map((name) => el("option", { value: name }, name)));
      this.listener.value = names.includes(before) ? before : all.find((one) => one.protocol === "http")?.name ?? names[0] ?? "";
    }
    this.fit();
  },

  fit() {
    const tcp = store.state?.listeners.find((one) => one.name === this.listener.value)?.protocol === "tcp";
    this.http.forEach((node) => setHidden(node, tcp));
  },

  async explain() {
    const query = new URLSearchParams({ listener: this.listener.value });
    if (!this.http[0].hidden) {
      query.set("method", this.method.value.trim());
      query.set("url", this.url.value.trim());
      this.headers.value.split("\n").filter((line) => line.trim()).forEach((line) => query.append("header", line.trim()));
    }
    if (this.client.value.trim()) {
      query.set("client", this.client.value.trim());
    }
    try {
      this.result.replaceChildren(...explanation(await api.get("explain?" + query)));
    } catch (problem) {
      const missing = problem.status === 404 && /nothing here/i.test(problem.message);
      this.result.replaceChildren(el("p", { class: "wrong" }, missing ? "This Janus cannot explain requests: it is of another version than this page." : problem.message));
    }
  },
};

function explanation(said) {
  return [verdict(said), candidatesView(said), consideredView(said)].filter(Boolean);
}

/** The answer in a few steps: what was asked, which route, which backend, which endpoint. */
function verdict(said) {
  const step = (name, ...content) => el("li", {}, el("span", { class: "step-name" }, name), el("span", { class: "step" }, ...content));
  const steps = [];
  if (said.request?.method) {
    steps.push(step("Request", el("code", {}, said.request.method + " " + (said.request.path ?? "")), said.request.host ? " of " + said.request.host : ""));
  }
  const route = said.route ? (said.route.name ? said.route.name + " · " : "") + matchText(said.route) : null;
  steps.push(step("Route", route ? el("strong", {}, route) : el("span", {}, said.how ?? "no route"), said.route && said.how !== "route" ? " (" + said.how + ")" : ""));
  if (said.answer) {
    steps.push(step("Answer", el("strong", { class: "bad-text" }, `${said.answer.status ?? ""} ${said.answer.code ?? ""}`.trim()),
      " by Janus itself" + (said.answer.location ? ", to " + said.answer.location : "")));
  }
  if (said.backend) {
    steps.push(step("Backend", el("strong", {}, said.backend), said.balancer ? " · " + said.balancer : "", said.panic ? el("span", { class: "chip bad" }, "panic") : null));
  }
  if (said.pick) {
    steps.push(step("Endpoint", el("strong", { class: "good-text" }, said.pick.endpoint), ` · ${Math.round(said.pick.share)} % of ${countText(said.trials ?? 1000)} trial picks`));
  }
  return el("section", { class: "card", "aria-label": "The way it goes" }, el("h2", {}, "The way it goes"), el("ol", { class: "steps" }, ...steps));
}

function candidatesView(said) {
  if (!said.candidates?.length) {
    return null;
  }
  const meaning = said.candidates.find((one) => one.scoreMeans)?.scoreMeans;
  const rows = said.candidates.map((one) => {
    const share = el("span", { class: "share" }, el("span", { class: "share-bar", "aria-hidden": "true" }, el("span", { class: "fill" })), el("span", { class: "share-text" }, one.share == null ? "–" : one.share + " %"));
    setProperty(share, "--share", (one.share ?? 0) + "%");
    return el("tr", { "data-picked": one.endpoint === said.pick?.endpoint ? "yes" : null },
      el("th", { scope: "row" }, one.endpoint), el("td", { class: "number" }, share), el("td", { class: "number" }, one.score == null ? "–" : String(one.score)),
      el("td", { class: "number" }, String(one.weight ?? "–")), el("td", { class: "number" }, countText(one.inFlight)), el("td", {}, one.why ?? (one.eligible ? "" : "not eligible")));
  });
  return el("section", { class: "card", "aria-label": "Candidates" }, el("h2", {}, "Candidates"), meaning ? el("p", { class: "hint" }, "Score: " + meaning + ".") : null,
    el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Candidates, table" }, el("table", { class: "plain" }, el("thead", {}, el("tr", {}, ...["Endpoint", "Picked", "Score", "Weight", "In flight", "Why"].map((name, i) => el("th", { scope: "col", class: i > 0 && i < 5 ? "number" : null }, name)))), el("tbody", {}, ...rows))),
    said.candidatesMore ? el("p", { class: "hint" }, countText(said.candidatesMore) + " more are left out.") : null);
}

function consideredView(said) {
  if (!said.considered?.length) {
    return null;
  }
  return el("section", { class: "card", "aria-label": "Routes that were looked at" }, el("h2", {}, "Routes that were looked at"),
    el("ul", { class: "considered" }, ...said.considered.map((one) => el("li", { "data-matches": one.matches ? "yes" : "no" },
      el("span", { class: "two-lines" }, el("span", { class: "mono" }, (one.route.name ? one.route.name + " · " : "") + matchText(one.route)), el("span", { class: "quiet-text" }, one.why))))),
    said.consideredMore ? el("p", { class: "hint" }, countText(said.consideredMore) + " more are left out.") : null);
}
