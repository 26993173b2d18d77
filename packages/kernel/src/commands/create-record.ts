import { checkWrites } from '../access/index.js';
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
import { issue, pointer } from '../foundation/index.js';
import { newRecord } from '../records/index.js';
import type { StoredRecord } from '../records/index.js';
import { fireDefault } from '../rules/index.js';
import { attachFiles } from './attach-files.js';
import type { CreateCommand } from './command.js';
import { need, refuse, refuseOn } from './decision.js';
import { dueFills, fillLines } from './fill-lines.js';
import type { DueFill } from './fill-lines.js';
import { missingNumbers, sequencesOf, taken } from './number-sequences.js';
import { evaluationInput, missingReferences, onForm, requireGrant, ruleContext } from './moment.js';
import type { Moment } from './moment.js';
import { organisationFaults, organisationIn, withOrganisation } from './organisation-of-record.js';
import { runRecordRules } from './record-rules.js';
import { saveRecord } from './save-record.js';

/** Makes a record out of what a caller sent. */
export function createRecord(moment: Moment, command: CreateCommand): StoredRecord {
  const grant = requireGrant(moment, 'create');
  const { coerced, applied } = givenBy(moment, command);
  refuseOn(checkWrites(coerced, grant, true));
  if (!applied.ok) refuse('invalid', applied.error);
  const made = makeRecord(moment, command.id, attachFiles(moment, applied.value, {}), true);
  refuseOn(organisationFaults(moment, made, grant));
  return made;
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

function makeRecord(moment: Moment, id: string, given: RecordData, byPerson = false): StoredRecord {
  const { model, command, facts } = moment;
  const values = withDefaults(moment, id, given);
  const fills = dueFills(moment, values);
  needTogether(moment, values, fills);
  const filled = fillLines(moment, numbered(moment, values), fills);
  const event = { type: 'create', changed: new Set(Object.keys(filled)) } as const;
  const authored = byPerson ? { given: values, initial: withDefaults(moment, id, {}) } : null;
  const saved = saveRecord(moment, filled, event, [], undefined, authored);
  const record = { ...saved.record, ...newRecord(model, id, { actor: facts.subject.id, now: command.at }) };
  moment.sheet.insert(model.key, record);
  moment.sheet.events.push({ type: `${model.key}.created`, form: model.key, recordId: id, data: {} });
  return runRecordRules(moment, record, saved.notices, event);
}

/** A new record with the initial values that its form and its rules give to blank fields. */
function withDefaults(moment: Moment, id: string, given: RecordData): RecordData {
  const { model, release } = moment;
  const started = withOrganisation(moment, { ...given, id, status: model.lifecycle.initial });
  const values = applyDefaults(model, started, evaluationInput(moment, given));
  const event = { type: 'create', changed: new Set(Object.keys(given)) } as const;
  const begun = fireDefault(release.rules, model, event, values, ruleContext(moment, values));
  refuseOn(begun.issues);
  return begun.record;
}

/** Asks for references, numbers and balances in one go: each asking is a round trip. */
function needTogether(moment: Moment, values: RecordData, fills: readonly DueFill[]): void {
  const references = missingReferences(moment, collectReferences(moment.model, values));
  const numbers = missingNumbers(moment, moment.model, 1, organisationIn(moment.model, values));
  const unread = fills.map((fill) => fill.need).filter(({ key }) => !moment.facts.fills.has(key));
  if (references.length + Object.keys(numbers).length + unread.length > 0)
    need({ references, numbers, fills: unread });
}

function numbered(moment: Moment, values: RecordData): RecordData {
  const organisation = organisationIn(moment.model, values);
  const sequences = sequencesOf(moment.model, moment.today, organisation);
  if (organisation === undefined && sequences.some(({ byOrganisation }) => byOrganisation))
    refuse('invalid', [
      issue('number_needs_organisation', pointer('', moment.model.organisationField ?? '')),
    ]);
  const numbers = sequences.map(({ field, pattern, name }) => {
    const drawn = moment.facts.numbers.get(name)?.[taken(moment, name)];
    if (drawn === undefined) throw new Error(`number of ${name} was not drawn`);
    return [field, formatNumber(pattern, drawn, moment.today, organisation)] as const;
  });
  return { ...values, ...Object.fromEntries(numbers) };
}
