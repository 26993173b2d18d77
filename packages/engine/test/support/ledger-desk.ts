import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
import { Decimal, fixedText } from '@dougong/kernel/foundation';
import type { RegisterDefinition } from '@dougong/kernel/metadata';
import { balanceKey, compileRegister, factsOf } from '@dougong/kernel/registers';
import type {
  Balance,
  CompiledRegister,
  DimensionValues,
  Earlier,
  LedgerNeeds,
  LinkQuery,
  Movement,
  Settlement,
} from '@dougong/kernel/registers';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { Database } from '../../src/database/database.js';
import type { SqlSession } from '../../src/database/sql-session.js';
import { Parameters, statementName } from '../../src/database/sql-text.js';
import { readEarlier } from '../../src/registers/earlier-postings.js';
import { readFactsUnderLock } from '../../src/registers/facts-under-lock.js';
import type { FactsUnderLock } from '../../src/registers/facts-under-lock.js';
import { LedgerStore } from '../../src/registers/ledger-store.js';
import type { LockedLedger } from '../../src/registers/ledger-store.js';
import { ledgerFragments } from '../../src/registers/ledger-write.js';
import type { PostingToWrite } from '../../src/registers/ledger-write.js';
import { TEST_DAY } from './test-clock.js';
import { createTestDatabase } from './test-database.js';

/** Writes movements to the ledger as they are given, whatever postings would make of them. */

const named = (text: string) => ({ 'zh-CN': text, en: text });
const text = (id: string) => ({ id, title: named(id), type: 'text' as const, required: id === 'item' });

const STOCK: RegisterDefinition = {
  kind: 'register',
  format: 1,
  key: 'stock',
  title: named('stock'),
  type: 'balance',
  dimensions: [text('item'), text('place'), text('lot')],
  resources: [
    { id: 'qty', title: named('qty'), scale: 3, role: 'quantity' },
    { id: 'amount', title: named('amount'), scale: 2, role: 'amount' },
  ],
  negative: 'allow',
  valuation: 'none',
};

/** A movement with what matters to a test. */
export type DeskMovement = Partial<Omit<Movement, 'resources'>> & {
  readonly key: DimensionValues;
  readonly qty: string;
  readonly amount?: string;
};

export interface DeskPosting {
  readonly movements: readonly DeskMovement[];
  readonly register?: 'stock' | 'shared' | 'later';
  readonly date?: string;
  readonly document?: string;
  readonly purpose?: string;
  readonly more?: Partial<Settlement>;
  /** What is read of layers before. */
  readonly needs?: Partial<LedgerNeeds>;
}

const NOTHING: LedgerNeeds = {
  layers: [],
  standards: [],
  returned: [],
  lowest: [],
  sums: [],
  lots: [],
  newSeqs: 0,
  histories: [],
};

export class LedgerDesk {
  readonly store = new LedgerStore();
  readonly registers: ReadonlyMap<string, CompiledRegister> = new Map(
    [
      STOCK,
      { ...STOCK, key: 'shared', balance: 'split' },
      { ...STOCK, key: 'later', balance: 'deferred' },
    ].map((definition) => [definition.key, compiled(definition as RegisterDefinition)]),
  );

  private constructor(
    readonly database: Database,
    readonly stop: () => Promise<void>,
  ) {}

  static async open(): Promise<LedgerDesk> {
    const { urls, drop } = await createTestDatabase();
    const source = await new DataSource(dataSourceOptions(urls.appUrl, 16)).initialize();
    return new LedgerDesk(new Database(source), async () => {
      await source.destroy();
      await drop();
    });
  }

  register(key: string): CompiledRegister {
    return this.registers.get(key) as CompiledRegister;
  }

