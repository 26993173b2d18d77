/** What was asked and what was answered: whatever happens to the engine, an answer given is a promise. */
export class Journal {
  /** Whether the writers should come to an end. */
  isOver = false;
  /** What went wrong first. */
  failure;
  #entries = new Map();
  #next = 0;

  /** An intent is on its way: it may take effect from now on. */
  begin(intent) {
    const id = (this.#next += 1);
    this.#entries.set(id, { ...intent, state: 'open' });
    return id;
  }

  acknowledge(id, record) {
    const entry = this.#entries.get(id);
    this.#entries.set(id, { ...entry, state: 'done', recordId: entry.recordId ?? record.id });
  }

  /** Refused for good: it must have left nothing. */
  refuse(id) {
    const entry = this.#entries.get(id);
    this.#entries.set(id, { ...entry, state: 'refused' });
  }

  /** Something that must not happen: the run ends. */
  fail(error) {
    this.failure ??= error;
    this.isOver = true;
  }

  get entries() {
    return [...this.#entries.values()];
  }

  count(state) {
    return this.entries.filter((entry) => entry.state === state).length;
  }
}
