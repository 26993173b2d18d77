import { activeUsers, onePerUser } from '../flows/index.js';
import type { CompiledFlow, FlowState } from '../flows/index.js';
import { addDuration, businessDayStart, issue } from '../foundation/index.js';
import type { RecordData } from '../expression/index.js';
import type { PeopleSource, RuleAction } from '../metadata/index.js';
import type { ToldFields } from '../notifications/index.js';
import { withState } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import { collectReferences } from '../forms/index.js';
import { businessDateOf, organisationsOf, planPosting } from '../registers/index.js';
import { fireAfterCommit, fireAfterSave, fireDerive, softened } from '../rules/index.js';
import type { Fired, RuleEffect, RuleEvent } from '../rules/index.js';
import { DecisionStop, need, refuse, refuseOn } from './decision.js';
import { compileFlowActions } from './flow-actions.js';
import { effectKey, evaluationInput, missingReferences, placeOf, ruleContext } from './moment.js';
import type { Moment } from './moment.js';
import { textsOfRule } from './notice.js';
import { missingNumbers } from './number-sequences.js';
import { organisationIn } from './organisation-of-record.js';
import { modelOf } from './release.js';
import { callWebhook, startRuleFlow } from './rule-calls.js';
import { deeper } from './rule-chain.js';
import { noteFiring, noteFirings } from './save-record.js';
import { withField } from './set-field.js';
import { missingRecords, updateRelated } from './update-related.js';

/** Carries out what rules and the actions of flow nodes want, inside the same decision. */

/** The instance in whose step something happens. */
export interface FlowContext {
  readonly flow: CompiledFlow;
  readonly instanceId: string;
  /** Of the instance after this step. */
  readonly revision: number;
  /** Of the instance after this step. */
  readonly state?: FlowState;
}

/** Tells whom derive rules want to tell, then fires the rules that follow a save and carries out what they want. */
export function runRecordRules(
  moment: Moment,
  record: StoredRecord,
  notices: readonly RuleEffect[],
  event: RuleEvent,
  context?: FlowContext,
): StoredRecord {
  const { release, model } = moment;
  const told = carryOutAll(moment, record, notices, context);
  const fired = fireAfterSave(release.rules, model, event, told, ruleContext(moment, told));
  const acted = carryOutFired(moment, told, fired, context);
  const late = fireAfterCommit(release.rules, model, event, acted, ruleContext(moment, acted));
  return carryOutFired(moment, acted, late, context);
}

function carryOutFired(
  moment: Moment,
  record: StoredRecord,
  { issues, effects }: Pick<Fired, 'issues' | 'effects'>,
  context: FlowContext | undefined,
): StoredRecord {
  refuseOn(issues);
  moment.sheet.notes.push(...issues);
  return carryOutAll(moment, record, effects, context);
}

/** Moves a record into a state and lets the rules of that state follow. */
export function enterState(
  moment: Moment,
  record: StoredRecord,
  state: string,
  context?: FlowContext,
  rule?: string,
): StoredRecord {
  if (record.status === state) return record;
  const next = deeper(moment, record, rule);
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
    ruleContext(moment, entered),
  );
  refuseOn(derived.issues);
  moment.sheet.notes.push(...derived.issues);
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
  return carryOutFired(moment, record, produced, context);
}

function carryOutAll(
  moment: Moment,
  record: StoredRecord,
  effects: readonly RuleEffect[],
  context: FlowContext | undefined,
): StoredRecord {
  needForEffects(moment, effects);
  return effects.reduce((current, effect) => {
    moment.sheet.countActions(1, ruleTitle(moment, effect.rule.key));
    noteFiring(moment, effect.rule, record.id);
    return carryOutOrNote(moment, current, effect, context);
  }, record);
}

function ruleTitle({ release }: Moment, key: string) {
  return release.rules.rule(key)?.definition.title ?? key;
}

/** Carries out an effect that may fail: then everything that it began is taken back, and the failure is noted. */
function carryOutOrNote(
  moment: Moment,
  record: StoredRecord,
  effect: RuleEffect,
  context: FlowContext | undefined,
): StoredRecord {
  if (effect.onError === undefined) return carryOut(moment, record, effect, context);
  const takeBack = moment.sheet.mark();
  try {
    return carryOut(moment, record, effect, context);
  } catch (stop) {
    if (!(stop instanceof DecisionStop) || stop.decision.kind !== 'refused') throw stop;
    // Time that is up is up for the whole save, not for this action alone.
    if (stop.decision.issues.some(({ code }) => code === 'out_of_time')) throw stop;
    takeBack();
    const { key, branch } = effect.rule;
    moment.sheet.notes.push(...softened(stop.decision.issues, effect.onError, key, branch));
    return moment.sheet.current(record.id) ?? record;
  }
}

