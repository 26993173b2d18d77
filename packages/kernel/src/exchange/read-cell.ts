import type { WireValue } from '../expression/index.js';
import type { FieldModel } from '../forms/index.js';
import { issue, LANGUAGES, warning } from '../foundation/index.js';
import type { Issue } from '../foundation/index.js';
import { instantOf } from './business-time.js';
import { choicesOf } from './export-cell.js';
import { cellText, isBlankCell } from './sheet-cell.js';
import type { SheetCell } from './sheet-cell.js';
import { dateOfSerial, readWrittenDate } from './written-dates.js';
import { readWrittenNumber } from './written-numbers.js';
import { readYesNo } from './yes-no.js';

/** What a cell says for a field. A name has to be looked up before it is a value. */
export type CellReading =
  | { readonly kind: 'blank' }
  | { readonly kind: 'value'; readonly value: unknown; readonly note?: Issue }
  | { readonly kind: 'record'; readonly form: string; readonly name: string }
  | { readonly kind: 'user'; readonly name: string }
  | { readonly kind: 'fault'; readonly issue: Issue };

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const BLANK: CellReading = { kind: 'blank' };

type Filled = Exclude<SheetCell, null>;

/** Reads a cell as the field's kind asks. The value still has to pass the field's own check. */
export function readCell(field: FieldModel, cell: SheetCell | undefined): CellReading {
  if (isBlankCell(cell)) return BLANK;
  if (cell.kind === 'fault') return fault('sheet_fault', { value: cell.text });
  const name = cellText(cell).trim();
  if (field.reference)
    return UUID.test(name) ? valueOf(name) : { kind: 'record', form: field.reference.form, name };
  if (field.user) return UUID.test(name) ? valueOf(name) : { kind: 'user', name };
  const { enum: choices } = choicesOf(field);
  if (choices) return choiceOf(field, choices, name);
  return scalarOf(field, cell, name);
}

function scalarOf(field: FieldModel, cell: Filled, text: string): CellReading {
  switch (field.type.sqlType) {
    case 'boolean':
      return booleanOf(cell, text);
    case 'numeric':
    case 'integer':
      return numberOf(cell, text);
    case 'date':
      return dayOf(cell, text);
    case 'timestamptz':
      return momentOf(cell, text);
    case 'jsonb':
      return valueOf(partsOf(text));
    default:
      return cut(cell, valueOf(cell.kind === 'text' ? cell.text : text));
  }
}

/** Values of several parts stand in a cell as they are exported; any other text is left to the field's own check. */
function partsOf(text: string): WireValue {
  if (!text.startsWith('{')) return text;
  try {
    return JSON.parse(text) as WireValue;
  } catch {
    return text;
  }
}

function valueOf(value: WireValue): CellReading {
  return { kind: 'value', value };
}

function fault(code: string, params: Record<string, unknown>): CellReading {
  return { kind: 'fault', issue: issue(code, '', params) };
}

/** The digits are gone before anybody could read them; whoever looks at the row should know. */
function cut(cell: Filled, reading: CellReading): CellReading {
  if (cell.kind !== 'number' || !cell.cut || reading.kind !== 'value') return reading;
  return { ...reading, note: warning('sheet_digits_lost', '', { value: cell.text }) };
}

function numberOf(cell: Filled, text: string): CellReading {
  if (cell.kind === 'number') return cut(cell, valueOf(cell.text));
  return valueOf(readWrittenNumber(text) ?? text);
}

function booleanOf(cell: Filled, text: string): CellReading {
  if (cell.kind === 'boolean') return valueOf(cell.value);
  const said = readYesNo(text);
  return said === undefined ? fault('boolean_invalid', { value: text }) : valueOf(said);
}

function dayOf(cell: Filled, text: string): CellReading {
  const written = readWrittenDate(dateText(cell, text));
  return written ? valueOf(written.day) : fault('date_unclear', { value: text });
}

function momentOf(cell: Filled, text: string): CellReading {
  const written = readWrittenDate(dateText(cell, text));
  if (!written) return fault('date_unclear', { value: text });
  const { day, time = '00:00:00', zone } = written;
  return valueOf(zone === undefined ? instantOf(day, time) : `${day}T${time}${zone}`);
}

/** A number where a date is asked for is the serial number of a day. */
function dateText(cell: Filled, text: string): string {
  if (cell.kind !== 'number') return text;
  return dateOfSerial(+cell.text) ?? text;
}

/** A choice by its value or by its title in any language; several are separated by commas or semicolons. */
function choiceOf(field: FieldModel, choices: readonly string[], text: string): CellReading {
  const isList = (field.schema as { readonly type: string }).type === 'array';
  const names = isList ? text.split(/[;；,，、]/).map((each) => each.trim()) : [text];
  const titles = choicesOf(field)['x-titles'] ?? [];
  const values = names.filter(Boolean).map((name) => {
    if (choices.includes(name)) return name;
    const at = titles.findIndex((title) => LANGUAGES.some((language) => isSame(title[language], name)));
    return choices[at];
  });
  if (values.includes(undefined)) return fault('choice_unknown', { value: text });
  return { kind: 'value', value: isList ? values : values[0] };
}

function isSame(title: string, name: string): boolean {
  return title.trim().toLowerCase() === name.toLowerCase();
}
