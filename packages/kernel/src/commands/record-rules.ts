import type { CompiledFlow } from '../flows/index.js';
import { addDuration, CHAIN_DEPTH_MAX, issue } from '../foundation/index.js';
import type { RecordData } from '../expression/index.js';
import type { PeopleSource, RuleAction } from '../metadata/index.js';
import { withState } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import { collectReferences } from '../forms/index.js';
import { businessDateOf, planPosting } from '../registers/index.js';
import { fireAfterSave, fireDerive } from '../rules/index.js';
import type { RuleEffect, RuleEvent } from '../rules/index.js';
import { need, refuse, refuseOn } from './decision.js';
import { compileFlowActions } from './flow-actions.js';
import { evaluationInput, missingReferences } from './moment.js';
import type { Moment } from './moment.js';
import { missingNumbers } from './number-sequences.js';
import { modelOf } from './release.js';
import { noteFirings } from './save-record.js';
import { withField } from './set-field.js';

/** Carries out what rules and the actions of flow nodes want, inside the same decision. */

/** The instance in whose step something happens. */
export interface FlowContext {
  readonly flow: CompiledFlow;
  readonly instanceId: string;
}

/** Tells whom derive rules want to tell, then fires the rules that follow a save and carries out what they want. */
export function runRecordRules(
  moment: Moment,
  record: StoredRecord,
  notices: readonly RuleEffect[],
  event: RuleEvent,
  context?: FlowContext,
): StoredRecord {
  const told = carryOutAll(moment, record, notices, context);
  const fired = fireAfterSave(moment.release.rules, moment.model, event, told, evaluationInput(moment, told));
  refuseOn(fired.issues);
  return carryOutAll(moment, told, fired.effects, context);
}

/** Moves a record into a state and lets the rules of that state follow. */
export function enterState(
  moment: Moment,
  record: StoredRecord,
  state: string,
  context?: FlowContext,
): StoredRecord {
  if (record.status === state) return record;
  const next = deeper(moment);
  moment.sheet.events.push({
    type: `${moment.model.key}.${state}`,
    form: moment.model.key,
    recordId: record.id,
    data: { from: record.status, to: state },
  });
  const event: RuleEvent = { type: 'state', state, changed: new Set(['status']) };
  const entered = withState(record, state);
  const derived = fireDerive(
    moment.release.rules,
    moment.model,
    event,
    entered,
    evaluationInput(moment, entered),
  );
  refuseOn(derived.issues);
  noteFirings(moment, derived.effects, entered);
  const amended = moment.sheet.amend(record.id, { ...derived.record, status: state });
  return runRecordRules(next, amended, derived.notices, event, context);
}

/** Runs the actions of a flow node. */
export function runFlowActions(
  moment: Moment,
  record: StoredRecord,
  nodeId: string,
  actions: readonly RuleAction[],
  context: FlowContext,
): StoredRecord {
  const compiled = compileFlowActions(moment.release, moment.model, actions);
  if (!compiled.ok) return refuse('invalid', compiled.error);
  const produced = compiled.value.run(evaluationInput(moment, record), {
    key: `${context.flow.key}/${nodeId}`,
  });
  refuseOn(produced.issues);
  return carryOutAll(moment, record, produced.effects, context);
}

/** States that set off rules that set states: bounded, with the chain's length in the message. */
function deeper(moment: Moment): Moment {
  const depth = (moment.depth ?? 0) + 1;
  if (depth > CHAIN_DEPTH_MAX) refuse('invalid', [issue('chain_too_deep', '', { max: CHAIN_DEPTH_MAX })]);
  return { ...moment, depth };
}

function carryOutAll(
  moment: Moment,
  record: StoredRecord,
  effects: readonly RuleEffect[],
  context: FlowContext | undefined,
): StoredRecord {
  needForDrafts(moment, effects);
  return effects.reduce((current, effect) => {
    moment.sheet.firings.push({ rule: effect.rule.key, form: moment.model.key, recordId: record.id });
    return carryOut(moment, current, effect, context);
  }, record);
}

/** Asks for the numbers and references of all records that the effects make in one go: each asking is a round trip. */
function needForDrafts(moment: Moment, effects: readonly RuleEffect[]): void {
  const drafts = effects.flatMap((effect) => {
    if (effect.type === 'create_record') return [effect];
    return effect.type === 'create_task' && effect.record ? [effect.record] : [];
  });
  const forms = [...new Set(drafts.map(({ form }) => form))].map((form) => modelOf(moment.release, form));
  const numbers = Object.assign(
    {},
    ...forms.map((model) =>
      missingNumbers(moment, model, drafts.filter(({ form }) => form === model.key).length),
    ),
  ) as Record<string, number>;
  const references = drafts.flatMap(({ form, values }) =>
    missingReferences(moment, collectReferences(modelOf(moment.release, form), values)),
  );
  if (references.length + Object.keys(numbers).length > 0) need({ references, numbers });
}

function carryOut(
  moment: Moment,
  record: StoredRecord,
  effect: RuleEffect,
  context: FlowContext | undefined,
): StoredRecord {
  switch (effect.type) {
    case 'set_field':
      return moment.sheet.amend(record.id, withField(moment, record, effect));
    case 'transition':
      return enterState(moment, record, effect.state, context);
    case 'notify':
      notify(moment, record, effect);
      return record;
    case 'create_record':
      return makeRelated(moment, record, effect);
    case 'create_task':
      makeTasks(moment, record, effect, context);
      return moment.sheet.current(record.id) ?? record;
    case 'post':
      requestPosting(moment, record, effect, context);
      return record;
  }
}

type EffectOf<T extends RuleEffect['type']> = Extract<RuleEffect, { type: T }>;

