"use strict";
// Keeps what is known up to date: one stream of frames, and questions where a frame says that there is more to know.

/** Frames come each second; after so many without one the connection is dead, whatever the browser believes. */
const SILENCE_MILLIS = 5000;

/** Longer pauses would make an operator press reload. */
const LONGEST_PAUSE_SECONDS = 10;

/** What every reconnection begins with has to come sooner than other answers, or the next attempt has to. */
const ASK_MILLIS = 10_000;

/** A page that nobody sees lets go of its connection: browsers have only six for each host. */
const HIDDEN_MILLIS = 30_000;

/** What flaps each second is not asked for each second. */
const STATE_PAUSE_MILLIS = 1500;

const live = {
  failures: 0,

  /** Whether what is shown is of before: no frame has come since the start, a loss or a sleep. */
  behind: true,

  /** Let go of the connection, for nobody looks. */
  sleeping: false,

  /** Of the last frame. Of the calendar: other clocks may stand still while the machine sleeps. */
  takenAt: 0,

  /** Of the configuration whose routes are known. */
  routesVersion: null,

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
        await this.awake();
        await this.follow();
        throw new Error("Janus ended the stream.");
      } catch (problem) {
        if (!this.sleeping) {
          await this.pause(problem);
        }
      }
    }
  },

  async follow() {
    const abort = new AbortController();
    this.running = abort;
    let silence;
    try {
      this.routesVersion = null; // a new process counts anew
      await this.ask(true, abort.signal); // which may wait for an operator to find the token
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
    this.takenAt = Date.now();
    if (this.behind) {
      this.failures = 0;
      this.behind = false;
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
  async ask(now, signal) {
    if (this.asking || (!now && store.frame && performance.now() - this.askedAt < STATE_PAUSE_MILLIS)) {
      return;
    }
    this.asking = true;
    const revision = store.frame?.revision ?? null;
    try {
      const options = { signal, limit: ASK_MILLIS };
      const state = await api.get("state", options);
      if (state.configVersion !== this.routesVersion) {
        store.routes = (await api.get("routes", options)).routes;
        this.routesVersion = state.configVersion;
      }
      store.takeState(state);
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
    this.failures++;
    this.behind = true;
    this.revision = null;
    let seconds = Math.min(LONGEST_PAUSE_SECONDS, 2 ** (this.failures - 1));
    for (; seconds > 0; seconds--) {
      store.tell("lost", { problem, seconds });
      if (await this.aSecond()) {
        break;
      }
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

  /** What is known grows old from here on, and must not look as if it did not. */
  sleep() {
    this.sleeping = true;
    this.behind = true;
    store.tell("asleep");
    this.running?.abort();
  },

  /** Waits as long as nobody looks. */
  async awake() {
    while (this.sleeping && document.hidden) {
      await new Promise((resolve) => (this.wake = resolve));
    }
    this.sleeping = false;
  },

  seen() {
    clearTimeout(this.hiding);
    if (document.hidden) {
      this.hiding = setTimeout(() => this.sleep(), HIDDEN_MILLIS);
    } else {
      if (this.running && !this.behind && Date.now() - this.takenAt > SILENCE_MILLIS) {
        this.sleep(); // as the machine did
      }
      this.now();
    }
  },
};
