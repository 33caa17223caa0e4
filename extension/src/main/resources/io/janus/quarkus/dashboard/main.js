"use strict";
// The frame around the views: which one is shown, how Janus stands, the theme, the keys.

const VIEWS = { traffic, config, explain, events };
const THEMES = ["auto", "light", "dark"];
const THEME = "janus-theme";
const SHORTCUTS = "janus-shortcuts";

/** What changed is said of so many by name. */
const MOST_NAMED = 3;

const shortcuts = {
  on: kept.read("localStorage", SHORTCUTS) !== "off",
  set(on) {
    this.on = on;
    kept.write("localStorage", SHORTCUTS, on ? "on" : "off");
  },
};

// Views

function showView(focus) {
  const wanted = location.hash.replace(/^#\//, "");
  const name = VIEWS[wanted] ? wanted : "traffic";
  for (const view of Object.keys(VIEWS)) {
    setHidden(byId("view-" + view), view !== name);
  }
  document.querySelectorAll(".views a").forEach((link) => setAttribute(link, "aria-current", link.getAttribute("href") === "#/" + name ? "page" : null));
  document.title = (name === "traffic" ? "" : name[0].toUpperCase() + name.slice(1) + " · ") + "Janus";
  (VIEWS[name].show ?? VIEWS[name].update)?.call(VIEWS[name]);
  if (focus) {
    byId("view-" + name).querySelector("h1")?.focus();
    window.scrollTo(0, 0);
  }
}

// How Janus stands

function tellStanding() {
  const state = store.state;
  const [kind, text] = lostSince ? ["bad", "Not connected"] : live.behind || !state || !store.frame ? ["wait", "Connecting"] : state.draining ? ["warn", "Draining"]
    : !state.ready ? ["bad", "Not ready"] : state.configRefused ? ["warn", "Config refused"] : ["good", "Ready"];
  setAttribute(byId("standing"), "data-kind", kind);
  setText(byId("standing-text"), text);
  setText(byId("version"), state ? state.janus + " · config " + (store.frame?.configVersion ?? state.configVersion) : "");
  setHidden(byId("refused"), !state?.configRefused);
  setText(byId("refused-text"), state?.configRefused ?? "");
}

let lostSince = null;

store.on("lost", ({ problem, seconds }) => {
  const stopped = store.state?.draining;
  if (!lostSince) {
    lostSince = new Date();
    say(stopped ? "Janus has stopped." : "The connection to Janus is lost.", "bad");
  }
  document.body.dataset.stale = store.frame ? "yes" : "no";
  const why = problem.status ? " It answers: " + problem.message : "";
  setText(byId("lost-text"), `No connection to Janus since ${clockText(lostSince.toISOString())}.${why} ` + (seconds ? `Trying again in ${seconds} s.` : "Trying…"));
  setHidden(byId("lost"), false);
  tellStanding();
});

store.on("asleep", () => {
  document.body.dataset.stale = store.frame ? "yes" : "no";
  tellStanding();
});

store.on("connected", () => {
  if (lostSince) {
    say("Connected again.", "good");
  }
  lostSince = null;
  document.body.dataset.stale = "no";
  setHidden(byId("lost"), true);
});

store.on("state", tellStanding);

store.on("frame", ({ frame, before }) => {
  tellStanding();
  if (before) {
    tellChanges(frame, before);
  }
});

/** Says which endpoints have another status: the one thing of a frame that is worth an interruption. */
function tellChanges(frame, before) {
  const earlier = new Map(before.backends.flatMap((backend) => backend.endpoints.map(([id, status]) => [backend.name + "/" + id, status])));
  const changed = frame.backends.flatMap((backend) => backend.endpoints
    .filter(([id, status]) => earlier.has(backend.name + "/" + id) && earlier.get(backend.name + "/" + id) !== status)
    .map(([id, status]) => [backend.name + "/" + id, status]));
  changed.slice(0, MOST_NAMED).forEach(([name, status]) => say(name + " is " + status + ".", status === "up" ? "good" : status === "drained" ? "" : "bad"));
  if (changed.length > MOST_NAMED) {
    say(plural(changed.length - MOST_NAMED, "more endpoint") + " changed.", "");
  }
}

// Theme

function showTheme(theme) {
  const root = document.documentElement;
  if (theme === "auto") {
    delete root.dataset.theme;
  } else {
    root.dataset.theme = theme;
  }
  setAttribute(byId("theme"), "aria-label", "Theme: " + (theme === "auto" ? "as the system" : theme));
  setAttribute(byId("theme"), "title", "Theme: " + (theme === "auto" ? "as the system" : theme));
}

function nextTheme() {
  const theme = THEMES[(THEMES.indexOf(kept.read("localStorage", THEME) || "auto") + 1) % THEMES.length];
  kept.write("localStorage", THEME, theme);
  showTheme(theme);
  traffic.update();
}

// Keys

document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input, textarea, select, dialog");
  if (!shortcuts.on || typing || event.ctrlKey || event.metaKey || event.altKey) {
    return;
  }
  const view = Object.keys(VIEWS)["1234".indexOf(event.key)];
  if (view) {
    location.hash = "#/" + view;
  } else if (event.key === "/") {
    document.querySelector(".view:not([hidden]) input[type=search]")?.focus();
  } else if (event.key === "t") {
    nextTheme();
  } else if (event.key === "?") {
    showHelp();
  } else {
    return;
  }
  event.preventDefault();
});

byId("theme").addEventListener("click", nextTheme);
byId("help").addEventListener("click", showHelp);
byId("lost-now").addEventListener("click", () => live.now());
byId("skip").addEventListener("click", (event) => {
  event.preventDefault(); // the fragment says which view is shown
  byId("main").focus();
});
window.addEventListener("hashchange", () => showView(true));

showTheme(THEMES.includes(kept.read("localStorage", THEME)) ? kept.read("localStorage", THEME) : "auto");
for (const [name, view] of Object.entries(VIEWS)) {
  view.begin(byId("view-" + name));
}
showView(false);
live.begin();
