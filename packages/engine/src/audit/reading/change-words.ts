import { isPathHidden } from '@dougong/kernel/access';
import type { RecordData, WireValue } from '@dougong/kernel/expression';
import { valueText } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { isJsonRecord } from '@dougong/kernel/foundation';
import type { Language } from '@dougong/kernel/foundation';
import type { DirectorySnapshot } from '../../people/directory.js';
import type { References, WantedLabels } from '../../records/reference-labels.js';
import { placeWords, valueWords } from './plain-words.js';
import type { PlainReader } from './plain-words.js';

/** One change as people read it, in their language. */
export interface WordedChange {
  readonly path: string;
  readonly label: string;
  /** Of a change of definitions: set, add, remove, move. */
  readonly op?: string;
  /** Texts; nothing where there was, or is, no value. */
  readonly old: string | null;
  readonly new: string | null;
  /** It is kept, but this reader may not see the values. */
  readonly masked?: true;
}

/** In whose eyes and words. */
export interface ChangeReader {
  readonly language: Language;
  readonly people: DirectorySnapshot;
  readonly refs: References;
  /** Titles of definitions by the property that names them and their key. */
  readonly titleOf: PlainReader['titleOf'];
  /** The form that the entry is about, and which of its fields the reader is not shown; none of them where he may not read it. */
  readonly form?: { readonly model: FormModel; readonly hidden: ReadonlySet<string> | 'all' } | undefined;
}

interface Stored {
  readonly path: string;
  readonly op?: string;
  readonly old: unknown;
  readonly new: unknown;
}

const STATUS = { 'zh-CN': '状态', en: 'Status' };
const TEXT_LENGTH_MAX = 2000;

/** What an entry says it changed, whatever its kind wrote: a list of differences, or one statement. */
export function storedChanges(changes: unknown): readonly Stored[] {
  if (changes === null || changes === undefined) return [];
  const list: readonly unknown[] = Array.isArray(changes) ? changes : [changes];
  return list.map((each) => {
    if (!isJsonRecord(each)) return { path: '', old: null, new: each };
    const { path, op, old, before, new: now, after, ...others } = each;
    if (typeof path !== 'string') return { path: '', old: null, new: each };
    const rest = Object.keys(others).length === 0 ? null : others;
    const how = typeof op === 'string' ? { op } : {};
    return { path, ...how, old: old ?? before ?? null, new: now ?? after ?? rest };
  });
}

/** The changes of an entry in words. Values of fields that the reader may not see are left out, the fact that they changed is not. */
export function wordedChanges(changes: unknown, reader: ChangeReader): readonly WordedChange[] {
  const { form } = reader;
  return storedChanges(changes).map((change) =>
    form ? ofForm(change, form.model, form.hidden, reader) : plainChange(change, reader),
  );
}

/** Records that changed values name, so that their names can be read together. */
export function wantedIn(changes: unknown, model: FormModel, wanted: WantedLabels): void {
  const note = (field: FieldModel | undefined, value: unknown) => {
    if (field?.reference) wanted.add(field.reference.form, value);
  };
  for (const { path, old, new: now } of storedChanges(changes)) {
    const [head = '', , column] = path.slice(1).split('/');
    for (const value of [old, now]) {
      if (column !== undefined) note(model.field(`${head}.${column}`), value);
      else if (!model.line(head)) note(model.field(head), value);
      else for (const [key, cell] of rowsOf(value)) note(model.field(`${head}.${key}`), cell);
    }
  }
}

function ofForm(
  change: Stored,
  model: FormModel,
  hidden: ReadonlySet<string> | 'all',
  reader: ChangeReader,
): WordedChange {
  const [head = '', , column] = change.path.slice(1).split('/');
  const line = model.line(head);
  const path = line && column !== undefined ? `${head}.${column}` : head;
  const field = model.field(path);
  const isKnown = path === 'status' || field !== undefined || line !== undefined;
  const lineTitle = line ? `${line.title[reader.language]} · ` : '';
  const label = path === 'status' ? STATUS[reader.language] : (field?.title[reader.language] ?? head);
  const named = { path: change.path, label: line && !field ? lineTitle.slice(0, -3) : lineTitle + label };
  if (!isKnown || hidden === 'all' || isPathHidden(hidden, path))
    return { ...named, old: null, new: null, masked: true };
  const say = (value: unknown): string | null => {
    if (path === 'status') return stateText(model, value, reader.language);
    if (line && !field) return rowText(model, head, value, hidden, reader);
    return field ? fieldText(field, value, reader) : null;
  };
  return { ...named, old: say(change.old), new: say(change.new) };
}

function stateText(model: FormModel, value: unknown, language: Language): string | null {
  if (value === null) return null;
  const state = model.definition.lifecycle?.states.find(({ id }) => id === value);
  return state?.title[language] ?? text(value, language);
}

function fieldText(
  field: FieldModel,
  value: unknown,
  { language, people, refs }: ChangeReader,
): string | null {
  if (value === null || value === undefined) return null;
  if (field.reference) {
    const label = refs[field.reference.form]?.[String(value)];
    return (
      [label?.code, label?.title].filter((part) => part !== undefined).join(' ') || text(value, language)
    );
  }
  if (field.user) return people.nameOf(String(value)) ?? text(value, language);
  return valueText(field, value as WireValue, { language, holder: {} }) || null;
}

/** A line that came or went is told as a whole row, without what the reader may not see. */
function rowText(
  model: FormModel,
  line: string,
  value: unknown,
  hidden: ReadonlySet<string>,
  reader: ChangeReader,
): string | null {
  const parts = rowsOf(value).flatMap(([key, cell]) => {
    const field = model.field(`${line}.${key}`);
    if (!field || isPathHidden(hidden, `${line}.${key}`)) return [];
    const said = fieldText(field, cell, reader);
    return said === null ? [] : [`${field.title[reader.language]} ${said}`];
  });
  return parts.length === 0 ? null : parts.join('; ');
}

function rowsOf(value: unknown): readonly (readonly [string, unknown])[] {
  return Array.isArray(value)
    ? (value as readonly RecordData[]).flatMap((row) => Object.entries(row ?? {}))
    : [];
}

function plainChange({ path, op, old, new: now }: Stored, reader: ChangeReader): WordedChange {
  const { language, people, titleOf } = reader;
  const plain = { language, titleOf, nameOf: (person: string) => people.nameOf(person) };
  const say = (value: unknown) => valueWords(path, value, plain);
  const how = op === undefined ? {} : { op };
  return { path, label: placeWords(path, plain), ...how, old: say(old), new: say(now) };
}

function text(value: unknown, language: Language): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (isJsonRecord(value) && typeof value[language] === 'string') return value[language];
  return JSON.stringify(value).slice(0, TEXT_LENGTH_MAX);
}
