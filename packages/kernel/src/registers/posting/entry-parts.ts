import type { MovementRule } from '../../metadata/index.js';
import type { CompiledRegister } from '../register.js';
import type { Findings } from './findings.js';

/** What a movement rule says its entry is: the one that it names, or the one that its direction stands for. */
export type EntryKind =
  | NonNullable<MovementRule['entry']>
  | 'move'
  /** A formula says whether something is received or issued. */
  | 'receive_or_issue';

/** Keys of a movement rule that only some entries have a use for. */
const PARTS = [
  'to',
  'link',
  'price',
  'costWhenEmpty',
  'at',
  'basis',
  'capped',
  'guard',
  'pick',
  'held',
] as const;
type Part = (typeof PARTS)[number];
type Role = 'quantity' | 'amount';
type Way = 'in' | 'out' | 'move' | 'formula';

interface EntryParts {
  readonly ways: readonly Way[];
  readonly resources: readonly Role[];
  readonly needs: readonly Part[];
  readonly takes: readonly Part[];
}

const ENTRIES: Readonly<Record<EntryKind, EntryParts>> = {
  receive: { ways: ['in'], resources: ['quantity', 'amount'], needs: [], takes: ['guard'] },
  issue: { ways: ['out'], resources: ['quantity'], needs: [], takes: ['capped', 'guard', 'pick'] },
  receive_or_issue: {
    ways: ['formula'],
    resources: ['quantity', 'amount'],
    needs: [],
    takes: ['capped', 'guard', 'pick'],
  },
  move: { ways: ['move'], resources: ['quantity'], needs: [], takes: ['to', 'capped', 'guard', 'pick'] },
  return: {
    ways: ['in', 'out', 'formula'],
    resources: ['quantity'],
    needs: ['link'],
    takes: ['at', 'guard'],
  },
  count: {
    ways: ['in', 'out', 'formula'],
    resources: ['quantity'],
    needs: [],
    takes: ['price', 'costWhenEmpty', 'guard'],
  },
  replace: { ways: [], resources: ['quantity', 'amount'], needs: [], takes: ['held'] },
  capitalise: { ways: [], resources: ['amount'], needs: ['link'], takes: ['basis'] },
  revalue: { ways: [], resources: [], needs: ['price'], takes: [] },
};

const UNVALUED = ['to', 'link', 'capped', 'guard', 'pick'] as const;

/** The entry of a rule of a valued register. */
export function entryOf(
  { entry, direction, resources }: MovementRule,
  register: CompiledRegister,
): EntryKind {
  if (entry !== undefined) return entry;
  if (direction === 'in') return 'receive';
  if (direction === 'move') return 'move';
  const isGiven = register.valued !== undefined && register.valued.amount.id in resources;
  return direction === 'out' || !isGiven ? 'issue' : 'receive_or_issue';
}

/** Whether a rule says everything that its entry needs, and nothing that it has no use for. */
export function checkEntry(rule: MovementRule, register: CompiledRegister, findings: Findings): void {
  if (!register.valued) return checkUnvalued(rule, register, findings);
  const entry = entryOf(rule, register);
  const parts = ENTRIES[entry];
  checkWay(rule, entry, parts.ways, findings);
  checkResources(rule, register.valued, entry, findings);
  const known: readonly string[] = [...parts.needs, ...parts.takes];
  for (const name of PARTS.filter((part) => rule[part] !== undefined && !known.includes(part)))
    findings.add('movement_key_not_used', [name], { name, entry });
  for (const name of parts.needs.filter((part) => rule[part] === undefined))
    findings.add('movement_key_missing', [], { name, entry });
}

function checkUnvalued(rule: MovementRule, register: CompiledRegister, findings: Findings): void {
  const known: readonly string[] = UNVALUED;
  const valuing = PARTS.filter((part) => !known.includes(part) && rule[part] !== undefined);
  const isReturn = rule.entry === 'return';
  for (const name of [...(rule.entry === undefined || isReturn ? [] : ['entry']), ...valuing])
    findings.add('register_not_valued', [name], { register: register.key });
  if (isReturn) checkUnvaluedReturn(rule, register, findings);
  if (rule.direction === undefined)
    findings.add('movement_key_missing', [], { name: 'direction', entry: 'none' });
  const moves = rule.direction === 'move';
  if (moves && rule.to === undefined) findings.add('movement_key_missing', [], { name: 'to', entry: 'move' });
  if (!moves && rule.to !== undefined)
    findings.add('movement_key_not_used', ['to'], { name: 'to', entry: 'none' });
  // What comes in names its lot, and what refers to an earlier movement has it from there.
  if (rule.pick !== undefined && (rule.direction === 'in' || rule.link !== undefined))
    findings.add('movement_key_not_used', ['pick'], { name: 'pick', entry: rule.link ? 'link' : 'in' });
  if (Object.keys(rule.resources).length === 0) findings.add('resource_missing', ['resources']);
}

/** How much came back is kept for one quantity. */
function checkUnvaluedReturn(rule: MovementRule, register: CompiledRegister, findings: Findings): void {
  checkWay(rule, 'return', ENTRIES.return.ways, findings);
  if (rule.link === undefined) findings.add('movement_key_missing', [], { name: 'link', entry: 'return' });
  if (register.resources.length > 1)
    findings.add('return_one_resource', ['resources'], { register: register.key });
  // What came back is counted under the lock of the balance.
  if (!register.locksBalance || register.definition.balance === 'split')
    findings.add('guard_without_balance', ['entry'], { register: register.key });
}

function checkWay(
  { direction }: MovementRule,
  entry: EntryKind,
  ways: readonly Way[],
  findings: Findings,
): void {
  if (direction === undefined) {
    if (ways.length > 0) findings.add('movement_key_missing', [], { name: 'direction', entry });
    return;
  }
  const way = typeof direction === 'string' ? direction : 'formula';
  if (!ways.includes(way)) findings.add('direction_does_not_fit', ['direction'], { entry, direction: way });
}

function checkResources(
  { resources }: MovementRule,
  valued: NonNullable<CompiledRegister['valued']>,
  entry: EntryKind,
  findings: Findings,
): void {
  for (const role of ['quantity', 'amount'] as const) {
    const { id } = valued[role];
    const isWanted = ENTRIES[entry].resources.includes(role);
    if (isWanted && !(id in resources)) findings.add('resource_missing', ['resources'], { resource: id });
    if (isWanted || !(id in resources)) continue;
    if (role === 'amount') findings.add('cost_is_from_pool', ['resources', id], { resource: id });
    else findings.add('resource_not_used', ['resources', id], { resource: id, entry });
  }
}
