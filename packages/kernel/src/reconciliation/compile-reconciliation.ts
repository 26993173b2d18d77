import { Decimal, issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import type { ReconciliationDefinition, ReconciliationSource } from '../metadata/index.js';
import { compileRemedy } from './compile-remedy.js';
import type { CompiledRemedy } from './compile-remedy.js';
import type { Category, Side } from './difference.js';
import { resolveSource } from './resolve-source.js';
import type { ResolvedSource, SourceSurroundings } from './resolve-source.js';
import { DEFAULT_TERMS } from './terms.js';
import type { ReconciliationTerms } from './terms.js';

/** A reconciliation whose names are found and whose formulas are compiled. */
export interface CompiledReconciliation {
  readonly definition: ReconciliationDefinition;
  readonly sides: Readonly<Record<Side, ResolvedSource>>;
  /** Which figures both sides tell; one that a side does not tell is compared on neither. */
  readonly figures: { readonly quantity: boolean; readonly amount: boolean };
  readonly terms: Omit<ReconciliationTerms, 'runDate' | 'cutoff'>;
  readonly remedies: ReadonlyMap<string, CompiledRemedy>;
}

export interface ReconciliationSurroundings extends SourceSurroundings {
  readonly roles: ReadonlySet<string>;
  /** Whether a text is a schedule that can be kept. */
  readonly isSchedule: (cron: string) => boolean;
}

/** Compiles a reconciliation; it has passed `checkDefinition`. */
export function compileReconciliation(
  definition: ReconciliationDefinition,
  surroundings: ReconciliationSurroundings,
): Result<CompiledReconciliation, readonly Issue[]> {
  const { models } = surroundings;
  const operation = resolveSource(definition.operation as ReconciliationSource, '/operation', surroundings);
  const books = resolveSource(definition.books as ReconciliationSource, '/books', surroundings);
  const remedies = (definition.remedies ?? []).map((remedy, at) =>
    compileRemedy(remedy, pointer('/remedies', at), models),
  );
  const issues = [
    ...operation.issues,
    ...books.issues,
    ...remedies.flatMap((each) => each.issues),
    ...unknownRoles(definition, surroundings.roles),
    ...unknownStandard(definition, surroundings),
    ...(definition.schedule !== undefined && !surroundings.isSchedule(definition.schedule)
      ? [issue('bad_cron', '/schedule', { value: definition.schedule })]
      : []),
  ];
  if (issues.length > 0) return refused(issues);
  const sides = { operation: operation.resolved, books: books.resolved };
  return ok({
    definition,
    sides,
    figures: { quantity: tellBoth(sides, 'quantity'), amount: tellBoth(sides, 'amount') },
    terms: termsOf(definition),
    remedies: new Map(
      remedies.flatMap(({ remedy }) => (remedy ? [[remedy.definition.id, remedy] as const] : [])),
    ),
  });
}

function tellBoth(sides: Readonly<Record<Side, ResolvedSource>>, figure: 'quantity' | 'amount'): boolean {
  return Object.values(sides).every(
    ({ source, fields }) => source.from === 'pushed' || fields[figure] !== undefined,
  );
}

function unknownRoles(
  { owners, approver }: ReconciliationDefinition,
  roles: ReadonlySet<string>,
): readonly Issue[] {
  const named = [
    ...owners.map(({ role }, at) => [role, pointer('/owners', at, 'role')]),
    [approver, '/approver'],
  ];
  return named.flatMap(([role = '', at = '']) =>
    roles.has(role) ? [] : [issue('unknown_role', at, { role })],
  );
}

function unknownStandard(
  { standard }: ReconciliationDefinition,
  { models }: SourceSurroundings,
): readonly Issue[] {
  if (!standard) return [];
  const model = models.get(standard.form);
  if (!model) return [issue('unknown_form', '/standard/form', { form: standard.form })];
  return (['item', 'cost'] as const).flatMap((name) =>
    standard[name] === 'id' || model.field(standard[name])
      ? []
      : [issue('unknown_field', pointer('/standard', name), { field: standard[name] })],
  );
}

function termsOf(definition: ReconciliationDefinition): CompiledReconciliation['terms'] {
  const { levels = {}, tolerance = {}, keyLagDays, businessTypes = {} } = definition;
  const decimal = (text: string | undefined, otherwise: Decimal) =>
    text === undefined ? otherwise : new Decimal(text);
  return {
    alertShare: decimal(levels.alertShare, DEFAULT_TERMS.alertShare),
    redAmount: decimal(levels.redAmount, DEFAULT_TERMS.redAmount),
    quantityTolerance: decimal(tolerance.quantity, DEFAULT_TERMS.quantityTolerance),
    amountTolerance: decimal(tolerance.amount, DEFAULT_TERMS.amountTolerance),
    graceDays: levels.graceDays ?? DEFAULT_TERMS.graceDays,
    yellowDays: levels.yellowDays ?? DEFAULT_TERMS.yellowDays,
    greenDays: levels.greenDays ?? DEFAULT_TERMS.greenDays,
    businessTypes: new Map(Object.entries(businessTypes)),
    standardCosts: new Map(),
    ...(keyLagDays !== undefined && { keyLagDays }),
  };
}

/** The role that looks after a difference. */
export function ownerRoleOf(
  { owners }: ReconciliationDefinition,
  category: Category,
  place: string | null,
): string {
  const fits = (owner: (typeof owners)[number]) =>
    (owner.category ?? category) === category && (owner.place ?? place) === place;
  return (owners.find(fits) ?? owners.at(-1))?.role ?? '';
}
