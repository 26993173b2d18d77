import type { FormModel } from '@dougong/kernel/forms';
import type { CompiledRegister } from '@dougong/kernel/registers';
import type { SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';

/** What questions to the ledger under lock have in common. */

/** Where they are asked, and the numbers of the keys that are locked. */
export interface LedgerPlace {
  readonly session: SqlSession;
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly keyIds: ReadonlyMap<string, string>;
  /** Forms whose records dimensions name. */
  readonly formOf?: FormLookup;
}

export type FormLookup = (form: string) => FormModel | undefined;

/** Items by what they have in common. */
export function grouped<T>(
  items: readonly T[],
  nameOf: (item: T) => string,
): readonly (readonly [T, ...T[]])[] {
  const groups = new Map<string, [T, ...T[]]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return [...groups.values()];
}

/** A register that must be in the release. */
export function registerOf(registers: ReadonlyMap<string, CompiledRegister>, key: string): CompiledRegister {
  const register = registers.get(key);
  if (!register) throw new Error(`no register ${key} in this release`);
  return register;
}

/** The column that holds a resource. */
export function slotOf(register: CompiledRegister, resource: string): string {
  const found = register.resources.find(({ id }) => id === resource);
  if (!found) throw new Error(`register ${register.key} has no resource ${resource}`);
  return found.slot;
}

/** Sends a statement that the connection prepares once. */
export async function ask<Row extends object>(
  session: SqlSession,
  text: string,
  values: readonly unknown[],
): Promise<readonly Row[]> {
  const { rows } = await session.prepared<Row & Record<string, unknown>>(statementName(text), text, values);
  return rows;
}
