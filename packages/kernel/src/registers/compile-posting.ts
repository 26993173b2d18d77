import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { Scope } from '../expression/index.js';
import type { PostingDefinition } from '../metadata/index.js';
import { compileMovement } from './compile-movement.js';
import type { CompiledMovement, PostingContext } from './compile-movement.js';
import { compileVoucher } from './compile-voucher.js';
import type { CompiledVoucher } from './compile-voucher.js';
import type { CompiledRegister } from './register.js';

/** A posting ready to be planned and settled. */
export interface CompiledPosting {
  readonly key: string;
  readonly definition: PostingDefinition;
  readonly movements: readonly CompiledMovement[];
  readonly vouchers: readonly CompiledVoucher[];
  /** The registers that it moves, by key. */
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  /** What publishing shows without refusing. */
  readonly warnings: readonly Issue[];
}

/**
 * Checks a posting against the registers that it moves and the scope of its form, and compiles its formulas: header
 * formulas in the form's scope, those of a movement with `foreach` in the scope of a line.
 */
export function compilePosting(
  definition: PostingDefinition,
  register: (key: string) => CompiledRegister | undefined,
  scope: Scope,
  options: { readonly blank?: 'propagate' | 'zero' } = {},
): Result<CompiledPosting, readonly Issue[]> {
  const context: PostingContext = { register, scope, blank: options.blank };
  const movements = definition.movements.map((rule, at) =>
    compileMovement(rule, pointer('', 'movements', at), context),
  );
  const compiled = movements.flatMap((result) => (result.ok ? [result.value] : []));
  const issues = [
    ...movements.flatMap((result) => (result.ok ? [] : result.error)),
    ...checkIds(definition),
    ...checkBusinessDate(definition, scope),
  ];
  // Voucher lines name movements, so they are judged once those stand.
  if (compiled.length < movements.length) return refused(issues);
  const vouchers = compileVouchers(definition, compiled, context);
  if (!vouchers.ok) return refused([...issues, ...vouchers.error]);
  if (issues.length > 0) return refused(issues);
  const registers = new Map(compiled.map((movement) => [movement.register.key, movement.register]));
  return ok({ key: definition.key, definition, movements: compiled, registers, ...vouchers.value });
}

function compileVouchers(
  definition: PostingDefinition,
  compiled: readonly CompiledMovement[],
  context: PostingContext,
): Result<Pick<CompiledPosting, 'vouchers' | 'warnings'>, readonly Issue[]> {
  const accounts = new Map((definition.accounts ?? []).map((account) => [account.role, account]));
  const movements = new Map(compiled.map((movement) => [movement.id, movement]));
  const results = (definition.vouchers ?? []).map((rule, at) =>
    compileVoucher(rule, pointer('', 'vouchers', at), { ...context, accounts, movements }),
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
