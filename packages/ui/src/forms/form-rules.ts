import type { RecordData } from '@dougong/kernel/expression';
import type { FormModel } from '@dougong/kernel/forms';
import { pointer, type Issue } from '@dougong/kernel/foundation';
import {
  fireClient,
  linkageOf,
  type FormAnswer,
  type FormEvent,
  type FormLinkage,
  type RuleContext,
  type RuleSet,
} from '@dougong/kernel/rules';
import type { CellValue } from '../lines/index.js';
import type { FormValues } from './form-state.js';
import { pathOfPlace } from './pointer.js';

/** What the rules of a form answer to what happened in it. */
export interface RulesAnswer {
  /** Pointers to the values that rules wrote, and that formulas made of them. */
  readonly values: Readonly<Record<string, CellValue>>;
  /** Pointers to what rules wrote themselves. */
  readonly written: ReadonlySet<string>;
  readonly linkage: FormLinkage;
  /** What the rules that were asked have to say. */
  readonly messages: readonly Issue[];
  /** Keys of those rules. */
  readonly asked: ReadonlySet<string>;
}

/** The rules of a form while it is filled in. Every line of the values carries an id. */
export interface FormRules {
  /** Answers that the form was opened, or that something was typed. */
  fire(event: FormEvent, values: FormValues): RulesAnswer;
  /** How rules want the form shown as it stands; nothing is written. */
  look(values: FormValues): FormLinkage;
}

/** Rules that run in the form as they run on the server. `context` gives what they may read besides the record. */
export function formRules(model: FormModel, rules: RuleSet, context: () => RuleContext): FormRules {
  return {
    look: (values) => linkageOf(rules, model, values as RecordData, context()),
    fire: (event, values) => {
      const before = values as RecordData;
      const answer = fireClient(rules, model, event, before, { ...context(), trace: 'none' });
      const changes = answer.record === before ? {} : differences(before, answer.record);
      return {
        values: changes,
        written: writtenPlaces(model, answer),
        linkage: answer.linkage,
        messages: answer.messages,
        asked: askedRules(rules, model, event, changes),
      };
    },
  };
}

/** The rules that may have spoken: a trace of every line would cost more than the rules themselves. */
function askedRules(
  rules: RuleSet,
  { key }: FormModel,
  event: FormEvent,
  changes: Readonly<Record<string, CellValue>>,
): ReadonlySet<string> {
  const given = event.type === 'change' ? event.changed : [];
  const changed = new Set([...given, ...Object.keys(changes).map(pathOfPlace)]);
  return new Set(rules.candidates(key, 'validate', { ...event, changed }).map((rule) => rule.key));
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf(value: unknown): readonly Row[] {
  return Array.isArray(value) ? (value as readonly Row[]) : [];
}

function differences(before: RecordData, after: RecordData): Record<string, CellValue> {
  const entries = Object.keys(after).flatMap((field): [string, CellValue][] => {
    const value = after[field];
    if (value === before[field]) return [];
    if (!Array.isArray(value)) return [[pointer('', field), (value ?? null) as CellValue]];
    const old = rowsOf(before[field]);
    return rowsOf(value).flatMap((row, index) => rowDifferences(pointer('', field, index), row, old[index]));
  });
  return Object.fromEntries(entries);
}

function rowDifferences(at: string, row: Row, old: Row | undefined): [string, CellValue][] {
  if (row === old) return [];
  return Object.keys(row)
    .filter((column) => (row[column] ?? null) !== (old?.[column] ?? null))
    .map((column) => [pointer(at, column), (row[column] ?? null) as CellValue]);
}

function writtenPlaces(model: FormModel, { effects, record }: FormAnswer): ReadonlySet<string> {
  return new Set(
    effects.flatMap(({ field: path, line }) => {
      const field = model.field(path);
      if (field?.line === undefined) return [pointer('', path)];
      const index = rowsOf(record[field.line]).findIndex(({ id }) => String(id) === line);
      return index < 0 ? [] : [pointer('', field.line, index, field.key)];
    }),
  );
}
