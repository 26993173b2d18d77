import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const ASK_AGAIN_MS = 60;
const BUSY = new Set([423, 429, 502, 503]);
const BUSY_CODES = new Set(['key_in_flight', 'busy', 'try_again']);

/** The engine refused, and asking again would not help. */
export class Refused extends Error {
  constructor(status, code, what) {
    super(`${what} was refused with ${status} ${code}`);
    this.status = status;
    this.code = code;
  }
}

/** Somebody who works through the API and does not give up when the engine dies: he asks again with the same key. */
export class Person {
  #cookie;

  constructor(engine, login, journal) {
    this.engine = engine;
    this.login = login;
    this.journal = journal;
  }

  static async signIn(engine, journal, { login, password }) {
    const person = new Person(engine, login, journal);
    const answer = await fetch(`${engine.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ login, password }),
    });
    if (answer.status !== 200) throw new Error(`${login} cannot sign in: ${answer.status}`);
    person.#cookie = answer.headers.get('set-cookie').split(';', 1)[0];
    return person;
  }

  async get(path) {
    return (await this.#persist('GET', path)).body;
  }

  /**
   * Writes once, however often it must be asked.
   * @param intent what the journal checks later: `{ form, action, recordId }`, or `{ form, action, marker }` of a new record
   */
  async write(intent, method, path, body, headers = {}) {
    const key = randomUUID();
    const entry = this.journal.begin({ ...intent, key });
    try {
      const answer = await this.#persist(method, path, body ?? {}, { ...headers, 'idempotency-key': key });
      this.journal.acknowledge(entry, answer.body.record);
      return answer.body.record;
    } catch (error) {
      if (error instanceof Refused) this.journal.refuse(entry);
      throw error;
    }
  }

  async #persist(method, path, body, headers = {}) {
    for (;;) {
      const answer = await this.#send(method, path, body, headers).catch(() => undefined);
      if (answer && answer.status < 300) return answer;
      const isBusy = !answer || BUSY.has(answer.status) || BUSY_CODES.has(answer.body.code);
      if (!isBusy) throw new Refused(answer.status, answer.body.code, `${method} ${path} of ${this.login}`);
      if (this.journal.isOver) throw new Refused(0, 'over', path);
      await sleep(ASK_AGAIN_MS);
    }
  }

  async #send(method, path, body, headers) {
    const answer = await fetch(`${this.engine.url}/api/v1${path}`, {
      method,
      headers: {
        cookie: this.#cookie,
        'x-requested-with': 'dougong',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? {} : JSON.parse(text) };
  }
}
