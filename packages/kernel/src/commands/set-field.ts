import type { EvaluationInput, RecordData } from '../expression/index.js';
import { computeRecord, rowsOf } from '../forms/index.js';
import type { RuleAction } from '../metadata/index.js';
import type { RuleEffect } from '../rules/index.js';
import { refuseOn } from './decision.js';
import { compileFlowActions } from './flow-actions.js';
import { ruleContext } from './moment.js';
import type { Moment } from './moment.js';

/** Fields that the nodes of a flow set, with everything that is computed out of them. */

type SetField = Extract<RuleEffect, { type: 'set_field' }>;

/** The record with one field of its header or of a line set, and its computed fields brought up to date. */
export function withField(moment: Moment, record: RecordData, effect: SetField): RecordData {
  const values = write(record, effect);
  const changed = new Set([effect.field]);
  const computed = computeRecord(moment.model, values, ruleContext(moment, values), changed);
  refuseOn(computed.errors);
  return computed.record;
}

function write(record: RecordData, { field, line, value }: SetField): RecordData {
  if (line === undefined) return { ...record, [field]: value };
  const [table = '', column = ''] = field.split('.');
  const rows = rowsOf(record, table).map((row) => (row.id === line ? { ...row, [column]: value } : row));
  return { ...record, [table]: rows };
}

/** What the nodes behind an action node see: the record as the actions leave it. */
export function inputAfter(
  moment: Moment,
  actions: readonly RuleAction[],
  input: EvaluationInput,
): EvaluationInput {
  const compiled = compileFlowActions(moment.release, moment.model, actions);
  if (!compiled.ok) return input;
  const { effects } = compiled.value.run(input, { key: '' });
  const set = effects.filter((effect): effect is SetField => effect.type === 'set_field');
  const record = set.reduce((current, effect) => withField(moment, current, effect), input.record);
  return { ...input, record };
}
