import type { RecordData } from '../expression/index.js';
import {
  applyReferenceFills,
  checkReferences,
  collectReferences,
  computeRecord,
  validateComplete,
} from '../forms/index.js';
import { checkLinkage, fireDerive, fireValidate, withoutHidden } from '../rules/index.js';
import type { RuleEffect, RuleEvent, RuleOrigin } from '../rules/index.js';
import { checkPeople } from './check-people.js';
import { refuseOn } from './decision.js';
import { ensureReferences, recordReferred, ruleContext } from './moment.js';
import type { Moment } from './moment.js';

/** What a record became, and whom its rules want to tell. */
export interface Saved {
  readonly record: RecordData;
  readonly notices: readonly RuleEffect[];
}

/** What a person wants of a record, beside what it was; fields that rules lock are held against it. */
export interface Authored {
  readonly given: RecordData;
  /** The stored record; a new one is its form's initial values. */
  readonly initial: RecordData;
}

/**
 * The middle of every save: references and their fills, computed fields, `derive` rules until quiet, then what must be
 * filled, then `validate` rules once on the final values. All faults are reported together.
 * @param authored left out for changes of the record at hand, `null` where the platform itself writes.
 */
export function saveRecord(
  moment: Moment,
  values: RecordData,
  event: RuleEvent,
  required: readonly string[] = [],
  before?: RecordData,
  authored: Authored | null = before ? { given: values, initial: before } : null,
): Saved {
  const filled = fillReferences(moment, values, before);
  const computed = computeRecord(moment.model, filled, ruleContext(moment, filled));
  const { rules } = moment.release;
  const derived = fireDerive(rules, moment.model, event, computed.record, ruleContext(moment, filled));
  const context = ruleContext(moment, derived.record);
  const change = { before: authored?.initial ?? before ?? {}, given: authored?.given, after: derived.record };
  const asked = validateComplete(moment.model, derived.record, required);
  const validated = fireValidate(rules, moment.model, event, derived.record, context);
  refuseOn([
    ...checkReferences(moment.model, derived.record, (form, id) => found(moment, form, id)),
    ...checkPeople(moment, derived.record, before),
    ...computed.errors,
    ...withoutHidden(rules, moment.model, derived.record, asked, context),
    ...derived.issues,
    ...checkLinkage(rules, moment.model, change, context),
    ...validated.issues,
  ]);
  moment.sheet.notes.push(...derived.issues, ...validated.issues);
  noteFirings(moment, derived.effects, derived.record);
  return { record: derived.record, notices: derived.notices };
}

/** Notes which rules wrote into the record. */
export function noteFirings(moment: Moment, effects: readonly RuleEffect[], record: RecordData): void {
  const recordId = String(record['id'] ?? '');
  for (const { rule } of effects) noteFiring(moment, rule, recordId);
}

/** Notes that actions of a rule ran for a record. */
export function noteFiring({ sheet, model }: Moment, { key, branch }: RuleOrigin, recordId: string): void {
  sheet.firings.push({ rule: key, ...(branch ? { branch } : {}), form: model.key, recordId });
}

/** Reads the references that changed and copies what they fill in. */
function fillReferences(moment: Moment, values: RecordData, before: RecordData | undefined): RecordData {
  const wanted = newReferences(
    collectReferences(moment.model, values),
    before && collectReferences(moment.model, before),
  );
  ensureReferences(moment, wanted);
  return applyReferenceFills(moment.model, values, before, (form, id) => found(moment, form, id));
}

/** References that stood there before were checked when they were written. */
function newReferences(
  after: ReadonlyMap<string, ReadonlySet<string>>,
  before: ReadonlyMap<string, ReadonlySet<string>> | undefined,
): ReadonlyMap<string, ReadonlySet<string>> {
  if (!before) return after;
  return new Map(
    [...after].map(
      ([form, ids]) => [form, new Set([...ids].filter((id) => !before.get(form)?.has(id)))] as const,
    ),
  );
}

/** A reference that was not read is an old one: it is taken as there. */
function found(moment: Moment, form: string, id: string): RecordData | undefined {
  const record = recordReferred(moment, form, id);
  return record === undefined ? { id } : (record ?? undefined);
}
