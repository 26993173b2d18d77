import type { RecordData } from '../expression/index.js';
import { isBlank, orNull, rowById, rowsOf } from '../forms/index.js';
import type { FieldModel, FormModel, LineModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { fieldLinkage, linkageOf } from './linkage.js';
import type { FormLinkage } from './linkage.js';
import type { RuleContext } from './rule-context.js';
import type { RuleSet } from './rule-set.js';

/** A record under way: as it stood, as its author gave it, and as it will be kept. */
export interface LinkedChange {
  /** The stored record; a new one is its form's initial values. */
  readonly before: RecordData;
  /** What a person wants it to be; left out when the platform itself writes. */
  readonly given?: RecordData;
  /** With everything that rules and formulas made of it. */
  readonly after: RecordData;
}

/**
 * Holds a save to what its form would have asked: fields that rules ask for are filled, choices are among those that
 * rules leave, and nobody changed a field, or the lines of a table, that was locked before his change and still is.
 */
export function checkLinkage(
  rules: RuleSet,
  model: FormModel,
  { before, given, after }: LinkedChange,
  context: RuleContext = {},
): readonly Issue[] {
  if (rules.linkages(model.key).length === 0) return [];
  const now = linkageOf(rules, model, after, context);
  const then = given === undefined ? undefined : linkageOf(rules, model, before, context);
  return [
    ...model.lines.flatMap((line) => [
      ...checkTable(line.key, now, after),
      ...(then && given ? checkLockedTable(line, now, then, before, given) : []),
    ]),
    ...placesOf(model, after, spokenOf(now)).flatMap((place) => [
      ...checkRequired(place, now),
      ...checkOptions(place, now, before),
      ...(then && given ? checkLocked(place, now, then, before, given) : []),
    ]),
  ];
}

/** One value of a record and where it stands. */
interface Place {
  readonly field: FieldModel;
  readonly holder: RecordData;
  readonly line?: string;
  readonly path: string;
}

/** The fields of which rules say anything. */
function spokenOf(linkage: FormLinkage): ReadonlySet<string> {
  return new Set([...linkage.keys()].map((slot) => slot.split('/', 1)[0] ?? slot));
}

function placesOf(model: FormModel, record: RecordData, spoken: ReadonlySet<string>): readonly Place[] {
  const header = model.fields
    .filter((field) => spoken.has(field.path))
    .map((field) => ({ field, holder: record, path: pointer('', field.key) }));
  return [...header, ...model.lines.flatMap((line) => columnPlaces(line, record, spoken))];
}

function columnPlaces(line: LineModel, record: RecordData, spoken: ReadonlySet<string>): readonly Place[] {
  const fields = line.fields.filter((field) => spoken.has(line.key) || spoken.has(field.path));
  if (fields.length === 0) return [];
  return rowsOf(record, line.key).flatMap((holder, index) =>
    fields.map((field) => ({
      field,
      holder,
      line: String(holder.id),
      path: pointer('', line.key, index, field.key),
    })),
  );
}

function valueIn({ field, line }: Place, record: RecordData) {
  if (field.line === undefined) return orNull(record[field.key]);
  return orNull(rowById(rowsOf(record, field.line), line ?? '')?.[field.key]);
}

/** A table that is asked for has a line. */
function checkTable(key: string, linkage: FormLinkage, record: RecordData): readonly Issue[] {
  const { required, visible } = fieldLinkage(linkage, key);
  return required && visible !== false && rowsOf(record, key).length === 0
    ? [issue('too_few_lines', pointer('', key), { min: 1 })]
    : [];
}

/** A table that is locked keeps its lines and their order; what stands in them is looked at cell by cell. */
function checkLockedTable(
  { key, title }: LineModel,
  now: FormLinkage,
  then: FormLinkage,
  before: RecordData,
  given: RecordData,
): readonly Issue[] {
  const lock = fieldLinkage(now, key);
  if (!lock.readOnly || !fieldLinkage(then, key).readOnly) return [];
  const [old, wanted] = [idsOf(before, key), idsOf(given, key)];
  if (old.length === wanted.length && old.every((id, at) => id === wanted[at])) return [];
  const added = wanted.findIndex((id) => !old.includes(id));
  const path = added < 0 ? pointer('', key) : pointer('', key, added);
  return [issue('lines_locked_by_rule', path, { field: key, title, rule: lock.by.readOnly })];
}

function idsOf(record: RecordData, table: string): readonly string[] {
  return rowsOf(record, table).map(({ id }) => String(id));
}

function checkRequired({ field, holder, line, path }: Place, linkage: FormLinkage): readonly Issue[] {
  const { required, visible, by } = fieldLinkage(linkage, field.path, line);
  // What the form itself asks for is reported by the form; a hidden field cannot be filled.
  if (!required || visible === false || field.required || !isBlank(holder[field.key])) return [];
  return [issue('required', path, { field: field.path, rule: by.required })];
}

function checkOptions(place: Place, linkage: FormLinkage, before: RecordData): readonly Issue[] {
  const { field, holder, line, path } = place;
  const { options, by } = fieldLinkage(linkage, field.path, line);
  const value = holder[field.key];
  if (options === undefined || typeof value !== 'string' || value === '' || options.includes(value))
    return [];
  // What was chosen before the choices were narrowed stays until somebody changes it.
  return value === valueIn(place, before) ? [] : [issue('choice_unknown', path, { value, rule: by.options })];
}

function checkLocked(
  place: Place,
  now: FormLinkage,
  then: FormLinkage,
  before: RecordData,
  given: RecordData,
): readonly Issue[] {
  const { field, line, path } = place;
  const lock = fieldLinkage(now, field.path, line);
  if (!lock.readOnly || field.serverOwned) return [];
  const isNewLine = field.line !== undefined && !rowById(rowsOf(before, field.line), line ?? '');
  // That a locked table has a new line is said once, of the table.
  if (isNewLine && fieldLinkage(now, field.line).readOnly) return [];
  if (!isNewLine && !fieldLinkage(then, field.path, line).readOnly) return [];
  const isChanged = !field.type.same(valueIn(place, before), valueIn(place, given));
  return isChanged
    ? [issue('field_locked_by_rule', path, { field: field.path, rule: lock.by.readOnly })]
    : [];
}

/**
 * What is asked for without what rules hide: nobody can fill in what he is not shown.
 * @param issues of a record as it will be kept.
 */
export function withoutHidden(
  rules: RuleSet,
  model: FormModel,
  record: RecordData,
  issues: readonly Issue[],
  context: RuleContext = {},
): readonly Issue[] {
  if (!issues.some(isAsking) || rules.linkages(model.key).every(({ hides }) => hides.length === 0))
    return issues;
  const linkage = linkageOf(rules, model, record, context);
  return issues.filter((each) => !isAsking(each) || !isHidden(each.path, record, linkage));
}

function isAsking({ code }: Issue): boolean {
  return code === 'required' || code === 'too_few_lines';
}

/** @param path of an issue: `/note`, `/lines`, `/lines/2/qty`. */
function isHidden(path: string, record: RecordData, linkage: FormLinkage): boolean {
  const [, field = '', index, column] = path.split('/');
  if (index === undefined || column === undefined) return fieldLinkage(linkage, field).visible === false;
  const row = rowsOf(record, field)[Number.parseInt(index, 10)];
  return fieldLinkage(linkage, `${field}.${column}`, String(row?.id)).visible === false;
}
