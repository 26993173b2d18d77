import { Injectable } from '@nestjs/common';
import { assertBalance, balanceKey } from '@dougong/kernel/registers';
import type { Balance, CompiledRegister, DimensionValues } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import { RESOURCE_SLOTS } from './ledger-columns.js';
import { LedgerKeys } from './ledger-keys.js';
import type { TouchedKey } from './ledger-keys.js';

/** A key as the kernel names it. */
export interface KeyReference {
  readonly register: string;
  readonly key: DimensionValues;
}

/** Balances under lock until the transaction ends, and the numbers of their keys. Both by canonical key text. */
export interface LockedLedger {
  readonly balances: ReadonlyMap<string, Balance>;
  readonly keyIds: ReadonlyMap<string, string>;
}

interface BalanceRow {
  readonly key_id: string;
  readonly [slot: string]: string;
}

/** Whatever the register, whoever writes: every writer locks balances here, in the order of their numbers. */
const LOCK = `
  SELECT key_id::text, ${RESOURCE_SLOTS.map((slot) => `${slot}::text`).join(', ')}
    FROM ledger.balance WHERE key_id = ANY($1::bigint[]) ORDER BY key_id FOR NO KEY UPDATE`;

const NOTHING: LockedLedger = { balances: new Map(), keyIds: new Map() };

/** The ledger as commands meet it: they lock what they touch, once, before they settle their postings. */
@Injectable()
export class LedgerStore {
  private readonly keys = new LedgerKeys();

  /**
   * Locks the balances of the keys and reads them. One round trip when all keys are known to this process, at most two
   * more when some are seen for the first time.
   */
  async lockBalances(
    session: SqlSession,
    registers: ReadonlyMap<string, CompiledRegister>,
    references: readonly KeyReference[],
  ): Promise<LockedLedger> {
    const touched = references.map(({ register, key }) => ({
      register: registerOf(registers, register),
      values: key,
    }));
    if (touched.length === 0) return NOTHING;
    return (await this.tryLock(session, touched)) ?? this.lockAfterForgetting(session, touched);
  }

  /** A number can be stale only when a database was replaced under a running process. */
  private async lockAfterForgetting(
    session: SqlSession,
    touched: readonly TouchedKey[],
  ): Promise<LockedLedger> {
    this.keys.forget(touched.map(textOf));
    const locked = await this.tryLock(session, touched);
    if (!locked) throw new Error('a register key has no balance');
    return locked;
  }

  private async tryLock(
    session: SqlSession,
    touched: readonly TouchedKey[],
  ): Promise<LockedLedger | undefined> {
    const keyIds = await this.keys.numbersOf(session, touched);
    const kept = touched.filter(({ register }) => register.keepsBalance);
    const ids = new Set(kept.map((key) => keyIds.get(textOf(key))));
    if (ids.size === 0) return { balances: new Map(), keyIds };
    const { rows } = await session.prepared<BalanceRow>(statementName(LOCK), LOCK, [[...ids]]);
    if (rows.length !== ids.size) return undefined;
    const byId = new Map(rows.map((row) => [row.key_id, row]));
    const balances = kept.map(
      (key) => [textOf(key), balanceOf(key, byId.get(keyIds.get(textOf(key)) ?? ''))] as const,
    );
    return { balances: new Map(balances), keyIds };
  }
}

function registerOf(registers: ReadonlyMap<string, CompiledRegister>, key: string): CompiledRegister {
  const register = registers.get(key);
  if (!register) throw new Error(`no register ${key} in this release`);
  return register;
}

function textOf({ register, values }: TouchedKey): string {
  return balanceKey(register.key, values);
}

function balanceOf({ register, values }: TouchedKey, row: BalanceRow | undefined): Balance {
  const resources = Object.fromEntries(register.resources.map(({ id, slot }) => [id, row?.[slot] ?? '0']));
  const balance = { register: register.key, key: values, resources };
  assertBalance(register, balance);
  return balance;
}
