import type { RecordData } from '../expression/index.js';
import { isBlank, orNull, rowById, rowsOf } from '../forms/index.js';
import type { FieldModel, FormModel, LineModel } from '../forms/index.js';
import { issue, pointer } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { askRule } from './ask-rule.js';
import { askings, inForce, passOver } from './rule-context.js';
import type { RuleContext } from './rule-context.js';
import type { LinkageEffect } from './rule-effect.js';
import { Groups } from './rule-gate.js';
import type { RuleSet } from './rule-set.js';

/** How rules want one field shown. What no rule speaks of is as the form says. */
export interface FieldLinkage {
  readonly visible?: boolean;
  readonly required?: boolean;
  readonly readOnly?: boolean;
  readonly options?: readonly string[];
  /** Aspect -> the rule that settled it. */
  readonly by: Readonly<Partial<Record<LinkageEffect['aspect'], string>>>;
}

/** How rules want a form shown: by `qty`, `lines`, `lines.qty`, and `lines.qty/<line id>` for one line. */
export type FormLinkage = ReadonlyMap<string, FieldLinkage>;

/**
 * What rules make of a form's fields for a record as it stands. It depends on the values alone, never on what was
 * changed last, so the form and the server come to the same answer. Of two rules the one that goes first settles it.
 */
export function linkageOf(
  rules: RuleSet,
  model: FormModel,
  record: RecordData,
  context: RuleContext = {},
): FormLinkage {
  const linkage = new Map<string, FieldLinkage>();
  const groups = new Groups();
  const pass = passOver(record, context);
  for (const rule of inForce(rules.linkages(model.key), context, () => undefined)) {
    for (const asking of askings(rule, pass)) {
      for (const effect of askRule(rule, asking, groups).produced?.effects ?? [])
        if (effect.type === 'link') note(linkage, effect);
    }
  }
  return linkage;
}

function note(linkage: Map<string, FieldLinkage>, { field, line, aspect, value, rule }: LinkageEffect): void {
  const slot = line === undefined ? field : `${field}/${line}`;
  const known = linkage.get(slot) ?? { by: {} };
  if (known.by[aspect] !== undefined) return;
  linkage.set(slot, { ...known, [aspect]: value, by: { ...known.by, [aspect]: rule.key } });
}

const PLAIN: FieldLinkage = { by: {} };

/** How a field is shown, in one line of a table if a line is named: what is said of the line goes before the column. */
export function fieldLinkage(linkage: FormLinkage, path: string, line?: string): FieldLinkage {
  const whole = linkage.get(path) ?? PLAIN;
  const own = line === undefined ? undefined : linkage.get(`${path}/${line}`);
  return own === undefined ? whole : { ...whole, ...own, by: { ...whole.by, ...own.by } };
}

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
 * rules leave, and nobody changed a field that was locked before his change and still is.
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
    ...model.lines.flatMap((line) => checkTable(line.key, now, after)),
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
  const fields = line.fields.filter((field) => spoken.has(field.path));
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
  if (!isNewLine && !fieldLinkage(then, field.path, line).readOnly) return [];
  const isChanged = !field.type.same(valueIn(place, before), valueIn(place, given));
  return isChanged
    ? [issue('field_locked_by_rule', path, { field: field.path, rule: lock.by.readOnly })]
    : [];
}
