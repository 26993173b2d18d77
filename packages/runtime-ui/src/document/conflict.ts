import type { FormPatch, LinesChange } from '@dougong/ui/forms';
import type { RecordValues } from '@dougong/ui/api';
import type { CellValue, LineValues } from '@dougong/ui/lines';

/** One place that I changed while the record became another: what it was, what I typed, what it is now. */
export interface Clash {
  readonly id: string;
  /** `field`, or `table.column`. */
  readonly path: string;
  /** Number of the line, counted from one. */
  readonly line?: number;
  readonly lineId?: string;
  readonly base: CellValue | undefined;
  readonly mine: CellValue;
  readonly theirs: CellValue;
}

function cell(value: unknown): CellValue {
  return value === undefined || Array.isArray(value) ? null : (value as CellValue);
}

function isLinesChange(value: FormPatch[string]): value is LinesChange {
  return typeof value === 'object' && value !== null;
}

function linesOf(record: RecordValues, table: string): readonly LineValues[] {
  const lines = record[table];
  return Array.isArray(lines) ? (lines as readonly LineValues[]) : [];
}

function lineClashes(
  table: string,
  change: LinesChange,
  base: RecordValues,
  theirs: RecordValues,
): readonly Clash[] {
  const current = linesOf(theirs, table);
  const before = new Map(linesOf(base, table).map((line) => [line['id'], line]));
  return (change.upsert ?? []).flatMap((mine) => {
    const index = current.findIndex((line) => line['id'] === mine['id']);
    const now = current[index];
    if (now === undefined || typeof mine['id'] !== 'string') return [];
    const lineId = mine['id'];
    return Object.entries(mine).flatMap(([column, value]): Clash[] => {
      if (column === 'id') return [];
      const old = before.get(lineId)?.[column];
      const clash = {
        id: `${table}.${lineId}.${column}`,
        path: `${table}.${column}`,
        line: index + 1,
        lineId,
        base: old,
        mine: value,
        theirs: cell(now[column]),
      };
      return isClash(clash) ? [clash] : [];
    });
  });
}

/** Only where the other one changed the same place to something else must anybody decide. */
function isClash({ base, mine, theirs }: Pick<Clash, 'base' | 'mine' | 'theirs'>): boolean {
  return mine !== theirs && (base === undefined || (base ?? null) !== theirs);
}

/** The places that both sides changed differently. What only I changed, and what only they changed, merges by itself. */
export function clashes(patch: FormPatch, base: RecordValues, theirs: RecordValues): readonly Clash[] {
  return Object.entries(patch).flatMap(([field, value]): readonly Clash[] => {
    if (isLinesChange(value)) return lineClashes(field, value, base, theirs);
    const old = base[field];
    const clash = {
      id: field,
      path: field,
      base: old === undefined ? undefined : cell(old),
      mine: value,
      theirs: cell(theirs[field]),
    };
    return isClash(clash) ? [clash] : [];
  });
}

/** My patch without the places where theirs was chosen. */
export function withoutPlaces(patch: FormPatch, given: readonly Clash[]): FormPatch {
  const dropped = new Set(given.map(({ id }) => id));
  const entries = Object.entries(patch).flatMap(([field, value]): [string, FormPatch[string]][] => {
    if (!isLinesChange(value)) return dropped.has(field) ? [] : [[field, value]];
    const upsert = (value.upsert ?? []).flatMap((line) => {
      const id = line['id'];
      const kept = Object.entries(line).filter(
        ([column]) => column === 'id' || !dropped.has(`${field}.${String(id)}.${column}`),
      );
      return kept.length === 1 && id !== undefined ? [] : [Object.fromEntries(kept)];
    });
    const rest: LinesChange = {
      ...(upsert.length > 0 ? { upsert } : {}),
      ...(value.delete === undefined ? {} : { delete: value.delete }),
    };
    return Object.keys(rest).length === 0 ? [] : [[field, rest]];
  });
  return Object.fromEntries(entries);
}

/** One place that became another: a field, a cell of a line, or a line that came or went. */
export interface Change {
  /** `field`, `table.column`, or the table alone for a whole line. */
  readonly path: string;
  /** Number of the line, counted from one. */
  readonly line?: number;
  readonly what: 'value' | 'added' | 'removed';
  readonly before: CellValue;
  readonly after: CellValue;
}

/** What the other side changed, in the order of the record. */
export function changesBetween(
  base: RecordValues,
  theirs: RecordValues,
  ignore: (path: string) => boolean,
): readonly Change[] {
  const fields = new Set([...Object.keys(base), ...Object.keys(theirs)]);
  return [...fields].flatMap((field): readonly Change[] => {
    if (ignore(field)) return [];
    if (Array.isArray(theirs[field]) || Array.isArray(base[field]))
      return lineChanges(field, linesOf(base, field), linesOf(theirs, field), ignore);
    const [before, after] = [cell(base[field]), cell(theirs[field])];
    return before === after ? [] : [{ path: field, what: 'value', before, after }];
  });
}

function lineChanges(
  table: string,
  before: readonly LineValues[],
  now: readonly LineValues[],
  ignore: (path: string) => boolean,
): readonly Change[] {
  const old = new Map(before.map((line, index) => [line['id'], { line, number: index + 1 }]));
  const whole = { path: table, before: null, after: null } as const;
  const kept = now.flatMap((line, index): readonly Change[] => {
    const was = old.get(line['id'] ?? null)?.line;
    old.delete(line['id'] ?? null);
    if (was === undefined) return [{ ...whole, line: index + 1, what: 'added' }];
    return Object.keys(line)
      .filter((column) => !ignore(`${table}.${column}`) && cell(line[column]) !== cell(was[column]))
      .map((column) => ({
        path: `${table}.${column}`,
        line: index + 1,
        what: 'value',
        before: cell(was[column]),
        after: cell(line[column]),
      }));
  });
  const gone = [...old.values()].map(({ number }): Change => ({ ...whole, line: number, what: 'removed' }));
  return [...kept, ...gone];
}
