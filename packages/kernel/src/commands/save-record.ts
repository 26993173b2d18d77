import type { RecordData } from '../expression/index.js';
import {
  applyReferenceFills,
  checkReferences,
  collectReferences,
  computeRecord,
  validateComplete,
} from '../forms/index.js';
import { fireDerive, fireValidate } from '../rules/index.js';
import type { RuleEffect, RuleEvent } from '../rules/index.js';
import { refuseOn } from './decision.js';
import { referenceKey } from './facts.js';
import { ensureReferences, evaluationInput } from './moment.js';
import type { Moment } from './moment.js';

/** What a record became, and whom its rules want to tell. */
export interface Saved {
  readonly record: RecordData;
  readonly notices: readonly RuleEffect[];
}

/**
 * The middle of every save: references and their fills, computed fields, `derive` rules until quiet, then what must be
 * filled, then `validate` rules once on the final values. All faults are reported together.
 */
export function saveRecord(
  moment: Moment,
  values: RecordData,
  event: RuleEvent,
  required: readonly string[] = [],
  before?: RecordData,
): Saved {
  const filled = fillReferences(moment, values, before);
  const input = evaluationInput(moment, filled);
  const computed = computeRecord(moment.model, filled, input);
  const derived = fireDerive(moment.release.rules, moment.model, event, computed.record, input);
  const context = evaluationInput(moment, derived.record);
  refuseOn([
    ...checkReferences(moment.model, derived.record, (form, id) => found(moment, form, id)),
    ...computed.errors,
    ...validateComplete(moment.model, derived.record, required),
    ...derived.issues,
    ...fireValidate(moment.release.rules, moment.model, event, derived.record, context).issues,
  ]);
  noteFirings(moment, derived.effects, derived.record);
  return { record: derived.record, notices: derived.notices };
}

/** Notes which rules wrote into the record. */
export function noteFirings(moment: Moment, effects: readonly RuleEffect[], record: RecordData): void {
  const recordId = String(record['id'] ?? '');
  for (const { rule } of effects)
    moment.sheet.firings.push({ rule: rule.key, form: moment.model.key, recordId });
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
  const record = moment.facts.references.get(referenceKey(form, id));
  return record === undefined ? { id } : (record ?? undefined);
}