/** Asks for all that the effects make and change needs in one go: each asking is a round trip. */
function needForEffects(moment: Moment, effects: readonly RuleEffect[]): void {
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
  const records = missingRecords(moment, effects);
  if (references.length + Object.keys(numbers).length + records.length > 0)
    need({ references, numbers, records });
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
      return enterState(moment, record, effect.state, context, effect.rule.key);
    case 'update_record':
      return updateRelated(moment, record, effect);
    case 'start_flow':
      return startRuleFlow(moment, record, effect);
    case 'call_webhook':
      callWebhook(moment, record, effect);
      return record;
    case 'link':
      return record;
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
    key: effectKey(moment, effect, record.id, record.version),
    event: 'rule',
    to: people,
    ...textsOfRule(moment, effect),
    ...placeOf(moment, record),
  });
}

function toldOf({ model }: Moment, fields: readonly string[] | undefined): { readonly tells?: ToldFields } {
  return fields === undefined ? {} : { tells: { form: model.key, fields } };
}

/** Makes a record out of this one and links the two both ways. */
function makeRelated(moment: Moment, record: StoredRecord, effect: EffectOf<'create_record'>): StoredRecord {
  const id = moment.facts.ids();
  moment.make(withPlaceOf(moment, record, effect.rule.key), effect.form, id, effect.values);
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
    ? taskRecord(moment, record, effect.rule.key, effect.record)
    : { form: moment.model.key, id: record.id };
  const dueAt = dueOf(moment, effect);
  for (const assignee of assignees) {
    moment.sheet.tasksOpened.push({
      id: moment.facts.ids(),
      kind: 'complete',
      form: target.form,
      recordId: target.id,
      title: effect.title,
      assignee,
      openedAt: moment.command.at,
      dueAt,
      action: effect.completedBy,
      rule: effect.rule.key,
      instanceId: context?.instanceId,
    });
  }
  moment.sheet.notifications.push({
    key: effectKey(moment, effect, 'task', target.id, record.version),
    event: 'task',
    to: assignees.filter((user) => user !== moment.facts.subject.id),
    title: effect.title,
    ...toldOf(moment, effect.tells),
    form: target.form,
    recordId: target.id,
  });
}

/** The last minute of a day is in time. */
const LAST_MINUTE = 'PT23H59M';

function dueOf({ command }: Moment, { dueIn, dueOn }: EffectOf<'create_task'>): string | undefined {
  if (dueOn === undefined && dueIn === undefined) return undefined;
  const due =
    dueOn === undefined
      ? addDuration(command.at, dueIn ?? '')
      : addDuration(businessDayStart(dueOn), LAST_MINUTE);
  return due.ok ? due.value : undefined;
}

function taskRecord(
  moment: Moment,
  record: StoredRecord,
  rule: string,
  wanted: { readonly form: string; readonly values: RecordData; readonly backlink?: string },
): { form: string; id: string } {
  const id = moment.facts.ids();
  moment.make(withPlaceOf(moment, record, rule), wanted.form, id, wanted.values);
  if (wanted.backlink !== undefined) moment.sheet.amend(record.id, { [wanted.backlink]: id });
  return { form: wanted.form, id };
}

/** One step further, towards a record that belongs to the organisation of the one that it is made from. */
function withPlaceOf(moment: Moment, record: StoredRecord, rule: string): Moment {
  const organisation = organisationIn(moment.model, record) ?? moment.organisation;
  return { ...deeper(moment, record, rule), ...(organisation === undefined ? {} : { organisation }) };
}

/**
 * A posting is asked for here and settled when the balances that it touches are locked. One that moves nothing is asked for, too: its
 * day must be open, it may bring vouchers, and it can be undone.
 */
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
  if (!planned.ok || !date.ok) return;
  moment.sheet.postings.push({
    posting,
    ...planned.value,
    form: moment.model.key,
    recordId: record.id,
    input,
    businessDate: date.value,
    ...organisationsOf(posting, planned.value.intents, input, organisationIn(moment.model, record)),
    ...(posting.recosts && { otherPostings: (key: string) => moment.release.postings.get(key) }),
    rule: effect.rule.key,
    flow: context?.flow.key,
    instanceId: context?.instanceId,
    ...(effect.onError === undefined ? {} : { onError: effect.onError }),
  });
}

/** The active people that sources name, each once; actions have put the users of fields in their place already. */
function peopleOf(moment: Moment, record: RecordData, sources: readonly PeopleSource[]): readonly string[] {
  const starter = String(record['created_by'] ?? moment.facts.subject.id);
  return onePerUser(activeUsers(sources, { people: moment.facts.people, starter, textsAt: () => [] }));
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
  const administrators = peopleOf(
    moment,
    record,
    roles.map(({ key }) => ({ role: key })),
  );
  return administrators.length > 0 ? administrators : [moment.facts.subject.id];
}