function notify(moment: Moment, record: StoredRecord, effect: EffectOf<'notify'>): void {
  const people = peopleOf(moment, record, effect.people).filter((user) => user !== moment.facts.subject.id);
  moment.sheet.notifications.push({
    key: [effect.rule.key, effect.action, effect.line, record.id, record.version].filter(Boolean).join('/'),
    to: people,
    title: effect.title,
    body: effect.body,
    form: moment.model.key,
    recordId: record.id,
  });
}

/** Makes a record out of this one and links the two both ways. */
function makeRelated(moment: Moment, record: StoredRecord, effect: EffectOf<'create_record'>): StoredRecord {
  const id = moment.facts.ids();
  moment.make(deeper(moment), effect.form, id, effect.values);
  const current = moment.sheet.current(record.id) ?? record;
  return effect.backlink === undefined ? current : moment.sheet.amend(current.id, { [effect.backlink]: id });
}

function makeTasks(
  moment: Moment,
  record: StoredRecord,
  effect: EffectOf<'create_task'>,
  context: FlowContext | undefined,
): void {
  const assignees = peopleOrAdministrators(moment, record, effect.people);
  const target = effect.record
    ? taskRecord(moment, record, effect.record)
    : { form: moment.model.key, id: record.id };
  const due = effect.dueIn === undefined ? undefined : addDuration(moment.command.at, effect.dueIn);
  for (const assignee of assignees) {
    moment.sheet.tasksOpened.push({
      id: moment.facts.ids(),
      kind: 'complete',
      form: target.form,
      recordId: target.id,
      title: effect.title,
      assignee,
      openedAt: moment.command.at,
      dueAt: due?.ok ? due.value : undefined,
      action: effect.completedBy,
      rule: effect.rule.key,
      instanceId: context?.instanceId,
    });
  }
  moment.sheet.notifications.push({
    key: [effect.rule.key, effect.action, effect.line, 'task', target.id, record.version]
      .filter(Boolean)
      .join('/'),
    to: assignees.filter((user) => user !== moment.facts.subject.id),
    title: effect.title,
    form: target.form,
    recordId: target.id,
  });
}

function taskRecord(
  moment: Moment,
  record: StoredRecord,
  wanted: { readonly form: string; readonly values: RecordData; readonly backlink?: string },
): { form: string; id: string } {
  const id = moment.facts.ids();
  moment.make(deeper(moment), wanted.form, id, wanted.values);
  if (wanted.backlink !== undefined) moment.sheet.amend(record.id, { [wanted.backlink]: id });
  return { form: wanted.form, id };
}

/** A posting is asked for here and settled when the balances that it touches are locked. */
function requestPosting(
  moment: Moment,
  record: StoredRecord,
  effect: EffectOf<'post'>,
  context: FlowContext | undefined,
): void {
  const posting = moment.release.postings.get(effect.posting);
  if (!posting) throw new Error(`release ${moment.release.number} has no posting ${effect.posting}`);
  const { requiresFlow } = posting.definition;
  if (requiresFlow !== undefined && context?.flow.key !== requiresFlow) {
    refuse('forbidden', [issue('outside_flow', '', { posting: posting.key, flow: requiresFlow })]);
  }
  const input = evaluationInput(moment, record);
  const planned = planPosting(posting, input);
  const date = businessDateOf(posting, record, moment.today);
  refuseOn([...(planned.ok ? [] : planned.error), ...(date.ok ? [] : date.error)]);
  if (!planned.ok || !date.ok || planned.value.length === 0) return;
  moment.sheet.postings.push({
    posting,
    intents: planned.value,
    form: moment.model.key,
    recordId: record.id,
    input,
    businessDate: date.value,
    rule: effect.rule.key,
    flow: context?.flow.key,
    instanceId: context?.instanceId,
  });
}

/** The active people that sources name, each once. */
export function peopleOf(
  moment: Moment,
  record: RecordData,
  sources: readonly PeopleSource[],
): readonly string[] {
  const input = evaluationInput(moment, record);
  const named = sources.flatMap((source) => {
    if ('users' in source) return source.users;
    if ('role' in source) return moment.facts.people.usersOfRole(source.role);
    if ('field' in source) return fieldPeople(moment, input.reference, record, source.field);
    return [String(record['created_by'] ?? moment.facts.subject.id)];
  });
  return [...new Set(named)].filter((user) => moment.facts.people.isActive(user));
}

function fieldPeople(
  moment: Moment,
  reference: ((form: string, id: string) => RecordData | undefined) | undefined,
  record: RecordData,
  path: string,
): string[] {
  const [head = '', ...rest] = path.split('.');
  let holder: RecordData | undefined = record;
  let types = moment.model.scope.fields;
  let value = holder[head];
  let type = types[head];
  for (const step of rest) {
    if (type?.kind !== 'reference' || typeof value !== 'string') return [];
    holder = reference?.(type.form, value);
    types = type.fields();
    value = holder?.[step];
    type = types[step];
  }
  return typeof value === 'string' ? [value] : [];
}

/** Work that finds nobody goes to those who administer, so that it never disappears. */
function peopleOrAdministrators(
  moment: Moment,
  record: RecordData,
  sources: readonly PeopleSource[],
): readonly string[] {
  const people = peopleOf(moment, record, sources);
  if (people.length > 0) return people;
  const roles = moment.release.definitions.filter(
    (each) => each.kind === 'role' && each.system?.includes('administer'),
  );
  const administrators = roles
    .flatMap((role) => moment.facts.people.usersOfRole(role.key))
    .filter((user) => moment.facts.people.isActive(user));
  return administrators.length > 0 ? [...new Set(administrators)] : [moment.facts.subject.id];
}
