// Saves while one writes. Every save carries the version that it began from; the server decides what comes of it.
//
// `page` is what the engine works on: words() and show(words), send(fields, leaving) → Response, keep(state) and
// forget(), and what is told: saving(), saved(clock, merged), failed(), signedOut(), wrong(errors), conflict(address),
// stopped(message, next).

const PAUSE = 2000; // milliseconds after the last key
const AGAIN = [3000, 10000, 30000]; // before a save that failed is tried again; the last for as long as it takes

export const same = (one, other) => ["heading", "text", "note"].every((name) => one[name] === other[name]);

export class Engine {
  constructor(page, version) {
    this.page = page;
    this.base = version;
    this.settled = page.words(); // what the server has, as far as is known
    this.missed = []; // what was sent since, and not answered
    this.merged = null; // what was sent and merged, while one wrote on
    this.flight = null;
    this.failures = 0;
    this.isStopped = false;
  }

  /**
   * Whether the server may have something else than what is typed.
   */
  get isDirty() {
    return this.missed.length > 0 || !same(this.page.words(), this.settled);
  }

  /**
   * Something was typed.
   */
  changed() {
    if (this.isStopped) {
      this.keep();
    } else if (this.isDirty) {
      this.keep();
      this.later(this.failures ? AGAIN[0] : PAUSE);
    } else {
      this.page.forget();
    }
  }

  /**
   * Go on from a text that an earlier visit could not save.
   */
  resume(kept) {
    this.base = kept.base;
    this.missed = kept.missed ?? [];
    this.merged = kept.merged ?? null;
    this.page.show(kept.words);
    return this.save();
  }

  keep() {
    this.page.keep({ words: this.page.words(), base: this.base, missed: this.missed, merged: this.merged });
  }

  later(pause) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), pause);
  }

  /**
   * Save what is not saved; true when everything is, once the answer has come.
   */
  async save() {
    clearTimeout(this.timer);
    while (this.flight) {
      await this.flight;
    }
    if (this.isDirty && !this.isStopped) {
      this.flight = this.attempt(false);
      await this.flight;
      this.flight = null;
      if (this.isDirty && !this.isStopped && !this.failures && !this.isWrong) {
        this.later(PAUSE);
      }
    }
    return !this.isDirty;
  }

  /**
   * The page may be gone before an answer comes: send once more what no answer has confirmed.
   */
  leave() {
    if (this.isDirty && !this.isStopped) {
      this.attempt(true);
    }
  }

  async attempt(leaving) {
    const sent = this.page.words();
    const fields = { ...sent, base: this.base, grounds: JSON.stringify(this.grounds()) };
    this.missed = this.missed.length > 1 ? [this.missed[0], sent] : [...this.missed, sent];
    this.isWrong = false;
    this.page.saving();
    this.keep();
    try {
      await this.answered(await this.page.send(fields, leaving), sent);
    } catch {
      this.fail();
      this.page.failed();
    }
  }

  grounds() {
    return [...(this.merged ? [this.merged] : []), ...this.missed];
  }

  fail() {
    this.later(AGAIN[Math.min(this.failures, AGAIN.length - 1)]);
    this.failures += 1;
  }

  async answered(response, sent) {
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json");
    if (response.type === "opaqueredirect" || response.status === 401 || (response.status === 403 && !isJson)) {
      this.fail();
      this.page.signedOut();
      return;
    }
    if (!isJson || response.status >= 500) {
      throw new Error(`No answer: ${response.status}`);
    }
    const answer = await response.json();
    this.failures = 0;
    if (response.ok) {
      this.came(answer, sent);
    } else if (answer.errors) {
      this.isWrong = true; // what is typed next is tried again
      this.missed = this.missed.filter((words) => words !== sent);
      this.page.wrong(answer.errors);
    } else if (answer.conflict) {
      await this.collided(answer.conflict, sent);
    } else {
      this.stop(answer, sent);
    }
  }

  /**
   * Nothing more can be saved here. Where there is a way on, the text is in the section's history.
   */
  stop(answer, sent) {
    this.isStopped = true;
    if (answer.next && same(this.page.words(), sent)) {
      this.missed = [];
      this.settled = sent;
      this.page.forget();
    }
    this.page.stopped(answer.message, answer.next);
  }

  came(answer, sent) {
    this.missed = [];
    const isStill = same(this.page.words(), sent);
    if (isStill && answer.merged) {
      this.page.show(answer);
    }
    if (isStill || !answer.merged) {
      this.base = answer.version;
      this.merged = null;
      this.settled = isStill ? this.page.words() : sent;
    } else {
      // One wrote on while another's text was merged in: that is put together on the server by the next save.
      this.merged = { ...sent, version: answer.version };
      this.settled = sent;
    }
    if (this.isDirty) {
      this.keep();
    } else {
      this.page.forget();
    }
    this.page.saved(answer.at, answer.merged);
  }

  /**
   * The text is set aside on the server; what was typed since must come there too before one goes to choose.
   */
  async collided(address, sent) {
    if (!same(this.page.words(), sent)) {
      await this.attempt(false);
      return;
    }
    this.isStopped = true;
    this.missed = [];
    this.settled = sent;
    this.page.forget();
    this.page.conflict(address);
  }
}
