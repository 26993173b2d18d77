/** What was asked and what was answered: whatever happens to the engines, an answer given is a promise. */
export class Journal {
  /** Whether no new work should be begun. */
  isOver = false;
  /** What went wrong first. */
  failure;
  /** What the world suffered: `{ what, from, to }`, in milliseconds. */
  troubles = [];
  #entries = new Map();
  #next = 0;

  /** An intent is on its way: it may take effect from now on. */
  begin(intent) {
    const id = (this.#next += 1);
    this.#entries.set(id, { ...intent, state: 'open' });
    return id;
  }

  /** An intent of an earlier run, with what became of it. */
  restore(intent, state) {
    const id = this.begin(intent);
    this.#entries.set(id, { ...intent, state });
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

  /** Does something that hurts, and remembers when. */
  async trouble(what, hurt) {
    const from = Date.now();
    const entry = { what, from, to: Infinity };
    this.troubles.push(entry);
    await hurt();
    entry.to = Date.now();
  }

  /** Whether something that hurts lay between two moments. */
  hadTrouble(from, to, what = '') {
    return this.troubles.some(
      (trouble) => trouble.from <= to && trouble.to >= from && trouble.what.includes(what),
    );
  }

  /** Something that must not happen: the run ends. */
  fail(error) {
    this.failure ??= error;
    this.isOver = true;
  }

  get entries() {
    return [...this.#entries.values()];
  }

  count(wanted) {
    return this.entries.filter(wanted).length;
  }
}
