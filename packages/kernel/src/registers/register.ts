import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Localized, Result } from '../foundation/index.js';
import type { RegisterDefinition } from '../metadata/index.js';
import { costingMethod } from './costing/index.js';
import type { CostingMethod } from './costing/index.js';

/** A dimension and the column of the generic ledger tables that holds it. */
export interface CompiledDimension {
  readonly id: string;
  readonly title: Localized;
  /** `s1` to `s12`. */
  readonly slot: string;
  readonly type: 'text' | 'reference';
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
  readonly negative: RegisterDefinition['negative'];
  readonly costing: CostingMethod;
  /** The two resources of a valued register. */
  readonly valued?: { readonly quantity: CompiledResource; readonly amount: CompiledResource };
}

type ResourceDefinition = RegisterDefinition['resources'][number];

/** Checks a register definition and gives every dimension and resource its column. */
export function compileRegister(definition: RegisterDefinition): Result<CompiledRegister, readonly Issue[]> {
  const costing = costingMethod(definition.valuation);
  if (!costing)
    return refused([issue('unknown_costing_method', '/valuation', { valuation: definition.valuation })]);
  const issues = [
    ...checkNames(definition),
    ...checkDimensions(definition),
    ...(costing.valued ? checkValued(definition) : []),
    ...(definition.type === 'turnover' ? checkTurnover(definition) : []),
  ];
  if (issues.length > 0) return refused(issues);
  const resources = (costing.valued ? quantityFirst(definition.resources) : definition.resources).map(
    compileResource,
  );
  const [quantity, amount] = resources;
  return ok({
    key: definition.key,
    title: definition.title,
    definition,
    dimensions: definition.dimensions.map((dimension, at) => ({ ...dimension, slot: `s${at + 1}` })),
    resources,
    keepsBalance: definition.type === 'balance',
    negative: definition.negative,
    costing,
    valued: costing.valued && quantity && amount ? { quantity, amount } : undefined,
  });
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
  return definition.dimensions.flatMap((dimension, at) => {
    const names = dimension.form !== undefined;
    if ((dimension.type === 'reference') === names) return [];
    const code = names ? 'text_dimension_with_form' : 'reference_without_form';
    return [issue(code, pointer('', 'dimensions', at), { dimension: dimension.id })];
  });
}

function checkValued(definition: RegisterDefinition): Issue[] {
  const issues: Issue[] = [];
  const roles = definition.resources.map((resource) => resource.role).toSorted();
  if (roles.join() !== 'amount,quantity')
    issues.push(issue('valued_needs_quantity_and_amount', '/resources'));
  // A pool below zero needs a provisional cost and a variance when it is filled again: no method here has them.
  if (definition.negative !== 'refuse') issues.push(issue('valued_must_refuse_negative', '/negative'));
  return issues;
}

function checkTurnover(definition: RegisterDefinition): Issue[] {
  const issues: Issue[] = [];
  if (definition.negative !== 'allow') issues.push(issue('turnover_has_no_balance', '/negative'));
  if (definition.valuation !== 'none') issues.push(issue('turnover_has_no_balance', '/valuation'));
  return issues;
}
