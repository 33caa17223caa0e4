"use strict";
// Keeps what is known up to date: one stream of frames, and questions where a frame says that there is more to know.

/** Frames come each second; after so many without one the connection is dead, whatever the browser believes. */
const SILENCE_MILLIS = 5000;

/** Longer pauses would make an operator press reload. */
const LONGEST_PAUSE_SECONDS = 10;

/** A page that nobody sees lets go of its connection: browsers have only six for each host. */
const HIDDEN_MILLIS = 30_000;

/** What flaps each second is not asked for each second. */
const STATE_PAUSE_MILLIS = 1500;

const live = {
  failures: 0,
  running: null,
  wake: null,
  revision: null,
  asking: false,
  askedAt: 0,
  lastEvent: -1,

  async begin() {
    document.addEventListener("visibilitychange", () => this.seen());
    for (;;) {
      try {
        await this.follow();
        throw new Error("Janus ended the stream.");
      } catch (problem) {
        await this.pause(problem);
      }
    }
  },

  async follow() {
    const abort = new AbortController();
    this.running = abort;
    let silence;
    try {
      await this.ask(true); // which may wait for an operator to find the token
      silence = setTimeout(() => abort.abort(), 2 * SILENCE_MILLIS);
      this.revision = null; // something may have changed between that answer and the first frame
      this.lastEvent = -1; // a new process counts anew
      for await (const frame of api.stream("live", abort.signal)) {
        clearTimeout(silence);
        silence = setTimeout(() => abort.abort(), SILENCE_MILLIS);
        this.take(frame);
      }
    } finally {
      clearTimeout(silence);
      this.running = null;
      abort.abort();
    }
  },

  take(frame) {
    if (this.failures > 0 || !store.frame) {
      this.failures = 0;
      store.tell("connected");
    }
    store.takeFrame(frame);
    if (frame.revision !== this.revision) {
      this.ask().catch(() => { /* The next frame asks again, or the stream ends. */ });
    }
    if (frame.lastEvent !== this.lastEvent) {
      this.askEvents(frame.lastEvent).catch(() => { /* As above. */ });
    }
  },

  /** The state and the routes: what frames are numbers of. */
  async ask(now) {
    if (this.asking || (!now && store.frame && performance.now() - this.askedAt < STATE_PAUSE_MILLIS)) {
      return;
    }
    this.asking = true;
    const revision = store.frame?.revision ?? null;
    try {
      const [state, routes] = await Promise.all([api.get("state"), api.get("routes")]);
      store.takeState(state, routes.routes);
      this.revision = revision;
      this.askedAt = performance.now();
    } finally {
      this.asking = false;
    }
  },

  async askEvents(last) {
    const since = this.lastEvent;
    this.lastEvent = last;
    try {
      const { events } = await api.get(since < 0 ? "events" : "events?since=" + since);
      if (since < 0) {
        store.events = [];
      }
      const known = store.events.at(-1)?.id ?? -1;
      store.takeEvents(events.filter((event) => event.id > known));
    } catch (problem) {
      this.lastEvent = since;
      throw problem;
    }
  },

  async pause(problem) {
    if (document.hidden && this.sleeping) {
      await new Promise((resolve) => (this.wake = resolve));
      this.sleeping = false;
      return;
    }
    this.failures++;
    this.revision = null;
    let seconds = Math.min(LONGEST_PAUSE_SECONDS, 2 ** (this.failures - 1));
    for (; seconds > 0; seconds--) {
      store.tell("lost", { problem, seconds });
      if (await this.aSecond()) {
        break;
      }
      store.gap();
    }
    store.tell("lost", { problem, seconds: 0 });
  },

  /** Whether it was cut short. */
  aSecond() {
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(false), 1000);
      this.wake = () => {
        clearTimeout(timer);
        resolve(true);
      };
    });
  },

  now() {
    this.wake?.();
  },

  seen() {
    clearTimeout(this.hiding);
    if (document.hidden) {
      this.hiding = setTimeout(() => {
        this.sleeping = true;
        this.running?.abort();
      }, HIDDEN_MILLIS);
    } else {
      this.now();
    }
  },
};
