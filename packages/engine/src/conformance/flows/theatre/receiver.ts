import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CaseFault } from '../flow-case.js';
import type { CaseCalls } from '../judge-view.js';

/** What a call brought; `node` is the place in the drawing that makes it. */
interface Call {
  readonly name: string;
  readonly node: string;
  readonly key: string;
  /** The name by which the case speaks of its faults. */
  readonly told: string;
}

/** The systems outside that flows call: one address, the name of the receiver is its path. It counts, and fails as told. */
export class Receiver {
  private calls: Call[] = [];
  private faults: Readonly<Record<string, CaseFault>> = {};
  private onCrash: () => void = () => undefined;

  private constructor(
    private readonly server: Server,
    readonly url: string,
  ) {
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      request.resume().on('end', () => this.take(request, response));
    });
  }

  /** Listens on a free port of this machine. */
  static async listen(): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new Receiver(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  }

  /**
   * Forgets what was, for another play.
   * @param onCrash kills the engine that made the call
   */
  reset(faults: Readonly<Record<string, CaseFault>>, onCrash: () => void): void {
    this.calls = [];
    this.faults = faults;
    this.onCrash = onCrash;
  }

  /** How often each receiver was called, and each node called, with how many keys. */
  counts(): Readonly<Record<string, CaseCalls>> {
    const groups = new Map<string, Call[]>();
    for (const call of this.calls)
      for (const name of new Set([call.node, call.name]))
        groups.set(name, [...(groups.get(name) ?? []), call]);
    return Object.fromEntries(
      [...groups].map(([name, made]) => [
        name,
        { total: made.length, distinctKeys: new Set(made.map(({ key }) => key)).size },
      ]),
    );
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private take(request: IncomingMessage, response: ServerResponse): void {
    const key = String(request.headers['webhook-id'] ?? '');
    const node = nodeOf(key);
    const name = decodeURIComponent((request.url ?? '').split('/').at(-1) ?? '');
    const told = [node, withinChild(node), name].find((place) => Object.hasOwn(this.faults, place)) ?? node;
    const before = this.calls.filter((call) => call.told === told).length;
    this.calls.push({ name, node, key, told });
    const { fails = 0, crash_after_effect: crashes = 0 } = this.faults[told] ?? {};
    if (before < crashes) {
      this.onCrash();
      request.socket.destroy();
      return;
    }
    response.writeHead(before < crashes + fails ? 503 : 204).end();
  }
}

/** Keys are made of the instance, the path of the node, its visit and the action. */
function nodeOf(key: string): string {
  return key.split('/').slice(1, -2).join('/');
}

/** The id of a node that may stand in a flow inside of another. */
function withinChild(node: string): string {
  return node.split('/').at(-1) ?? node;
}
