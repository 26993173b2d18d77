import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  balanceKey,
  groupsToLock,
  keysToLock,
  linksOf,
  lotGroups,
  needsUnderLock,
} from '@dougong/kernel/registers';
import type {
  Balance,
  CompiledRegister,
  GroupReference,
  KeyReference,
  LedgerFacts,
  PostingOrder,
} from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { Refusal } from '../http/refusal.js';
import { SPLIT_SHARDS } from './balance-modes.js';
import { readEarlier } from './earlier-postings.js';
import { readFactsUnderLock } from './facts-under-lock.js';
import { readHolding } from './holding-balances.js';
import { LedgerKeys } from './ledger-keys.js';
import type { TouchedKey } from './ledger-keys.js';
import type { FormLookup } from './ledger-question.js';
import { lockBalances, textOf } from './lock-balances.js';
import { keysOfGroups, lockStandards } from './standard-groups.js';

/** How often a register whose balances are all wanted is looked at again, because somebody made new ones meanwhile. */
const LOOKS_MAX = 10;

type Registers = ReadonlyMap<string, CompiledRegister>;

/** Balances under lock until the transaction ends, and what else is needed to write them. By canonical key text. */
export interface LockedLedger {
  readonly balances: ReadonlyMap<string, Balance>;
  readonly keyIds: ReadonlyMap<string, string>;
  /** The row of split balances that this command writes to, and what their other rows hold. */
  readonly shard: number;
  readonly elsewhere: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** A locked ledger with everything that its postings are settled by. */
export interface PreparedLedger extends LockedLedger {
  readonly registers: Registers;
  readonly facts: LedgerFacts;
}

/** The ledger as commands meet it: they lock what they touch, once, before they settle their postings. */
@Injectable()
export class LedgerStore {
  private readonly keys = new LedgerKeys();

  /**
   * Locks what the orders touch and reads what settling them needs. One round trip for usual documents, whose keys are known
   * to this process; one more where they refer to earlier postings or pick lots, and one where more than balances must be read
   * under lock.
   */
  async prepare(
    session: SqlSession,
    registers: Registers,
    orders: readonly PostingOrder[],
    formOf?: FormLookup,
  ): Promise<PreparedLedger> {
    const [earlier, lots] = await Promise.all([
      readEarlier(session, registers, linksOf(orders)),
      readHolding(session, registers, lotGroups(orders)),
    ]);
    const groups = groupsToLock(orders);
    let locked = await this.lock(session, registers, keysToLock(orders, earlier, lots), groups);
    for (let look = 1; look <= LOOKS_MAX; look += 1) {
      const needs = needsUnderLock(orders, earlier, locked.balances);
      const { balances, keyIds } = locked;
      const place = { session, registers, keyIds, ...(formOf && { formOf }) };
      const read = await readFactsUnderLock(place, needs);
      const missed = missedIn(read.histories, balances);
      if (missed.length === 0) return { ...locked, registers, facts: { balances, earlier, ...read } };
      locked = together(locked, await this.lock(session, registers, missed));
    }
    throw new Refusal(409, 'busy');
  }

  /**
   * Locks the balances of keys and reads them. One round trip when all keys are known to this process, at most two more
   * when some are seen for the first time.
   * @param groups whose standard changes: every balance in them is locked too.
   */
  async lock(
    session: SqlSession,
    registers: Registers,
    references: readonly KeyReference[],
    groups: readonly GroupReference[] = [],
  ): Promise<LockedLedger> {
    const named = references.map(({ register, key }) => ({
      register: registerOf(registers, register),
      values: key,
    }));
    const lockAll = async () => {
      const members = await keysOfGroups(session, registers, groups);
      const touched = [...new Map([...named, ...members].map((key) => [textOf(key), key])).values()];
      return (await this.tryLock(session, touched)) ?? this.lockAfterForgetting(session, touched);
    };
    // In one trip, the standards first: what is in a group is looked up once nobody can bring something new into it.
    const [, locked] = await Promise.all([lockStandards(session, named, groups), lockAll()]);
    return locked;
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
    const shard = randomInt(SPLIT_SHARDS);
    const locked = await lockBalances(session, touched, keyIds, shard);
    return locked && { ...locked, keyIds, shard };
  }
}

/** Balances that nobody had yet when all of a register were looked up to be locked. */
function missedIn(
  histories: LedgerFacts['histories'],
  locked: ReadonlyMap<string, Balance>,
): readonly KeyReference[] {
  const moved = [...histories.values()].flat().map(({ register, key }) => ({ register, key }));
  const missed = moved.filter(({ register, key }) => !locked.has(balanceKey(register, key)));
  return [...new Map(missed.map((each) => [balanceKey(each.register, each.key), each])).values()];
}

function together(one: LockedLedger, other: LockedLedger): LockedLedger {
  return {
    ...one,
    balances: new Map([...one.balances, ...other.balances]),
    keyIds: new Map([...one.keyIds, ...other.keyIds]),
    elsewhere: new Map([...one.elsewhere, ...other.elsewhere]),
  };
}

function registerOf(registers: Registers, key: string): CompiledRegister {
  const register = registers.get(key);
  if (!register) throw new Error(`no register ${key} in this release`);
  return register;
}
