"use strict";
// Numbers and times for people.

const WHOLE = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const TENTH = new Intl.NumberFormat("en-US", { minimumFractionDigits: 1, maximumFractionDigits: 1 });

/** A rate: tenths where they matter, thousands with a k. */
function rateText(perSecond) {
  if (perSecond == null) {
    return "–";
  }
  if (perSecond < 10) {
    return perSecond === 0 ? "0" : TENTH.format(perSecond);
  }
  if (perSecond < 9999.5) {
    return WHOLE.format(perSecond);
  }
  return perSecond < 999950 ? TENTH.format(perSecond / 1e3) + "k" : TENTH.format(perSecond / 1e6) + "M";
}

function countText(count) {
  return count == null ? "–" : WHOLE.format(count);
}

/** Three digits and a unit. */
function millisText(millis) {
  if (millis == null) {
    return "–";
  }
  if (millis === 0) {
    return "0 ms";
  }
  if (millis < 1) {
    return millis.toFixed(2) + " ms";
  }
  if (millis < 10) {
    return millis.toFixed(1) + " ms";
  }
  if (millis < 1000) {
    return Math.round(millis) + " ms";
  }
  return millis < 60000 ? (millis / 1000).toFixed(millis < 10000 ? 2 : 1) + " s" : (millis / 60000).toFixed(1) + " min";
}

function bytesText(perSecond) {
  let value = perSecond;
  for (const unit of ["B/s", "kB/s", "MB/s"]) {
    if (value < 999.5) {
      return (value < 10 && unit !== "B/s" ? value.toFixed(1) : Math.round(value)) + " " + unit;
    }
    value /= 1000;
  }
  return value.toFixed(1) + " GB/s";
}

/** A share of 1 as percent; what is not nothing never looks like it. */
function percentText(share) {
  if (share == null || Number.isNaN(share)) {
    return "–";
  }
  const percent = share * 100;
  if (percent === 0) {
    return "0 %";
  }
  if (percent < 0.1) {
    return "< 0.1 %";
  }
  return (percent < 10 ? percent.toFixed(1) : Math.round(percent)) + " %";
}

function clockText(iso) {
  return new Date(iso).toLocaleTimeString("en-GB");
}

/** With the day, unless it is today. */
function momentText(iso) {
  const then = new Date(iso);
  const today = then.toDateString() === new Date().toDateString();
  return (today ? "" : then.toLocaleDateString("en-GB", { day: "numeric", month: "short" }) + ", ") + clockText(iso);
}

/** How long something has been so. */
function agoText(iso) {
  const seconds = Math.max(0, Math.round((Date.now() - new Date(iso).getTime()) / 1000));
  if (seconds < 60) {
    return seconds + " s";
  }
  if (seconds < 3600) {
    return Math.floor(seconds / 60) + " min";
  }
  return seconds < 86400 ? Math.floor(seconds / 3600) + " h" : Math.floor(seconds / 86400) + " d";
}

/** "1 endpoint", "2 endpoints". */
function plural(count, one, many) {
  return WHOLE.format(count) + " " + (count === 1 ? one : many ?? one + "s");
}

/** What a route matches, in words. */
function matchText(route) {
  const parts = [];
  if (route.methods?.length) {
    parts.push(route.methods.join(", "));
  }
  const path = route.pathExact ? "exactly " + route.pathExact : route.path ? route.path + (route.path.endsWith("/") ? "…" : "/…") : "";
  parts.push((route.host ?? "") + (route.host && path ? " " : "") + path || "everything");
  for (const [name, value] of Object.entries(route.headers ?? {})) {
    parts.push(name + ": " + value);
  }
  return parts.join(" · ");
}

/** What becomes of what a route matches, in words. */
function actionText(route) {
  if (route.action === "redirect") {
    return "redirect " + route.status + " to " + route.location;
  }
  return route.action === "deny" ? "deny, 403" : route.backend ?? "";
}
