import type { FileSheet, ImportFile, ImportMode, ImportWish, Target } from './wire.js';

/** The record's own id as a target of a column. */
export const ID_TARGET = 'id';

/** Which column of a sheet goes to which field; null for one that is left out. */
export interface Mapping {
  readonly sheet: number;
  readonly headerRow: number;
  readonly targets: readonly (string | null)[];
}

/** How the rows of a file meet the records that are there. */
export interface Terms {
  readonly mode: ImportMode;
  readonly keys: readonly string[];
  readonly blanks: 'keep' | 'clear';
  readonly atomic: boolean;
}

export function sheetOf({ sheets }: ImportFile, { sheet }: Pick<Mapping, 'sheet'>): FileSheet | undefined {
  return sheets[sheet];
}

/** The columns of a sheet as they were proposed. */
export function proposedMapping({ sheets }: Pick<ImportFile, 'sheets'>, sheet: number): Mapping {
  const { headerRow = 1, columns = [] } = sheets[sheet] ?? {};
  return { sheet, headerRow, targets: columns.map(({ target }) => target) };
}

/** The sheet that most columns of name fields; the first one where none does. */
export function likeliestSheet({ sheets }: Pick<ImportFile, 'sheets'>): number {
  const named = sheets.map(({ columns }) => columns.filter(({ target }) => target !== null).length);
  return Math.max(named.indexOf(Math.max(...named)), 0);
}

/** Sends a column to a field; the column that went there before goes nowhere. */
export function assigned(mapping: Mapping, column: number, target: string | null): Mapping {
  const targets = mapping.targets.map((before, at) =>
    at === column ? target : before === target ? null : before,
  );
  return { ...mapping, targets };
}

function mappedOf({ targets }: Mapping): ReadonlySet<string> {
  return new Set(targets.filter((target) => target !== null));
}

/** What records can be found by: fields of the header, and the id, that a column goes to. */
export function keyChoices(mapping: Mapping, targets: readonly Target[]): readonly Target[] {
  const mapped = mappedOf(mapping);
  return targets.filter(({ target }) => mapped.has(target) && !target.includes('.'));
}

/** The id where the file has it, else the code. */
export function usualKeys(mapping: Mapping, codeField: string | undefined): readonly string[] {
  const mapped = mappedOf(mapping);
  const usual = [ID_TARGET, codeField].find((key) => key !== undefined && mapped.has(key));
  return usual === undefined ? [] : [usual];
}

/** A file with ids was exported from here; whoever brings it back means the records that are there. */
export function usualTerms(mapping: Mapping, codeField: string | undefined): Terms {
  const keys = usualKeys(mapping, codeField);
  return { mode: keys[0] === ID_TARGET ? 'upsert' : 'insert', keys, blanks: 'keep', atomic: false };
}

/** Required fields that no column goes to. Those of lines count once a column goes to any of that table. */
export function unmappedRequired(mapping: Mapping, targets: readonly Target[]): readonly Target[] {
  const mapped = mappedOf(mapping);
  const tables = new Set([...mapped].filter((target) => target.includes('.')).map(tableOf));
  return targets.filter(
    ({ target, required, serverOwned }) =>
      required &&
      !serverOwned &&
      !mapped.has(target) &&
      (!target.includes('.') || tables.has(tableOf(target))),
  );
}

function tableOf(target: string): string {
  return target.slice(0, target.indexOf('.'));
}

/** Why an import cannot begin yet. */
export type Obstacle = 'nothingMapped' | 'keysMissing';

export function obstacleOf(mapping: Mapping, { mode, keys }: Terms): Obstacle | undefined {
  const mapped = mappedOf(mapping);
  if (mapped.size === 0) return 'nothingMapped';
  return mode !== 'insert' && !keys.some((key) => mapped.has(key)) ? 'keysMissing' : undefined;
}

/** What is asked of the engine. */
export function wishOf(mapping: Mapping, { mode, keys, blanks, atomic }: Terms): ImportWish {
  const mapped = mappedOf(mapping);
  const used = keys.filter((key) => mapped.has(key));
  return {
    sheet: mapping.sheet,
    headerRow: mapping.headerRow,
    columns: mapping.targets.map((target, column) => ({ column, target })),
    mode,
    ...(mode === 'insert' ? {} : { keys: used }),
    blanks,
    atomic,
  };
}
