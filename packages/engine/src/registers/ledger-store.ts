import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import {
  groupsToLock,
  keysToLock,
  linksOf,
  lotGroups,
  needsUnderLock,
  registersToLock,
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
import { SPLIT_SHARDS } from './balance-modes.js';
import { readEarlier } from './earlier-postings.js';
import { readFactsUnderLock } from './facts-under-lock.js';
import { readHolding } from './holding-balances.js';
import { LedgerKeys, lockRegisters } from './ledger-keys.js';
import type { TouchedKey } from './ledger-keys.js';
import type { FormLookup } from './ledger-question.js';
import { lockBalances, textOf } from './lock-balances.js';
import { keysOfGroups, lockStandards } from './standard-groups.js';

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

/** Parts of the ledger of which everything is wanted, and nothing may be brought into meanwhile. */
export interface WholeParts {
  readonly groups: readonly GroupReference[];
  readonly registers: readonly string[];
}

const NO_PARTS: WholeParts = { groups: [], registers: [] };

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
    const locked = await this.lock(session, registers, keysToLock(orders, earlier, lots), {
      groups: groupsToLock(orders),
      registers: registersToLock(orders),
    });
    const { balances, keyIds } = locked;
    const place = { session, registers, keyIds, ...(formOf && { formOf }) };
    const read = await readFactsUnderLock(place, needsUnderLock(orders, earlier, balances));
    return { ...locked, registers, facts: { balances, earlier, ...read } };
  }

  /**
   * Locks the balances of keys and reads them. One round trip when all keys are known to this process, at most two more
   * when some are seen for the first time.
   * @param whole what is locked with every balance in it: groups whose standard changes, and registers that are valued anew.
   */
  async lock(
    session: SqlSession,
    registers: Registers,
    references: readonly KeyReference[],
    whole: WholeParts = NO_PARTS,
  ): Promise<LockedLedger> {
    const named = references.map(({ register, key }) => ({
      register: registerOf(registers, register),
      values: key,
    }));
    const lockAll = async () => {
      const members = await keysOfGroups(session, registers, [
        ...whole.groups,
        ...whole.registers.map((register) => ({ register, where: {} })),
      ]);
      const touched = [...new Map([...named, ...members].map((key) => [textOf(key), key])).values()];
      return (await this.tryLock(session, touched)) ?? this.lockAfterForgetting(session, touched);
    };
    // In one trip, and in the order that all keep: standards, registers, balances. What is in a group or a register is looked up once
    // nobody can bring something new into it.
    const [, , locked] = await Promise.all([
      lockStandards(session, named, whole.groups),
      lockRegisters(session, whole.registers),
      lockAll(),
    ]);
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

function registerOf(registers: Registers, key: string): CompiledRegister {
  const register = registers.get(key);
  if (!register) throw new Error(`no register ${key} in this release`);
  return register;
}
