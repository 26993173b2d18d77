import { placeOfPointer } from '@dougong/kernel/exchange';
import type { CellReading, DocumentReading } from '@dougong/kernel/exchange';
import { coerceValues } from '@dougong/kernel/forms';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { isError, issue, pointer } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import type { ImportPlan } from './import-plan.js';
import type { StoredIssue } from './import-results.js';

interface Given {
  readonly model: FormModel;
  readonly plan: Pick<ImportPlan, 'mode' | 'blanks'>;
  readonly reading: DocumentReading;
  readonly first: { readonly sheet: number; readonly row: number };
  readonly values: Readonly<Record<string, unknown>>;
  readonly lines: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/**
 * What else is wrong with the cells of a document that failed already: values out of their limits and blanks where something
 * is required. A document is refused at its first kind of fault; whoever mends the file wants to mend all of them at once.
 */
export function remainingFaults(given: Given, known: readonly StoredIssue[]): readonly StoredIssue[] {
  const { model, reading, first, values, lines } = given;
  const read = coerceValues(model, { ...withoutServerOwned(model, values), ...lines });
  const found = [...(read.ok ? [] : read.error), ...blankCells(given)];
  const faulty = new Set(known.filter((each) => isError(each.issue)).map((each) => cellOf(each)));
  return found
    .map((each) => ({ ...placeOfPointer(each.path, reading, first), issue: each }))
    .filter((each) => !faulty.has(cellOf(each)));
}

/** A cell is faulty once; what is about the whole row stands for itself. */
function cellOf({ sheet, row, cell, issue: { path, code } }: StoredIssue): string {
  return cell === undefined ? `${sheet}/${row}/${path}/${code}` : `${sheet}/${cell}`;
}

function withoutServerOwned(model: FormModel, values: Readonly<Record<string, unknown>>) {
  return Object.fromEntries(Object.entries(values).filter(([key]) => model.field(key)?.serverOwned !== true));
}

/** Where blanks are kept as they were, a blank cell asks for nothing. */
function blankCells({ model, plan, reading }: Given): readonly Issue[] {
  if (plan.mode !== 'insert' && plan.blanks !== 'clear') return [];
  const lines = model.lines.flatMap(({ key, fields }) =>
    (reading.lines.get(key) ?? []).flatMap((line, at) => blanksOf(fields, line, pointer('', key, at))),
  );
  return [...blanksOf(model.fields, reading.header, ''), ...lines];
}

function blanksOf(
  fields: readonly FieldModel[],
  readings: ReadonlyMap<string, CellReading>,
  at: string,
): readonly Issue[] {
  return fields.flatMap((field) => {
    const isAsked = field.required && !field.serverOwned && !('x-default' in field.schema);
    return isAsked && readings.get(field.key)?.kind === 'blank'
      ? [issue('required', pointer(at, field.key), { field: field.path })]
      : [];
  });
}
