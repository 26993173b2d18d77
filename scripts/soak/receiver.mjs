import { once } from 'node:events';
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { seededRandom } from './random.mjs';

const REFUSED_SHARE = 0.1;
const SLOW_SHARE = 0.3;
const SLOW_MS = 250;

/** The outside system that flows call: it writes down every key, takes its time now and then, and sometimes refuses. */
export class Receiver {
  /** `{ key, at, isTaken }` in the order of arrival. */
  calls = [];
  #server;
  #random;

  constructor(seed) {
    this.#random = seededRandom(seed + 7);
  }

  static async start(seed) {
    const receiver = new Receiver(seed);
    receiver.#server = createServer((request, response) => void receiver.#hear(request, response));
    receiver.#server.listen(0, '127.0.0.1');
    await once(receiver.#server, 'listening');
    return receiver;
  }

  get url() {
    return `http://127.0.0.1:${this.#server.address().port}/`;
  }

  stop() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #hear(request, response) {
    request.resume();
    const isTaken = this.#random() >= REFUSED_SHARE;
    this.calls.push({ key: String(request.headers['webhook-id']), at: Date.now(), isTaken });
    if (this.#random() < SLOW_SHARE) await sleep(this.#random() * SLOW_MS);
    response.writeHead(isTaken ? 204 : 503).end();
  }
}
