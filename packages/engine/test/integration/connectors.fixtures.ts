import { JobWorker } from '../../src/jobs/job-worker.js';
import type { ConnectorWire, LetterWire, RunWire } from '../../src/connectors/connector.wire.js';
import type { TestAnswer, TestAppOptions } from '../support/test-app.js';
import { CLIENT, StandInBooks } from '../support/stand-in-books.js';
import { RulesAtWork, title } from './rules-at-work.fixtures.js';

/** A connector to the stand-in books: their items come in, our vouchers and entries go out. */
export const BOOKS = {
  kind: 'connector',
  format: 1,
  key: 'books',
  title: title('Books'),
  auth: { kind: 'oauth2', tokenPath: '/oauth/token' },
  probe: { path: '/api/ping' },
  timeZone: 'Asia/Shanghai',
  alert: 'chief',
  imports: [
    {
      id: 'items',
      title: title('Items'),
      path: '/api/items',
      records: '/data/rows',
      paging: { by: 'cursor', parameter: 'cursor', next: '/data/next', sizeParameter: 'limit', size: 10 },
      reads: {
        code: { at: '/FNumber', type: 'text' },
        name: { at: '/FName', type: 'text' },
        qty: { at: '/FQty', type: 'number' },
        parent: { at: '/FParent', type: 'text' },
        changed: { at: '/FModifyDate', type: 'datetime' },
      },
      externalKey: 'code',
      watermark: { read: 'changed', parameter: 'since' },
      form: 'item',
      match: 'code',
      values: { code: 'payload.code', note: 'payload.name', least: 'payload.qty', parent: 'payload.parent' },
      references: { parent: 'code' },
      conflict: 'ask',
      schedule: '30 2 * * *',
    },
  ],
  exports: [
    {
      id: 'vouchers',
      title: title('Vouchers'),
      from: 'vouchers',
      method: 'POST',
      path: '/api/vouchers',
      keyHeader: 'Idempotency-Key',
      body: { '/FNumber': 'number', '/FDate': 'date', '/FTotal': 'total' },
      lines: {
        table: 'lines',
        at: '/FEntries',
        body: { '/FAccount': 'lines.account', '/FDebit': 'lines.debit' },
      },
      answerKey: '/data/id',
      comparison: {
        path: '/api/vouchers',
        day: 'day',
        records: '/data',
        key: '/FNumber',
        total: { at: '/FTotal', formula: 'total' },
        schedule: '0 6 * * *',
      },
    },
  ],
};

const VOUCHERS = {
  kind: 'posting',
  format: 1,
  key: 'entry_vouchers',
  title: title('Vouchers of entries'),
  form: 'entry',
  businessDate: 'day',
  movements: [],
  vouchers: [
    {
      id: 'v1',
      summary: title('Entry'),
      lines: [
        { id: 'd', side: 'debit', account: 'stock', amount: { formula: 'qty' } },
        { id: 'c', side: 'credit', account: 'owed', amount: { formula: 'qty' } },
      ],
    },
  ],
  accounts: [
    { role: 'stock', code: '1405', title: title('Stock') },
    { role: 'owed', code: '2202', title: title('Owed') },
  ],
};

const POSTING_RULE = {
  kind: 'rule',
  format: 1,
  key: 'post_vouchers',
  title: title('Post'),
  form: 'entry',
  enabled: true,
  trigger: { on: ['state'], states: ['posted'] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'a', type: 'post', posting: 'entry_vouchers' }],
};

export const SYNC_ROLE = {
  kind: 'role',
  format: 1,
  key: 'sync',
  title: title('Sync'),
  forms: [{ form: '*', actions: ['*'], rows: 'all' }],
  system: ['vouchers'],
};

/** An engine with the connector, its account, and the system on the other side. */
export class ConnectedHouse {
  private constructor(
    readonly work: RulesAtWork,
    readonly books: StandInBooks,
    readonly baseUrl: string,
  ) {}

  /** @param connector another one of the same key. @param others definitions that it needs. */
  static async open(
    options: TestAppOptions = {},
    connector: object = BOOKS,
    others: readonly object[] = [],
  ): Promise<ConnectedHouse> {
    const books = new StandInBooks();
    const baseUrl = await books.start();
    const settings = { allowedNetworks: ['127.0.0.1'], ...options.settings };
    const work = await RulesAtWork.start([connector, VOUCHERS, POSTING_RULE, SYNC_ROLE, ...others], {
      ...options,
      settings,
    });
    const house = new ConnectedHouse(work, books, baseUrl);
    await house.ask('POST', 'service-accounts', { login: 'books-sync', name: '账务同步', roles: ['sync'] });
    return house;
  }

  async close(): Promise<void> {
    await this.work.engine.stop();
    await this.books.stop();
  }

  ask<Body = Record<string, unknown>>(
    method: 'GET' | 'POST' | 'PUT',
    path: string,
    body?: unknown,
  ): Promise<TestAnswer<Body & { code?: string }>> {
    return this.work.engine.request(method, `/api/v1/${path}`, {
      key: this.work.key,
      body,
      headers: { 'accept-language': 'en' },
    });
  }

  async connect(more: object = {}): Promise<void> {
    const settings = { baseUrl: this.baseUrl, account: 'books-sync', credentials: CLIENT, ...more };
    const { status, text } = await this.ask('PUT', 'connectors/books/settings', settings);
    if (status !== 200) throw new Error(text);
  }

  /** Runs one pipeline to its end and tells what became of it. */
  async run(pipeline: string, body: object = {}): Promise<RunWire> {
    const { body: started, text } = await this.ask<{ job: string }>(
      'POST',
      `connectors/books/pipelines/${pipeline}/actions/run`,
      body,
    );
    if (started.job === undefined) throw new Error(text);
    await this.jobs();
    return this.ran(started.job);
  }

  async jobs(): Promise<void> {
    await this.work.engine.get(JobWorker).runWaiting();
  }

  async ran(job: string): Promise<RunWire> {
    const { body } = await this.ask<{ data: RunWire[] }>('GET', 'connectors/books/runs');
    const found = body.data.find((each) => each.job === job);
    if (!found) throw new Error('the run is in the list');
    return found;
  }

  async letters(state = 'open'): Promise<readonly LetterWire[]> {
    return (await this.ask<{ data: LetterWire[] }>('GET', `connectors/books/dead-letters?state=${state}`))
      .body.data;
  }

  async connector(): Promise<ConnectorWire> {
    const { body } = await this.ask<{ data: ConnectorWire[] }>('GET', 'connectors');
    const [found] = body.data;
    if (!found) throw new Error('the connector is in the list');
    return found;
  }

  items(): Promise<readonly Readonly<Record<string, unknown>>[]> {
    return this.work.rows('SELECT code, note, least::text FROM data.item ORDER BY code');
  }

  /** Posts an entry, which makes a voucher. */
  async voucher(qty: string, day: string): Promise<void> {
    const answer = await this.work.act(await this.work.made('entry', { qty, day }), 'post');
    if (answer.status !== 200) throw new Error(answer.text);
  }
}

export const theirItem = (at: number, more: object = {}) => ({
  FNumber: `M-${String(at).padStart(4, '0')}`,
  FName: `material ${at}`,
  FQty: at + 0.5,
  FModifyDate: `2026-11-20T00:00:${String(at % 60).padStart(2, '0')}Z`,
  ...more,
});
