import { connect } from 'node:net';

/**
 * One keep-alive connection that sends one request after the other. A client of the standard library would take more
 * processor time than the server it measures; this one reads no more of an answer than it must.
 */
export class Connection {
  #socket;
  #received = Buffer.alloc(0);
  #waiting;

  static open(port) {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new Connection(socket)));
      socket.once('error', reject);
      socket.setNoDelay(true);
    });
  }

  constructor(socket) {
    this.#socket = socket;
    socket.on('data', (chunk) => this.#take(chunk));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', () => this.#fail(new Error('the server closed the connection')));
  }

  /** Sends a request made by `requestText` and gives `{status, body}`; the body as a buffer. */
  send(request) {
    return new Promise((resolve, reject) => {
      this.#waiting = { resolve, reject };
      this.#socket.write(request);
    });
  }

  close() {
    this.#socket.destroy();
  }

  #take(chunk) {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
    const end = this.#received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.#received.latin1Slice(0, end);
    const length = Number.parseInt(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? '0', 10);
    const total = end + 4 + length;
    if (this.#received.length < total) return;
    const answer = {
      status: Number.parseInt(head.slice(9, 12), 10),
      body: this.#received.subarray(end + 4, total),
    };
    this.#received = this.#received.subarray(total);
    const { resolve } = this.#waiting;
    this.#waiting = undefined;
    resolve(answer);
  }

  #fail(error) {
    this.#waiting?.reject(error);
    this.#waiting = undefined;
  }
}

/** A request as it goes over the wire; without a body it asks for a page. `headers` are more of them, by name. */
export function requestText({ path, body, key, method = 'POST', headers = {} }) {
  const authorization = key === undefined ? '' : `authorization: Bearer ${key}\r\n`;
  const more = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = `${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${authorization}${more.join('')}`;
  if (body === undefined) return `GET ${head}\r\n`;
  const text = JSON.stringify(body);
  return `${method} ${head}content-type: application/json\r\ncontent-length: ${Buffer.byteLength(text)}\r\n\r\n${text}`;
}
