import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Localized, Result } from '../foundation/index.js';
import type { RegisterDefinition } from '../metadata/index.js';
import { VALUATION_METHODS } from './valuation/index.js';
import type { ValuationMethod } from './valuation/index.js';

/** A dimension and the column of the generic ledger tables that holds it. */
export interface CompiledDimension {
  readonly id: string;
  readonly title: Localized;
  /** `s1` to `s12`. */
  readonly slot: string;
  readonly type: 'text' | 'reference' | 'organisation';
  /** The form whose records a reference dimension names. */
  readonly form?: string;
  readonly required: boolean;
}

/** A resource and the column of the generic ledger tables that holds it. */
export interface CompiledResource {
  readonly id: string;
  readonly title: Localized;
  /** `r1` to `r4`; a valued register has its quantity in `r1` and its amount in `r2`. */
  readonly slot: string;
  readonly scale: number;
  readonly role: 'quantity' | 'amount';
}

/** A register ready to be posted to. */
export interface CompiledRegister {
  readonly key: string;
  readonly title: Localized;
  readonly definition: RegisterDefinition;
  readonly dimensions: readonly CompiledDimension[];
  /** In the order of the slots. */
  readonly resources: readonly CompiledResource[];
  /** Turnover registers keep movements only. */
  readonly keepsBalance: boolean;
  /** Whether its balances are rows that a posting locks: turnover registers and deferred balances have none. */
  readonly locksBalance: boolean;
  /** The two resources of a valued register, and how it is valued. */
  readonly valued?: {
    readonly quantity: CompiledResource;
    readonly amount: CompiledResource;
    readonly method: ValuationMethod;
  };
  /** Places of the dimensions that share one standard cost. */
  readonly standardBy: readonly number[];
}

type ResourceDefinition = RegisterDefinition['resources'][number];

/** Which machine values a register; the kinds that are left out have a machine of their own name. */
const METHODS: Readonly<Record<string, string>> = {
  batch_actual: 'moving_average',
  period_average: 'moving_average',
};

/** Checks a register definition and gives every dimension and resource its column. */
export function compileRegister(definition: RegisterDefinition): Result<CompiledRegister, readonly Issue[]> {
  const { valuation, type, balance = 'locked' } = definition;
  const method = VALUATION_METHODS.get(METHODS[valuation] ?? valuation);
  if (!method && valuation !== 'none')
    return refused([issue('unknown_costing_method', '/valuation', { valuation })]);
  const issues = [
    ...checkNames(definition),
    ...checkDimensions(definition),
    ...(method ? checkValued(definition) : []),
    ...(type === 'turnover' ? checkTurnover(definition) : []),
  ];
  if (issues.length > 0) return refused(issues);
  const resources = (method ? quantityFirst(definition.resources) : definition.resources).map(
    compileResource,
  );
  const [quantity, amount] = resources;
  return ok({
    key: definition.key,
    title: definition.title,
    definition,
    dimensions: definition.dimensions.map((dimension, at) => ({ ...dimension, slot: `s${at + 1}` })),
    resources,
    keepsBalance: type === 'balance',
    locksBalance: type === 'balance' && balance !== 'deferred',
    ...(method && quantity && amount && { valued: { quantity, amount, method } }),
    standardBy: placesOf(definition, definition.standardBy ?? [definition.dimensions[0]?.id ?? '']),
  });
}

function placesOf({ dimensions }: RegisterDefinition, ids: readonly string[]): readonly number[] {
  return dimensions.flatMap(({ id }, at) => (ids.includes(id) ? [at] : []));
}

function compileResource(resource: ResourceDefinition, at: number): CompiledResource {
  return { ...resource, slot: `r${at + 1}` };
}

function quantityFirst(resources: readonly ResourceDefinition[]): ResourceDefinition[] {
  const withRole = (role: ResourceDefinition['role']) =>
    resources.filter((resource) => resource.role === role);
  return [...withRole('quantity'), ...withRole('amount')];
}

function checkNames(definition: RegisterDefinition): Issue[] {
  const seen = new Set<string>();
  const issues: Issue[] = [];
  const name = (list: 'dimensions' | 'resources') => (element: { id: string }, at: number) => {
    if (seen.has(element.id))
      issues.push(issue('duplicate_id', pointer('', list, at, 'id'), { id: element.id }));
    seen.add(element.id);
  };
  definition.dimensions.forEach(name('dimensions'));
  definition.resources.forEach(name('resources'));
  return issues;
}

function checkDimensions(definition: RegisterDefinition): Issue[] {
  const own = definition.dimensions.filter(({ type }) => type === 'organisation');
  if (own.length > 1) return [issue('organisation_dimension_once', '/dimensions')];
  return definition.dimensions.flatMap((dimension, at) => {
    const names = dimension.form !== undefined;
    if ((dimension.type === 'reference') === names) return [];
    const code = names ? 'text_dimension_with_form' : 'reference_without_form';
    return [issue(code, pointer('', 'dimensions', at), { dimension: dimension.id })];
  });
}

function checkValued(definition: RegisterDefinition): Issue[] {
  const roles = definition.resources.map((resource) => resource.role).toSorted();
  return roles.join() === 'amount,quantity' ? [] : [issue('valued_needs_quantity_and_amount', '/resources')];
}

function checkTurnover(definition: RegisterDefinition): Issue[] {
  return [
    ...(definition.negative === 'allow' ? [] : [issue('turnover_has_no_balance', '/negative')]),
    ...(definition.valuation === 'none' ? [] : [issue('turnover_has_no_balance', '/valuation')]),
    ...(definition.negativeFor === undefined ? [] : [issue('turnover_has_no_balance', '/negativeFor')]),
    ...(definition.balance === undefined ? [] : [issue('turnover_has_no_balance', '/balance')]),
  ];
}
