import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const ASK_AGAIN_MS = 60;
const GIVE_UP_MS = 300_000;
const BUSY = new Set([423, 429, 502, 503]);
const BUSY_CODES = new Set(['key_in_flight', 'busy', 'try_again']);

/** The engine refused, and asking again would not help. */
export class Refused extends Error {
  constructor(status, code, what, errors = []) {
    super(`${what} was refused with ${status} ${code} ${JSON.stringify(errors.slice(0, 2))}`);
    this.status = status;
    this.code = code;
  }
}

/** Somebody who works through the API and does not give up when an engine dies: he asks again, whichever answers, with the same key. */
export class Person {
  #key;

  constructor({ login, id, key }, anyUrl, journal) {
    this.login = login;
    this.id = id;
    this.#key = key;
    this.anyUrl = anyUrl;
    this.journal = journal;
  }

  async get(path) {
    return (await this.send('GET', path)).body;
  }

  /**
   * Writes once, however often it must be asked.
   * @param intent what the journal checks later: `{ form, action, recordId }`, or `{ form, action, marker }` of a new record
   */
  async write(intent, path, body = {}) {
    const entry = this.journal.begin(intent);
    try {
      const answer = await this.send('POST', path, body, { 'idempotency-key': randomUUID() });
      this.journal.acknowledge(entry, answer.body.record);
      return answer.body.record;
    } catch (error) {
      if (error instanceof Refused) this.journal.refuse(entry);
      throw error;
    }
  }

  /** Asks until somebody answers; gives status, headers and body. */
  async send(method, path, body, headers = {}) {
    for (const deadline = Date.now() + GIVE_UP_MS; ; await sleep(ASK_AGAIN_MS)) {
      const answer = await this.#ask(method, path, body, headers).catch(() => undefined);
      if (answer && answer.status < 300) return answer;
      const isBusy = !answer || BUSY.has(answer.status) || BUSY_CODES.has(answer.body.code);
      if (!isBusy)
        throw new Refused(
          answer.status,
          answer.body.code,
          `${method} ${path} of ${this.login}`,
          answer.body.errors,
        );
      if (Date.now() > deadline) throw new Error(`nobody answers ${method} ${path}`);
    }
  }

  async #ask(method, path, body, headers) {
    const answer = await fetch(`${this.anyUrl()}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? {} : JSON.parse(text) };
  }
}