  /** Posts in a transaction of its own; gives the numbers of the movements. */
  async post(posting: DeskPosting): Promise<readonly string[]> {
    const document = posting.document ?? randomUUID();
    await this.database.transaction((session) => this.write(session, posting, document));
    const { rows } = await this.database.query<{ seq: string }>(
      `SELECT m.seq::text FROM ledger.movement m JOIN ledger.posting p ON p.id = m.posting_id
        WHERE p.source_id = $1 AND p.purpose = $2 ORDER BY m.ord`,
      [document, posting.purpose ?? 'entry'],
    );
    return rows.map(({ seq }) => seq);
  }

  earlier(...queries: readonly LinkQuery[]): Promise<Earlier> {
    return this.database.withSession((session) => readEarlier(session, this.registers, queries));
  }

  /** What is read under the lock of these keys. */
  facts(needs: Partial<LedgerNeeds>, keys: readonly DimensionValues[] = []): Promise<FactsUnderLock> {
    return this.database.transaction(async (session) => {
      const { keyIds } = await this.lock(session, 'stock', keys);
      return readFactsUnderLock({ session, registers: this.registers, keyIds }, { ...NOTHING, ...needs });
    });
  }

  private lock(
    session: SqlSession,
    register: string,
    keys: readonly DimensionValues[],
  ): Promise<LockedLedger> {
    return this.store.lock(
      session,
      this.registers,
      keys.map((key) => ({ register, key })),
    );
  }

  /** Writes what is posted in a transaction of the caller's. */
  async write(session: SqlSession, posting: DeskPosting, document: string): Promise<void> {
    const register = this.register(posting.register ?? 'stock');
    const movements = posting.movements.map((movement) => movementOf(register, movement));
    const keys = movements.map(({ key }) => key);
    const locked = await this.lock(session, register.key, keys);
    const { keyIds } = locked;
    const read = await readFactsUnderLock(
      { session, registers: this.registers, keyIds },
      { ...NOTHING, ...posting.needs },
    );
    const settlement: Settlement = {
      movements,
      balances: balancesAfter(register, movements, locked),
      layers: [],
      standards: [],
      reverses: [],
      vouchers: [],
      warnings: [],
      ...posting.more,
    };
    const request = {
      posting: { key: posting.purpose ?? 'entry', registers: this.registers },
      form: 'doc',
      recordId: document,
      businessDate: posting.date ?? TEST_DAY,
    };
    const ledger = { ...locked, registers: this.registers, facts: factsOf(locked.balances, read) };
    const parameters = new Parameters();
    const origin = { actor: randomUUID(), at: `${TEST_DAY}T08:00:00.000Z`, release: 1 };
    const settled = [{ request, settlement, origin }] as unknown as readonly PostingToWrite[];
    const fragments = ledgerFragments(settled, ledger, parameters);
    const sql = `WITH ${fragments.map(({ name, sql: cte }) => `${name} AS (${cte})`).join(', ')} SELECT 1`;
    await session.prepared(statementName(sql), sql, parameters.values);
  }
}

function movementOf(register: CompiledRegister, { qty, amount = '0', ...more }: DeskMovement): Movement {
  return {
    ruleId: 'move',
    register: register.key,
    direction: qty.startsWith('-') ? 'out' : 'in',
    resources: { qty, amount },
    ...more,
  };
}

function balancesAfter(
  register: CompiledRegister,
  movements: readonly Movement[],
  locked: LockedLedger,
): readonly Balance[] {
  const after = new Map<string, Balance>();
  for (const { key, resources } of movements) {
    const name = balanceKey(register.key, key);
    const held = (after.get(name) ?? locked.balances.get(name))?.resources;
    const sums = register.resources.map(({ id, scale }) => [
      id,
      fixedText(new Decimal(held?.[id] ?? '0').plus(resources[id] ?? '0'), scale),
    ]);
    after.set(name, { register: register.key, key, resources: Object.fromEntries(sums) });
  }
  return [...after.values()];
}

function compiled(definition: RegisterDefinition): CompiledRegister {
  const result = compileRegister(definition);
  if (result.ok) return result.value;
  throw new Error(JSON.stringify(result.error));
}
