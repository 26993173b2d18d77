import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { settlePostings } from '@dougong/kernel/commands';
import type { Scope } from '@dougong/kernel/expression';
import type { Issue } from '@dougong/kernel/foundation';
import type { PostingDefinition, RegisterDefinition } from '@dougong/kernel/metadata';
import { compilePosting, compileRegister, planPosting } from '@dougong/kernel/registers';
import type { CompiledPosting, CompiledRegister } from '@dougong/kernel/registers';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import { noUsage } from '../../src/database/sql-session.js';
import type { DatabaseUsage, SqlSession } from '../../src/database/sql-session.js';
import { Parameters, statementName } from '../../src/database/sql-text.js';
import { LedgerStore } from '../../src/registers/ledger-store.js';
import { ledgerFragments } from '../../src/registers/ledger-write.js';
import { TEST_DAY } from './test-clock.js';
import { createTestDatabase } from './test-database.js';

/** A ledger of its own for one test file, and documents that post to it the way commands do. */

const named = (text: string) => ({ 'zh-CN': text, en: text });

const VALUES: RegisterDefinition = {
  kind: 'register',
  format: 1,
  key: 'item_values',
  title: named('values'),
  type: 'balance',
  dimensions: [
    { id: 'item', title: named('item'), type: 'text', required: true },
    { id: 'place', title: named('place'), type: 'text', required: false },
  ],
  resources: [
    { id: 'qty', title: named('qty'), scale: 3, role: 'quantity' },
    { id: 'amount', title: named('amount'), scale: 2, role: 'amount' },
  ],
  negative: 'refuse',
  valuation: 'moving_average',
};

const USAGE: RegisterDefinition = {
  ...VALUES,
  key: 'usage',
  type: 'turnover',
  resources: VALUES.resources.slice(0, 1),
  negative: 'allow',
  valuation: 'none',
};

const number = { kind: 'number' } as const;
const text = { kind: 'text' } as const;
const SCOPE: Scope = {
  fields: {
    place: text,
    lines: { kind: 'table', columns: { item: text, qty: number, amount: number } },
  },
};

const dimensions = { item: 'lines.item', place: 'place' };
const accounts = ['goods', 'other'].map((role, at) => ({ role, code: `10${at}`, title: named(role) }));
const head = { kind: 'posting', format: 1, form: 'doc', accounts } as const;

const RECEIPT: PostingDefinition = {
  ...head,
  key: 'receipt',
  title: named('receipt'),
  movements: [
    {
      id: 'value',
      register: VALUES.key,
      foreach: 'lines',
      direction: 'in',
      dimensions,
      resources: { qty: 'lines.qty', amount: 'lines.amount' },
    },
  ],
  vouchers: [
    {
      id: 'goods',
      summary: named('goods in'),
      lines: [
        { id: 'goods', side: 'debit', account: 'goods', amount: { movement: 'value', resource: 'amount' } },
        { id: 'other', side: 'credit', account: 'other', amount: { movement: 'value', resource: 'amount' } },
      ],
    },
  ],
};

const ISSUE: PostingDefinition = {
  ...head,
  key: 'issue',
  title: named('issue'),
  movements: [
    {
      id: 'value',
      register: VALUES.key,
      foreach: 'lines',
      direction: 'out',
      dimensions,
      resources: { qty: 'lines.qty' },
    },
    {
      id: 'use',
      register: USAGE.key,
      foreach: 'lines',
      direction: 'in',
      dimensions,
      resources: { qty: 'lines.qty' },
    },
  ],
};

export interface DocumentLine {
  readonly item: string;
  readonly qty: string;
  readonly amount?: string;
}

export interface LedgerDocument {
  readonly posting: 'receipt' | 'issue';
  readonly lines: readonly DocumentLine[];
  readonly date?: string;
  readonly place?: string;
  readonly id?: string;
  readonly code?: string;
}

