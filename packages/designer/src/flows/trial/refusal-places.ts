import type { Issue } from '@dougong/kernel/foundation';
import { isLinesField } from '@dougong/kernel/metadata';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { lineTables, pointerTokens } from '@dougong/ui/forms';
import type { Names } from '../../surroundings/names.js';
import type { TrialRefusal } from './trial-contract.js';

/** Words around the pointers of a step: the change that came with it. */
const ENVELOPES: ReadonlySet<string> = new Set(['record', 'values', 'set', 'lines', 'upsert', 'steps']);
const ROW = /^\d{1,4}$/;

/** The pointer inside of the record: `#/steps/2/values/lines/upsert/0/qty` is about `/lines/0/qty`. */
function tokensInRecord(pointer: string, tables: ReadonlySet<string>): readonly string[] {
  const tokens = [...pointerTokens(pointer)];
  while (tokens.length > 1 && !tables.has(tokens[0] ?? '') && isAround(tokens[0] ?? '')) tokens.shift();
  return tokens.filter((token) => token !== 'upsert');
}

function isAround(token: string): boolean {
  return ENVELOPES.has(token) || ROW.test(token);
}

/** Where a fault is, in the words of the form; blank where it is about no field. */
export function placeText(pointer: string, names: Names): string {
  const { definition } = names.surroundings.form;
  const [field = '', row, column] = tokensInRecord(pointer, new Set(lineTables(definition)));
  const schema = definition.schema.properties[field];
  if (schema === undefined) return '';
  if (!isLinesField(schema) || row === undefined || !ROW.test(row)) return names.field(field);
  const line = names.text('try.line', { line: parseInt(row, 10) + 1 });
  return `${line} ${names.title(schema.items.properties[column ?? '']?.['x-title'])}`.trim();
}

/** The faults of a refused record as its form shows them. */
export function recordIssues({ errors = [] }: TrialRefusal, form: FormDefinition): readonly Issue[] {
  const tables = new Set(lineTables(form));
  return errors.map(({ code, pointer, params, detail }) => ({
    code,
    path: `/${tokensInRecord(pointer, tables).join('/')}`,
    ...(params === undefined ? {} : { params }),
    ...(detail === undefined ? {} : { detail }),
  }));
}
