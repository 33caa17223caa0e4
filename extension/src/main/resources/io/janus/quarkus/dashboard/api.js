"use strict";
// Calls of the admin API. The token, where one is needed, is kept for this tab and sent as a header, never in an address.

const BASE = location.pathname.replace(/\/+$/, "") + "/api/";
const TOKEN = "janus-token";
const USER = "janus-user";

/** An answer that takes longer does not come: names of a configuration have 2 s, and nothing else waits for anything. */
const CALL_MILLIS = 30_000;

/** What Janus takes for one. Another could not even be sent: headers have no characters beyond Latin-1. */
const TOKEN_FORM = "[!-~]{16,512}";

/** An answer that is not 2xx, with the words of the server. */
class Problem extends Error {
  constructor(status, body) {
    super(body?.detail ?? "The answer was " + status + ".");
    this.status = status;
    this.problems = body?.problems ?? [];
  }
}

/** Kept where the browser allows it, and else as long as the page is open. */
const kept = {
  memory: new Map(),
  read(store, key) {
    try {
      return window[store].getItem(key) ?? this.memory.get(key) ?? "";
    } catch {
      return this.memory.get(key) ?? "";
    }
  },
  write(store, key, value) {
    this.memory.set(key, value);
    try {
      window[store].setItem(key, value);
    } catch {
      // Private windows may have no store.
    }
  },
};

/** Ends with another, and after a while. */
function ended(signal, limit) {
  return AbortSignal.any([...(signal ? [signal] : []), ...(limit < Infinity ? [AbortSignal.timeout(limit)] : [])]);
}

const api = {
  /** Set by the dialogs: asks for the token, and resolves when there is one. */
  askForToken: null,

  /** Of this tab; empty where there is none that can be one. */
  token() {
    const token = kept.read("sessionStorage", TOKEN);
    return new RegExp(`^${TOKEN_FORM}$`).test(token) ? token : "";
  },

  /** @param options a signal that ends it, and a limit in milliseconds, where it is to be another */
  async get(path, options) {
    return (await this.call(path, { headers: { Accept: "application/json" }, ...options })).json();
  },

  async post(path, body) {
    const headers = { "Content-Type": "application/json", Accept: "application/json" };
    const user = kept.read("localStorage", USER);
    if (user) {
      headers["Janus-User"] = user;
    }
    return (await this.call(path, { method: "POST", headers, body: JSON.stringify(body) })).json();
  },

  /** Asks again with a token as long as one is asked for. */
  async call(path, { signal, limit = CALL_MILLIS, ...options }) {
    for (;;) {
      const token = this.token();
      const headers = { ...options.headers };
      if (token) {
        headers.Authorization = "Bearer " + token;
      }
      const response = await fetch(BASE + path, { ...options, signal: ended(signal, limit), headers, cache: "no-store" });
      if (response.ok) {
        return response;
      }
      if (response.status === 401 && this.askForToken) {
        await response.body?.cancel();
        if (token === this.token()) {
          await this.askForToken(Boolean(token));
        }
        continue;
      }
      let body = null;
      try {
        body = await response.json();
      } catch {
        // Not of Janus: a proxy in between, say. The status has to do.
      }
      throw new Problem(response.status, body);
    }
  },

  /** Server-sent events, one by one, until the stream ends. Not by EventSource, which can send no token. */
  async *stream(path, signal) {
    const response = await this.call(path, { headers: { Accept: "text/event-stream" }, signal, limit: Infinity });
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = "";
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      text += value;
      let end;
      while ((end = text.indexOf("\n\n")) >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const data = block.split("\n").filter((line) => line.startsWith("data: ")).map((line) => line.slice(6)).join("\n");
        if (data) {
          yield JSON.parse(data);
        }
      }
    }
  },

  endpoint(backend, id, verb) {
    return "backends/" + backend + "/endpoints/" + id + "/" + verb;
  },
};