/** What posting a document came to. */
export interface Posted {
  readonly issues: readonly Issue[];
  readonly recordId: string;
  readonly usage: DatabaseUsage;
}

export const ACTOR = randomUUID();

/** The first day of this month: the ledger has months around the day of the tests. */
export const THIS_MONTH = `${TEST_DAY.slice(0, 7)}-01`;

export class TestLedger {
  readonly registers = new Map(
    [VALUES, USAGE].map((definition) => [definition.key, compiled(compileRegister(definition))]),
  );
  private readonly postings = new Map(
    [RECEIPT, ISSUE].map((definition) => [definition.key, this.compilePosting(definition)]),
  );
  /** As another process would: with its own memory of keys. */
  readonly stores = [new LedgerStore(), new LedgerStore()] as const;

  private constructor(
    readonly database: Database,
    readonly urls: { readonly ownerUrl: string; readonly appUrl: string },
    private readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<TestLedger> {
    const database = await createTestDatabase();
    const source = await new DataSource(dataSourceOptions(database.urls.appUrl, 16)).initialize();
    return new TestLedger(new Database(source), database.urls, async () => {
      await source.destroy();
      await database.drop();
    });
  }

  stop(): Promise<void> {
    return this.close();
  }

  register(key: string): CompiledRegister {
    const register = this.registers.get(key);
    if (!register) throw new Error(`no register ${key}`);
    return register;
  }

  /** Posts a document in a transaction of its own; `fail` lets it break off just before the commit. */
  async post(
    document: LedgerDocument,
    options: { store?: LedgerStore; fail?: boolean } = {},
  ): Promise<Posted> {
    const usage = noUsage();
    const recordId = document.id ?? randomUUID();
    try {
      await this.database.transaction((session) => this.write(session, document, recordId, options), usage);
      return { issues: [], recordId, usage };
    } catch (error) {
      if (error instanceof Refused) return { issues: error.issues, recordId, usage };
      throw error;
    }
  }

  private async write(
    session: SqlSession,
    document: LedgerDocument,
    recordId: string,
    { store = this.stores[0], fail = false }: { store?: LedgerStore; fail?: boolean },
  ): Promise<void> {
    const posting = this.postings.get(document.posting) as CompiledPosting;
    const lines = document.lines.map((line, at) => ({ ...line, id: randomUUID(), line_no: at + 1 }));
    const input = { record: { id: recordId, place: document.place ?? 'p', lines } };
    const request = {
      posting,
      ...need(planPosting(posting, input)),
      form: 'doc',
      recordId,
      input,
      businessDate: document.date ?? THIS_MONTH,
      rule: 'on_close',
    };
    const ledger = await store.prepare(session, this.registers, [request]);
    const settled = need(settlePostings([request], ledger.facts, undefined, { today: TEST_DAY }));
    const origin = { actor: ACTOR, at: `${TEST_DAY}T08:00:00.000Z`, release: 1, codeOf: () => document.code };
    const parameters = new Parameters();
    const postings = settled.map((each) => ({ ...each, origin }));
    const fragments = ledgerFragments(postings, ledger, parameters);
    const sql = `WITH ${fragments.map(({ name, sql: cte }) => `${name} AS (${cte})`).join(', ')} SELECT 1`;
    await session.prepared(statementName(sql), sql, parameters.values);
    if (fail) throw new Refused([]);
  }

  private compilePosting(definition: PostingDefinition): CompiledPosting {
    return compiled(
      compilePosting(definition, { registers: this.registers, scope: SCOPE, posting: () => undefined }),
    );
  }
}

class Refused extends Error {
  constructor(readonly issues: readonly Issue[]) {
    super('refused');
  }
}

type Outcome<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: readonly Issue[] };

function need<T>(result: Outcome<T>): T {
  if (result.ok) return result.value;
  throw new Refused(result.error);
}

function compiled<T>(result: Outcome<T>): T {
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
