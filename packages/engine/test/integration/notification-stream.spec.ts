import { aNotification, putIntoOutbox } from '../support/builders.js';
import { startTestApp } from '../support/test-app.js';
import type { TestApp } from '../support/test-app.js';

let engine: TestApp;
let other: TestApp;
let address: string;
let lin: string;
const PASSWORD = 'A long enough password 1';

beforeAll(async () => {
  engine = await startTestApp();
  address = await engine.listen();
  other = await startTestApp({ urls: engine.urls, clock: engine.clock });
  await other.listen();
  lin = await engine.createUser('lin', { password: PASSWORD });
});

afterAll(async () => {
  await other.stop();
  await engine.stop();
});

interface Told {
  readonly id?: string;
  readonly event?: string;
  readonly data?: { readonly unread?: number; readonly title?: { readonly en: string } };
}

/** A browser's tab that listens. */
class Tab {
  private readonly seen: Told[] = [];
  private wake: (() => void) | undefined;
  isOver = false;

  private constructor(private readonly abort: AbortController) {}

  static async open(headers: Record<string, string>): Promise<Tab> {
    const abort = new AbortController();
    const answer = await fetch(`${address}/api/v1/notifications/stream`, { headers, signal: abort.signal });
    expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
    const tab = new Tab(abort);
    void tab.read(answer);
    return tab;
  }

  /** The next thing of a kind; what came before it is passed over. */
  async next(event: string): Promise<Told> {
    for (;;) {
      const found = this.seen.shift();
      if (found?.event === event) return found;
      if (found === undefined) await new Promise<void>((resolve) => (this.wake = resolve));
    }
  }

  async end(): Promise<void> {
    while (!this.isOver) await new Promise<void>((resolve) => (this.wake = resolve));
  }

  close(): void {
    this.abort.abort();
  }

  private async read({ body }: Response): Promise<void> {
    let text = '';
    try {
      for await (const part of body as unknown as AsyncIterable<Uint8Array>) {
        text += new TextDecoder().decode(part, { stream: true });
        const whole = text.split('\n\n');
        text = whole.pop() ?? '';
        this.seen.push(...whole.map(toldOf));
        this.wake?.();
      }
    } catch {
      // It was closed from here.
    }
    this.isOver = true;
    this.wake?.();
  }
}

function toldOf(block: string): Told {
  const fields = Object.fromEntries(
    block.split('\n').map((line) => [line.split(':')[0], line.slice(line.indexOf(':') + 2)]),
  ) as Record<string, string>;
  return { ...fields, ...(fields['data'] ? { data: JSON.parse(fields['data']) as object } : {}) } as Told;
}

async function tell(by: TestApp, name: string): Promise<void> {
  const title = { 'zh-CN': name, en: name };
  await putIntoOutbox(by, 'notification', name, { ...aNotification([lin]), title });
  await by.runWorkers();
}

async function signIn(): Promise<string> {
  const answer = await engine.request('POST', '/api/v1/session', {
    headers: { 'x-requested-with': 'dougong' },
    body: { login: 'lin', password: PASSWORD },
  });
  return String(answer.headers['set-cookie']).split(';')[0] ?? '';
}

describe('whoever follows his notifications', () => {
  test('is told in every tab as they come, whichever process delivered them', async () => {
    const cookie = await signIn();
    const tabs = await Promise.all([Tab.open({ cookie }), Tab.open({ cookie })]);
    await Promise.all(tabs.map((tab) => tab.next('unread')));
    await tell(other, 'first');
    const told = await Promise.all(tabs.map((tab) => tab.next('notification')));
    expect(told.map(({ data }) => data?.title?.en)).toEqual(['first', 'first']);
    for (const tab of tabs) tab.close();
  });

  test('who comes again says what he had last and misses nothing, nor gets it twice', async () => {
    const cookie = await signIn();
    const tab = await Tab.open({ cookie });
    await tell(engine, 'second');
    const { id = '' } = await tab.next('notification');
    tab.close();
    await tell(engine, 'third');
    await tell(other, 'fourth');
    const again = await Tab.open({ cookie, 'last-event-id': id });
    const [third, fourth] = [await again.next('notification'), await again.next('notification')];
    expect([third.data?.title?.en, fourth.data?.title?.en]).toEqual(['third', 'fourth']);
    again.close();
  });

  test('sees in one tab what he has read in another', async () => {
    const key = await engine.keyOf(lin);
    const tab = await Tab.open({ authorization: `Bearer ${key}` });
    const before = (await tab.next('unread')).data?.unread ?? 0;
    const { body } = await engine.request<{ data: { id: string }[] }>(
      'GET',
      '/api/v1/notifications?unread=true',
      {
        key,
      },
    );
    await engine.request('POST', `/api/v1/notifications/${body.data[0]?.id}/actions/read`, { key });
    expect((await tab.next('unread')).data?.unread).toBe(before - 1);
    tab.close();
  });

  test('hears nothing more once he has signed out, though it was elsewhere', async () => {
    const cookie = await signIn();
    const tab = await Tab.open({ cookie });
    await tab.next('unread');
    await other.request('DELETE', '/api/v1/session', {
      headers: { cookie, 'x-requested-with': 'dougong' },
    });
    await tab.end();
    expect(tab.isOver).toBe(true);
  });

  test('is somebody who is signed in', async () => {
    expect((await fetch(`${address}/api/v1/notifications/stream`)).status).toBe(401);
  });
});
