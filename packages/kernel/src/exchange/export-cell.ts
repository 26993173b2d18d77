import type { WireValue } from '../expression/index.js';
import { isBlank, valueText } from '../forms/index.js';
import type { FieldModel } from '../forms/index.js';
import type { Language, Localized } from '../foundation/index.js';
import { businessTime } from './business-time.js';
import { YES_NO } from './yes-no.js';
import { SHEET_DIGITS_MAX } from './sheet-cell.js';
import type { SheetCell } from './sheet-cell.js';

/** How values are called that are only names of something else. */
export interface ExportWords {
  readonly language: Language;
  /** What people call the record that a reference names. */
  reference(form: string, id: string): string | undefined;
  user(id: string): string | undefined;
}

/** The cell that shows a value of a field, so that reading it again gives the same value. */
export function exportCell(field: FieldModel, value: WireValue | undefined, words: ExportWords): SheetCell {
  if (isBlank(value)) return null;
  if (field.reference) return text(words.reference(field.reference.form, String(value)) ?? String(value));
  if (field.user) return text(words.user(String(value)) ?? String(value));
  if (typeof value === 'boolean') return text(YES_NO[words.language][value ? 0 : 1]);
  const choices = choiceTitles(field, words.language);
  if (choices)
    return text(
      [value]
        .flat()
        .map((each) => choices.get(String(each)) ?? String(each))
        .join('; '),
    );
  // Files cannot be brought back by a sheet, so people read what they are called, and who signed.
  if (field.type.files !== undefined) return text(filesText(field, value as WireValue, words));
  if (typeof value === 'object') return text(JSON.stringify(value));
  return scalarCell(field, value);
}

function filesText(field: FieldModel, value: WireValue, { language, user }: ExportWords): string {
  const nameOf = (what: string, id: string) => (what === 'user' ? user(id) : undefined);
  return valueText(field, value, { language, holder: {}, nameOf });
}

function scalarCell(field: FieldModel, value: string | number): SheetCell {
  const shown = String(value);
  switch (field.type.sqlType) {
    case 'numeric':
    case 'integer':
      return digitsOf(shown) > SHEET_DIGITS_MAX ? text(shown) : { kind: 'number', text: shown };
    case 'date':
      return { kind: 'date', text: shown };
    case 'timestamptz':
      return text(businessTime(shown));
    default:
      return text(shown);
  }
}

function text(shown: string): SheetCell {
  return { kind: 'text', text: shown };
}

function digitsOf(number: string): number {
  return number.replace(/^-?0*\.?0*/, '').replace('.', '').length;
}

/** The titles of a coded list; nothing for a field without one. */
export function choiceTitles(field: FieldModel, language: Language): ReadonlyMap<string, string> | undefined {
  const { enum: values, 'x-titles': titles } = choicesOf(field);
  if (!values) return undefined;
  return new Map(values.map((value, at) => [value, titles?.[at]?.[language] ?? value]));
}

/** The coded list of a field, be it for one value or for several. */
export function choicesOf(field: FieldModel): {
  readonly enum?: readonly string[];
  readonly 'x-titles'?: readonly Localized[];
} {
  const schema = field.schema as {
    readonly enum?: readonly string[];
    readonly items?: { readonly enum?: readonly string[] };
  };
  return schema.enum ? schema : (schema.items ?? {});
}
