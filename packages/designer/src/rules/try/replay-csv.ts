import type { Names } from '../../surroundings/names.js';
import type { ReplayAnswer, ReplayDifference } from './rule-calls.js';
import { recordText } from './rule-calls.js';
import { valueText } from './value-text.js';

/** Marks the text as UTF-8 for spreadsheets. */
const BYTE_ORDER_MARK = '\uFEFF';
/** A cell that begins so would be worked out by a spreadsheet. */
const FORMULA_START = /^[=+\-@\t\r]/;
const NUMBER = /^-?[\d,]+(\.\d+)?$/;

/** The differences of a replay as a spreadsheet reads them: one line for each thing that differs. */
export function replayCsv({ differences }: ReplayAnswer, names: Names): string {
  const { text } = names;
  const head = ['record', 'id', 'kind', 'what', 'published', 'draft'].map((column) =>
    text(`replay.csv.${column}`),
  );
  const rows = differences.flatMap((difference) => linesOf(difference, names));
  return BYTE_ORDER_MARK + [head, ...rows].map((row) => row.map(cell).join(',')).join('\r\n');
}

function linesOf(difference: ReplayDifference, names: Names): readonly (readonly string[])[] {
  const { record, fired, unfired, changed, messages, effects } = difference;
  const [name, yes, no] = [recordText(record), names.text('replay.yes'), names.text('replay.no')];
  const line = (kind: string, what: string, published: string, draft: string) => [
    name,
    record.id,
    names.text(`replay.kind.${kind}`),
    what,
    published,
    draft,
  ];
  return [
    ...fired.map((rule) => line('fired', names.rule(rule), no, yes)),
    ...unfired.map((rule) => line('unfired', names.rule(rule), yes, no)),
    ...changed.map(({ path, title, old, new: now }) =>
      line(
        'changed',
        names.title(title),
        valueText(pathOf(path), old, names),
        valueText(pathOf(path), now, names),
      ),
    ),
    ...messages.appeared.map(({ detail }) => line('messages', detail, no, yes)),
    ...messages.gone.map(({ detail }) => line('messages', detail, yes, no)),
    ...effects.appeared.map(({ sentence }) => line('effects', names.title(sentence), no, yes)),
    ...effects.gone.map(({ sentence }) => line('effects', names.title(sentence), yes, no)),
  ];
}

/** `/lines/<id>/qty` is about `lines.qty`. */
export function pathOf(pointer: string): string {
  const [field = '', , column] = pointer.replace(/^\//, '').split('/');
  return column === undefined ? field : `${field}.${column}`;
}

function cell(value: string): string {
  const safe = FORMULA_START.test(value) && !NUMBER.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
