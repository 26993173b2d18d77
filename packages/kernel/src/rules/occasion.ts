import { compileFormula } from '../expression/index.js';
import type { CompiledFormula, FieldTypes, ValueType } from '../expression/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import type { RegisterDefinition, RuleThreshold, RuleTrigger, RuleWebhook } from '../metadata/index.js';
import type { RuleSurroundings } from './action-part.js';
import { parseCron } from './cron.js';

/** What an occasion outside of a save brings into the formulas of the rule that waits for it. */
export interface Occasion {
  readonly given?: FieldTypes;
  readonly recordless: boolean;
  /** The limit of a threshold. */
  readonly limit?: CompiledFormula;
  readonly issues: readonly Issue[];
}

const NOTHING: Occasion = { recordless: false, issues: [] };

/** Reads the occasion of a trigger: the names that it brings, and whether there is a record at hand. */
export function occasionOf(trigger: RuleTrigger, form: FormModel, surroundings: RuleSurroundings): Occasion {
  const { schedule, threshold, webhook } = trigger;
  if (schedule) return { recordless: schedule.per === 'once', issues: checkCron(schedule.cron) };
  if (threshold) return thresholdOccasion(threshold, form, surroundings);
  return webhook ? webhookOccasion(webhook, form) : NOTHING;
}

function checkCron(cron: string | undefined): readonly Issue[] {
  if (cron === undefined) return [];
  const parsed = parseCron(cron);
  return parsed.ok ? [] : [{ ...parsed.error, path: '/trigger/schedule/cron' }];
}

const TYPES: Readonly<Record<string, ValueType>> = {
  text: { kind: 'text' },
  number: { kind: 'number' },
  boolean: { kind: 'boolean' },
  date: { kind: 'date' },
  datetime: { kind: 'datetime' },
};

function webhookOccasion({ payload = {}, record }: RuleWebhook, form: FormModel): Occasion {
  const fields = Object.entries(payload).map(([name, type]) => [name, TYPES[type] as ValueType] as const);
  const missing =
    record !== undefined && payload[record] !== 'text'
      ? [issue('unknown_field', '/trigger/webhook/record', { field: record })]
      : [];
  return {
    given: { payload: { kind: 'record', fields: Object.fromEntries(fields) } },
    recordless: record === undefined,
    issues: [...missing, ...nameTaken(form, 'payload')],
  };
}

function thresholdOccasion(
  threshold: RuleThreshold,
  form: FormModel,
  { registers }: RuleSurroundings,
): Occasion {
  const register = registers?.get(threshold.register);
  if (!register) {
    const { register: key } = threshold;
    return {
      recordless: true,
      issues: [issue('unknown_register', '/trigger/threshold/register', { register: key })],
    };
  }
  const given: FieldTypes = { balance: { kind: 'record', fields: balanceFields(register) } };
  const limit = compileFormula(threshold.value, {
    ...form.scope,
    fields: { ...form.scope.fields, ...given },
  });
  const issues = [
    ...checkRegister(threshold, register, form),
    ...nameTaken(form, 'balance'),
    ...(limit.ok ? checkLimit(limit.value, threshold, form) : limit.error).map((found) => ({
      ...found,
      path: '/trigger/threshold/value',
    })),
  ];
  const recordless = threshold.record === undefined;
  return { given, recordless, issues, ...(limit.ok ? { limit: limit.value } : {}) };
}

/** The balance that crossed, as formulas see it: its dimensions and its resources. */
function balanceFields(register: RegisterDefinition): FieldTypes {
  return Object.fromEntries([
    ...register.dimensions.map(({ id }) => [id, { kind: 'text' }] as const),
    ...register.resources.map(({ id, scale }) => [id, { kind: 'number', scale }] as const),
  ]);
}

function checkLimit(
  { type, dependencies }: CompiledFormula,
  { record }: RuleThreshold,
  form: FormModel,
): readonly Issue[] {
  const isNumber = type.kind === 'number' || type.kind === 'any';
  const read = dependencies.find((path) => form.scope.fields[path.split('.', 1)[0] ?? ''] !== undefined);
  const title = form.field(read?.split('.', 1)[0] ?? '')?.title;
  return [
    ...(isNumber ? [] : [issue('formula_result', '', { expected: 'number', actual: type.kind })]),
    // Without a record every field is blank, and a blank limit is never crossed.
    ...(record === undefined && read !== undefined
      ? [issue('limit_needs_record', '', { field: read, ...(title && { title }) })]
      : []),
  ];
}

function checkRegister(
  { resource, where = {}, record }: RuleThreshold,
  register: RegisterDefinition,
  form: FormModel,
): readonly Issue[] {
  const at = '/trigger/threshold';
  const name = register.key;
  const dimension = (id: string) => register.dimensions.find((each) => each.id === id);
  const unknown = (id: string, path: string): readonly Issue[] =>
    dimension(id) ? [] : [issue('unknown_dimension', path, { register: name, dimension: id })];
  return [
    ...(register.type === 'turnover' ? [issue('turnover_has_no_balance', `${at}/register`)] : []),
    ...(register.resources.some((each) => each.id === resource)
      ? []
      : [issue('unknown_resource', `${at}/resource`, { register: name, resource })]),
    ...Object.keys(where).flatMap((id) => unknown(id, pointer(at, 'where', id))),
    ...(record === undefined || dimension(record)?.form === form.key
      ? []
      : [issue('threshold_record', `${at}/record`, { dimension: record, form: form.title })]),
  ];
}

/** A field of the same name would be read instead of what the occasion brings. */
function nameTaken(form: FormModel, name: string): readonly Issue[] {
  return form.scope.fields[name] === undefined
    ? []
    : [issue('occasion_name_taken', '/form', { field: name })];
}
