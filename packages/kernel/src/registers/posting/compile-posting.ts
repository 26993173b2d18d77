import { issue, ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { FieldTypes, Scope } from '../../expression/index.js';
import type { PostingDefinition } from '../../metadata/index.js';
import { compileAccounts } from './compile-accounts.js';
import { checkReferences } from './check-references.js';
import { checkTransfers } from './check-transfers.js';
import { compileMovement } from './compile-movement.js';
import type { CompiledMovement } from './compile-movement.js';
import { compileReversal } from './compile-reversal.js';
import type { CompiledReversal } from './compile-reversal.js';
import { compileVoucher } from './compile-voucher.js';
import type { CompiledVoucher, VoucherContext } from './compile-voucher.js';
import type { CompiledRegister } from '../register.js';

/** A posting ready to be planned and settled. */
export interface CompiledPosting {
  readonly key: string;
  readonly definition: PostingDefinition;
  readonly movements: readonly CompiledMovement[];
  readonly vouchers: readonly CompiledVoucher[];
  readonly reverses?: CompiledReversal;
  /** The register that it values anew. */
  readonly recosts?: CompiledRegister;
  /** The registers that it moves or looks at, by key; of a reversal all there are, as it may meet any of them. */
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly warnings: readonly Issue[];
}

/** What a posting is compiled among. */
export interface PostingSurroundings {
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly scope: Scope;
  readonly blank?: 'propagate' | 'zero';
  /** The postings that it may refer to. */
  readonly posting: (key: string) => PostingDefinition | undefined;
  /** Fields of the records of a form, which a pick reads; none when left out. */
  readonly fieldsOf?: (form: string) => FieldTypes | undefined;
  /** The field of the form that names the organisation of a document; none where the form is shared. */
  readonly organisationField?: string | undefined;
}

/**
 * Checks a posting against the registers that it moves, the postings that it refers to and the scope of its form, and compiles
 * its formulas: header formulas in the form's scope, those of a movement with `foreach` in the scope of a line.
 */
export function compilePosting(
  definition: PostingDefinition,
  surroundings: PostingSurroundings,
): Result<CompiledPosting, readonly Issue[]> {
  const { registers, scope, blank, fieldsOf = () => undefined, organisationField } = surroundings;
  const register = (key: string) => registers.get(key);
  const movements = definition.movements.map((rule, at) =>
    compileMovement(rule, pointer('', 'movements', at), {
      register,
      scope,
      blank,
      before: definition.movements.slice(0, at),
      fieldsOf,
      organisationField,
    }),
  );
  const compiled = movements.flatMap((result) => (result.ok ? [result.value] : []));
  const reverses = compileReversal(definition, surroundings);
  const issues = [
    ...movements.flatMap((result) => (result.ok ? [] : result.error)),
    ...checkIds(definition),
    ...checkBusinessDate(definition, scope),
    ...checkReferences(definition, surroundings),
    ...checkRecost(definition, registers),
    ...checkTransfers(definition, compiled),
    ...(reverses.ok ? [] : reverses.error),
  ];
  // Voucher lines name movements, so they are judged once those stand.
  if (compiled.length < movements.length || !reverses.ok) return refused(issues);
  const touched = reverses.value ? registers : touchedRegisters(compiled, recosted(definition, registers));
  const vouchers = compileVouchers(definition, compiled, { scope, blank, registers: touched });
  if (!vouchers.ok) return refused([...issues, ...vouchers.error]);
  if (issues.length > 0) return refused(issues);
  return ok({
    key: definition.key,
    definition,
    movements: compiled,
    registers: touched,
    reverses: reverses.value,
    recosts: recosted(definition, registers),
    ...vouchers.value,
  });
}

function touchedRegisters(
  movements: readonly CompiledMovement[],
  recost: CompiledRegister | undefined,
): ReadonlyMap<string, CompiledRegister> {
  const touched = movements.flatMap(({ register, guard }) => [
    register,
    ...(guard?.available ?? []).map((term) => term.register),
  ]);
  return new Map([...touched, ...(recost ? [recost] : [])].map((register) => [register.key, register]));
}

function recosted(
  { recosts }: PostingDefinition,
  registers: ReadonlyMap<string, CompiledRegister>,
): CompiledRegister | undefined {
  return recosts && registers.get(recosts.register);
}

function checkRecost(
  { recosts, accounts = [] }: PostingDefinition,
  registers: ReadonlyMap<string, CompiledRegister>,
): Issue[] {
  if (!recosts) return [];
  const { register: key, difference: role } = recosts;
  const register = registers.get(key);
  if (!register) return [issue('unknown_register', '/recosts/register', { register: key })];
  const isKnown = role === undefined || accounts.some((account) => account.role === role);
  return [
    ...(register.valued ? [] : [issue('register_not_valued', '/recosts/register', { register: key })]),
    ...(isKnown ? [] : [issue('unknown_account_role', '/recosts/difference', { role })]),
  ];
}

function compileVouchers(
  definition: PostingDefinition,
  compiled: readonly CompiledMovement[],
  context: Pick<VoucherContext, 'scope' | 'blank' | 'registers'>,
): Result<Pick<CompiledPosting, 'vouchers' | 'warnings'>, readonly Issue[]> {
  const accounts = compileAccounts(definition.accounts ?? [], context);
  if (!accounts.ok) return accounts;
  const movements = new Map(compiled.map((movement) => [movement.id, movement]));
  const results = (definition.vouchers ?? []).map((rule, at) =>
    compileVoucher(rule, pointer('', 'vouchers', at), { ...context, accounts: accounts.value, movements }),
  );
  const issues = results.flatMap((result) => (result.ok ? [] : result.error));
  if (issues.length > 0) return refused(issues);
  const built = results.flatMap((result) => (result.ok ? [result.value] : []));
  return ok({ vouchers: built.map((one) => one.voucher), warnings: built.flatMap((one) => one.warnings) });
}

function checkIds(definition: PostingDefinition): Issue[] {
  return [
    ...duplicates(definition.movements, (rule) => rule.id, '/movements'),
    ...duplicates(definition.vouchers ?? [], (rule) => rule.id, '/vouchers'),
    ...duplicates(definition.accounts ?? [], (account) => account.role, '/accounts'),
    ...(definition.vouchers ?? []).flatMap((rule, at) =>
      duplicates(rule.lines, (line) => line.id, pointer('', 'vouchers', at, 'lines')),
    ),
  ];
}

function duplicates<T>(elements: readonly T[], id: (element: T) => string, path: string): Issue[] {
  const seen = new Set<string>();
  return elements.flatMap((element, at) => {
    if (!seen.has(id(element))) {
      seen.add(id(element));
      return [];
    }
    return [issue('duplicate_id', pointer(path, at), { id: id(element) })];
  });
}

function checkBusinessDate(definition: PostingDefinition, scope: Scope): Issue[] {
  const field = definition.businessDate;
  if (field === undefined || scope.fields[field]?.kind === 'date') return [];
  return [issue('business_date_not_a_date', '/businessDate', { field })];
}
