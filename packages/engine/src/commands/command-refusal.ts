import type { Refusal as DecisionRefusal, RefusalKind } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import { isValueError } from '../http/problem.js';
import { Refusal } from '../http/refusal.js';
import { uniqueKeyOf } from '../releases/declared-indexes.js';
import type { CommandDraft } from './command-run.js';

/** Two requests with one idempotency key ran at once; the other one has committed, so its answer can be read. */
export class ReplayRace extends Error {}

const STATUS: Readonly<Record<RefusalKind, number>> = {
  forbidden: 403,
  hidden: 404,
  passed: 409,
  stale: 412,
  invalid: 422,
};

/** The HTTP answer of a refused decision. Faults in values share one code; each stands in the list with its place. */
export function refusalOfDecision(
  refusal: DecisionRefusal,
  record: StoredRecord | undefined,
  model: FormModel | undefined,
): Refusal {
  const issues = refusal.issues.map((found) => withTitle(found, model));
  const first = issues[0];
  const code = refusal.reason === 'invalid' ? 'invalid' : (first?.code ?? refusal.reason);
  const headers = refusal.reason === 'stale' && record ? { ETag: `"${record.version}"` } : undefined;
  const hides = refusal.reason === 'hidden' && record ? { hides: true as const } : {};
  return new Refusal(STATUS[refusal.reason], code, issues, { params: first?.params, headers, ...hides });
}

/** Sentences name a field or a state by its title, so the title goes along with its key. */
function withTitle(found: Issue, model: FormModel | undefined): Issue {
  const stateTitle = model?.lifecycle.states.get(String(found.params?.['state']))?.title;
  if (stateTitle) return { ...found, params: { ...found.params, stateTitle } };
  const key = found.params?.['field'];
  if (typeof key !== 'string' || found.params?.['title'] !== undefined) return found;
  const title = model?.field(key)?.title ?? model?.line(key)?.title;
  return title ? { ...found, params: { ...found.params, title } } : found;
}

interface DatabaseError {
  readonly code?: string;
  readonly constraint?: string;
  readonly table?: string;
  readonly schema?: string;
}

/** What a constraint of the database means to the caller; `undefined` when it is not about his values. */
export function refusalOfDatabase(
  error: unknown,
  { type, form }: Pick<CommandDraft, 'type' | 'form'>,
  models?: ReadonlyMap<string, FormModel>,
): Refusal | ReplayRace | undefined {
  const { code, constraint = '', table = '' } = (error ?? {}) as DatabaseError;
  if (code === '23505' && table === 'idempotency_request') return new ReplayRace();
  if (code === '23505' && constraint === 'posting_once')
    return new Refusal(409, 'already_posted', [], { params: { form } });
  if (code === '23505' && constraint === 'reversal_pkey') return new Refusal(409, 'already_reversed');
  const model = isDuplicate(error) ? models?.get(table) : undefined;
  const together = model && notUniqueTogether(model, constraint);
  if (together) return new Refusal(422, 'invalid', [together]);
  if (code === '23505')
    return new Refusal(422, 'invalid', [issue('not_unique', fieldPath(constraint, table), { form: table })]);
  // What a command writes may name somebody or something that is not there; what it deletes may be named elsewhere.
  if (code === '23503' && type !== 'delete') {
    const path = fieldPath(constraint, table);
    return new Refusal(422, 'invalid', [issue('unknown_reference', path, { field: path.slice(1) })]);
  }
  if (code === '23503')
    return new Refusal(409, 'in_use', [issue('in_use', fieldPath(constraint, table), { form, by: table })]);
  if (isValueError(error)) return new Refusal(422, 'invalid', [issue('value_unreadable')]);
  return undefined;
}

/** Another record has the same values in all fields of a key. */
function notUniqueTogether(model: FormModel, constraint: string): Issue | undefined {
  const key = uniqueKeyOf(model, constraint);
  if (!key) return undefined;
  const titles = key.fields.map((field) => model.field(field)?.title ?? field);
  const at = pointer('', key.fields[0] ?? '');
  const params = { form: model.key, fields: titles };
  return key.message
    ? issue('not_unique_said', at, { ...params, message: key.message })
    : issue('not_unique_together', at, params);
}

/** Two commands waited for each other and the database ended this one; it may go again from its start. */
export function isDeadlock(error: unknown): boolean {
  return (error as DatabaseError | null)?.code === '40P01';
}

/** A value that must be unique is there already. */
export function isDuplicate(error: unknown): boolean {
  return (error as DatabaseError | null)?.code === '23505';
}

/** A record on which a flow runs is not deleted under its feet. */
export function recordLocked(): Refusal {
  return new Refusal(409, 'record_locked', [issue('record_locked')]);
}

/** Our constraints are named `<table>_<field>_<kind>`. */
function fieldPath(constraint: string, table: string): string {
  const match = new RegExp(`^${table}_(.+)_(uq|fk|key)$`).exec(constraint);
  return match?.[1] === undefined ? '' : `/${match[1]}`;
}
