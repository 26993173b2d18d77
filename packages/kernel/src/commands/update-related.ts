import type { EvaluationInput } from '../expression/index.js';
import { rowById, rowsOf } from '../forms/index.js';
import { issue } from '../foundation/index.js';
import type { StoredRecord } from '../records/index.js';
import { updateOf } from '../rules/index.js';
import type { RecordQuery, RuleEffect } from '../rules/index.js';
import { refuse, refuseOn } from './decision.js';
import { queryKey } from './facts.js';
import type { RecordNeed } from './facts.js';
import { evaluationInput, onForm } from './moment.js';
import type { Moment } from './moment.js';
import { deeper } from './rule-chain.js';

/** Changes other records that a rule finds by a reference or by their fields. */

type UpdateRecord = Extract<RuleEffect, { type: 'update_record' }>;

/** Changes the records that the effect is for, one after the other, each with the values that hold when its turn comes. */
export function updateRelated(moment: Moment, record: StoredRecord, effect: UpdateRecord): StoredRecord {
  const targets = targetsOf(moment, effect);
  const target = onForm(deeper(moment, record, effect.rule.key), effect.form);
  const update = updateOf(effect);
  for (const each of targets) {
    const own = moment.sheet.current(record.id) ?? record;
    const current = moment.sheet.current(each.id) ?? each;
    const { values, issues } = update.values(inputOf(moment, own, effect.line), current);
    refuseOn(issues);
    moment.change(target, each, values);
  }
  return moment.sheet.current(record.id) ?? record;
}

/** What formulas of an effect read: the record, and the line that the rule was asked for. */
function inputOf(moment: Moment, record: StoredRecord, line: string | undefined): EvaluationInput {
  const input = evaluationInput(moment, record);
  if (line === undefined) return input;
  for (const { key } of moment.model.lines) {
    const row = rowById(rowsOf(record, key), line);
    if (row) return { ...input, row };
  }
  return input;
}

function targetsOf(moment: Moment, { query, form }: UpdateRecord): readonly StoredRecord[] {
  const title = moment.release.models.get(form)?.title ?? form;
  const found = query === undefined ? [] : lockedRecords(moment, query);
  if (found.length === 0) return refuse('invalid', [issue('no_record_to_change', '', { form: title })]);
  const max = query !== undefined && 'max' in query ? query.max : 1;
  return found.length > max
    ? refuse('invalid', [issue('too_many_to_change', '', { form: title, max })])
    : found;
}

/** A record that this decision has written already is at hand; the others were read and locked before. */
function lockedRecords({ facts, sheet }: Moment, query: RecordQuery): readonly StoredRecord[] {
  const noted = 'id' in query ? sheet.current(query.id) : undefined;
  if (noted) return [noted];
  const found = facts.found?.get(queryKey(query));
  if (!found) throw new Error(`records of ${query.form} were not asked for`);
  return found.map(({ record }) => record);
}

/** The records that effects change and that were not read yet. */
export function missingRecords(
  { facts, sheet }: Moment,
  effects: readonly RuleEffect[],
): readonly RecordNeed[] {
  const needs = new Map<string, RecordNeed>();
  for (const effect of effects) {
    if (effect.type !== 'update_record' || !effect.query) continue;
    const { query } = effect;
    const key = queryKey(query);
    if (facts.found?.has(key) || ('id' in query && sheet.current(query.id))) continue;
    needs.set(key, { key, query });
  }
  return [...needs.values()];
}
