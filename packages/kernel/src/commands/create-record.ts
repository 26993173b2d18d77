import { checkHiddenWrites } from '../access/index.js';
import type { RecordData } from '../expression/index.js';
import {
  applyChange,
  applyDefaults,
  changeOfValues,
  coerceValues,
  collectReferences,
  formatNumber,
} from '../forms/index.js';

import type { FormModel } from '../forms/index.js';
import { newRecord } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import type { CreateCommand } from './command.js';
import { need, refuse, refuseOn } from './decision.js';
import type { FillNeed } from './facts.js';
import { fillLines, fillNeeds } from './fill-lines.js';
import { missingNumbers, sequencesOf, taken } from './number-sequences.js';
import { evaluationInput, missingReferences, onForm, requireGrant } from './moment.js';
import type { Moment } from './moment.js';
import { runRecordRules } from './record-rules.js';
import { saveRecord } from './save-record.js';

/** Makes a record out of what a caller sent. */
export function createRecord(moment: Moment, command: CreateCommand): StoredRecord {
  const { hidden } = requireGrant(moment, 'create');
  const { coerced, applied } = givenBy(moment, command);
  refuseOn(checkHiddenWrites(coerced, hidden));
  if (!applied.ok) refuse('invalid', applied.error);
  return makeRecord(moment, command.id, applied.value);
}

interface Given {
  readonly model: FormModel;
  readonly coerced: RecordData;
  readonly applied: ReturnType<typeof applyChange>;
}

/** A create is decided twice, before and after its references are read; what was sent is read once. */
const read = new WeakMap<CreateCommand, Given>();

function givenBy({ model, facts }: Moment, command: CreateCommand): Given {
  const known = read.get(command);
  if (known?.model === model) return known;
  const coerced = coerceValues(model, command.values);
  if (!coerced.ok) refuse('invalid', coerced.error);
  const change = changeOfValues(model, coerced.value);
  const given = { model, coerced: coerced.value, applied: applyChange(model, {}, change, facts.ids) };
  read.set(command, given);
  return given;
}

/** Makes a record out of values that the platform itself gives: a rule's, a fill's. */
export function createByRule(moment: Moment, form: string, id: string, values: RecordData): StoredRecord {
  const target = onForm(moment, form);
  const change = changeOfValues(target.model, values);
  const applied = applyChange(target.model, {}, change, moment.facts.ids, { server: true });
  if (!applied.ok) refuse('invalid', applied.error);
  return makeRecord(target, id, applied.value);
}

function makeRecord(moment: Moment, id: string, given: RecordData): StoredRecord {
  const { model, command, facts } = moment;
  const values = applyDefaults(
    model,
    { ...given, id, status: model.lifecycle.initial },
    evaluationInput(moment, given),
  );
  const fills = fillNeeds(moment, values);
  needTogether(moment, values, fills);
  const filled = fillLines(moment, numbered(moment, values), fills);
  const saved = saveRecord(moment, filled, { type: 'create', changed: new Set(Object.keys(filled)) });
  const record = { ...saved.record, ...newRecord(model, id, { actor: facts.subject.id, now: command.at }) };
  moment.sheet.insert(model.key, record);
  moment.sheet.events.push({ type: `${model.key}.created`, form: model.key, recordId: id, data: {} });
  return runRecordRules(moment, record, saved.notices, {
    type: 'create',
    changed: new Set(Object.keys(filled)),
  });
}

/** Asks for references, numbers and balances in one go: each asking is a round trip. */
function needTogether(moment: Moment, values: RecordData, fills: readonly FillNeed[]): void {
  const references = missingReferences(moment, collectReferences(moment.model, values));
  const numbers = missingNumbers(moment, moment.model, 1);
  const unread = fills.filter((fill) => !moment.facts.fills.has(fill.key));
  if (references.length + Object.keys(numbers).length + unread.length > 0)
    need({ references, numbers, fills: unread });
}

function numbered(moment: Moment, values: RecordData): RecordData {
  const numbers = sequencesOf(moment.model, moment.today).map(({ field, pattern, name }) => {
    const drawn = moment.facts.numbers.get(name)?.[taken(moment, name)];
    if (drawn === undefined) throw new Error(`number of ${name} was not drawn`);
    return [field, formatNumber(pattern, drawn, moment.today)] as const;
  });
  return { ...values, ...Object.fromEntries(numbers) };
}
