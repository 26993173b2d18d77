import { coversRecord, relationOf } from '../access/index.js';
import type { AccessDecision } from '../access/index.js';
import type { EvaluationInput, RecordData } from '../expression/index.js';
import type { CompiledFlow } from '../flows/index.js';
import { issue } from '../foundation/index.js';
import type { Localized } from '../foundation/index.js';
import type { FormModel } from '../forms/index.js';
import type { StoredRecord } from '../records/index.js';
import type { RuleContext, RuleEffect } from '../rules/index.js';
import type { Command } from './command.js';
import { need, refuse } from './decision.js';
import type { EffectSheet } from './effect-sheet.js';
import { referenceKey } from './facts.js';
import type { Facts } from './facts.js';
import { modelOf } from './release.js';
import type { CompiledRelease } from './release.js';
import type { TimeBudget } from './time-budget.js';

/** What every part of one decision has at hand. */
export interface Moment {
  readonly release: CompiledRelease;
  /** Compiled releases that running instances are pinned to. */
  readonly pinned: (release: number) => CompiledRelease | undefined;
  readonly command: Command;
  readonly facts: Facts;
  readonly sheet: EffectSheet;
  readonly model: FormModel;
  /** Day of the command where the business is, `YYYY-MM-DD`. */
  readonly today: string;
  /** Makes a record with values that the platform gives; here because making and ruling call each other. */
  readonly make: (moment: Moment, form: string, id: string, values: RecordData) => StoredRecord;
  /** Changes a record with values that the platform gives; here for the same reason. */
  readonly change: (moment: Moment, before: StoredRecord, values: RecordData) => StoredRecord;
  /** Starts a flow on a record; here for the same reason. */
  readonly start: (moment: Moment, record: StoredRecord, flow: CompiledFlow) => StoredRecord;
  /** How long the decision may take; without it, any time. */
  readonly budget?: TimeBudget;
  /** The records and states that have set off one another so far. */
  readonly chain?: readonly Localized[];
  /** Id of the record that stands for none, where a rule is about no record: nothing may lead to it. */
  readonly standIn?: string;
  /** The organisation of the record that another one is made from, where it has one. */
  readonly organisation?: string;
  /** What the occasion brings besides the record: the payload of a webhook, a balance. */
  readonly given?: Readonly<Record<string, RecordData>>;
}

/** Names what an effect tells or asks outside of the decision; the same for every delivery of it. */
export function effectKey(
  { command }: Moment,
  { rule, action, line }: Pick<RuleEffect, 'rule' | 'action' | 'line'>,
  ...about: readonly (string | number)[]
): string {
  const occasion = command.type === 'fire' ? (command.occasion ?? command.at) : undefined;
  return [rule.key, action, line, ...about, occasion].filter(Boolean).join('/');
}

/** Where what is told about a record leads; nowhere, where a record only stands in for none. */
export function placeOf(
  { model, standIn }: Moment,
  { id }: StoredRecord,
): { readonly form?: string; readonly recordId?: string } {
  return id === standIn ? {} : { form: model.key, recordId: id };
}

/** The input of formulas and conditions over a record. */
export function evaluationInput(moment: Moment, record: RecordData): EvaluationInput {
  return {
    record,
    reference: (form, id) => lookUp(moment, form, id),
    variables: {
      ...moment.given,
      actor: moment.facts.subject.id,
      now: moment.command.at,
      today: moment.today,
    },
  };
}

/** What rules may read in a save. Nobody looks at their trace there; who wants it asks for it afterwards. */
export function ruleContext(moment: Moment, record: RecordData): RuleContext {
  const { reference, variables } = evaluationInput(moment, record);
  if (!moment.budget) return { reference, variables, trace: 'none' };
  const onWork = (what: Localized) => checkTime(moment, what);
  return { reference, variables, trace: 'none', onWork, onRest: () => checkTime(moment) };
}

/** Refuses a save whose time is up, with what took longest and what it was set off by. */
export function checkTime({ budget, chain }: Moment, next?: Localized): void {
  if (!budget) return;
  budget.turnTo(next);
  if (budget.isSpent) refuse('invalid', [budget.toIssue(chain)]);
}

/** Header of a record referred to; asks for it when it was not read. */
function lookUp(moment: Moment, form: string, id: string): RecordData | undefined {
  const found = recordReferred(moment, form, id);
  if (found === undefined) need({ references: [{ form, id }] });
  return found ?? undefined;
}

/**
 * The record that a reference names, as far as it is known: one that this decision writes goes before what was read.
 * `null` means that there is none, `undefined` that it was not read.
 */
export function recordReferred(
  { sheet, facts }: Moment,
  form: string,
  id: string,
): RecordData | null | undefined {
  return sheet.current(id) ?? facts.references.get(referenceKey(form, id));
}

/** Finds references that were not read and asks for all of them at once. */
export function ensureReferences(moment: Moment, wanted: ReadonlyMap<string, ReadonlySet<string>>): void {
  const missing = missingReferences(moment, wanted);
  if (missing.length > 0) need({ references: missing });
}

export function missingReferences(
  moment: Moment,
  wanted: ReadonlyMap<string, ReadonlySet<string>>,
): { form: string; id: string }[] {
  return [...wanted].flatMap(([form, ids]) =>
    [...ids].filter((id) => recordReferred(moment, form, id) === undefined).map((id) => ({ form, id })),
  );
}

/** The moment seen from another form, for records that rules make. */
export function onForm(moment: Moment, form: string): Moment {
  return { ...moment, model: modelOf(moment.release, form), given: undefined };
}

/** The subject's grant for an action on the form, or a refusal. */
export function requireGrant(moment: Moment, action: string): AccessDecision {
  const grant = moment.release.access.can(moment.facts.subject, moment.model.key, action);
  if (!grant.allowed) {
    refuse('forbidden', [issue('no_right', '', { form: moment.model.title, action })]);
  }
  return grant;
}

/** Whether the grant's row scope covers the record. */
export function coversRow(moment: Moment, grant: AccessDecision, record: RecordData): boolean {
  const { subject, involved, people } = moment.facts;
  const { organisationField } = moment.model;
  return coversRecord(
    grant,
    relationOf(record, {
      actor: subject.id,
      involved: involved === true,
      people,
      organisation: subject.organisation,
      organisationField,
    }),
  );
}

/** The record of the command as it was read: visible to the subject, and of the version that he has seen. */
export function requireRecord(moment: Moment): StoredRecord {
  const { record } = moment.facts;
  if (!record || !isVisible(moment, record)) return refuse('hidden', [issue('not_found')]);
  const seen = 'version' in moment.command ? moment.command.version : undefined;
  if (seen !== undefined && seen !== record.version) {
    refuse('stale', [issue('stale_version', '', { seen, current: record.version })]);
  }
  return record;
}

/** Whoever has a task on a record may see it, whatever his roles say. */
function isVisible(moment: Moment, record: RecordData): boolean {
  if (moment.facts.involved) return true;
  return coversRow(moment, moment.release.access.can(moment.facts.subject, moment.model.key, 'read'), record);
}
