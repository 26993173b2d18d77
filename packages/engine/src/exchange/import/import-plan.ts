import { importTargets, ID_TARGET } from '@dougong/kernel/exchange';
import type { ImportColumn, ImportTarget } from '@dougong/kernel/exchange';
import { isPathHidden } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FormModel } from '@dougong/kernel/forms';
import { issue, pointer } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import { invalid, noRight } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { grantOf } from '../../records/form-grant.js';
import type { ImportBody } from './import.wire.js';
import { guessHeaderRow, headsOf, proposedSheet } from './sheet-tops.js';
import type { Remembered, SheetTop } from './sheet-tops.js';

/** One sheet that is read, with its columns. */
export interface PlannedSheet {
  readonly sheet: number;
  /** What the file calls it. */
  readonly name: string;
  readonly headerRow: number;
  readonly columns: readonly ImportColumn[];
}

/** What an import is to do, complete and checked; it is kept with its job. */
export interface ImportPlan {
  readonly file: string;
  readonly main: PlannedSheet;
  readonly lines?: PlannedSheet & {
    /** The column that names the document, and the header field whose text it has. */
    readonly owner: number;
    readonly ownerTarget: string;
  };
  readonly mode: ImportBody['mode'];
  readonly keys: readonly string[];
  readonly blanks: 'keep' | 'clear';
  readonly atomic: boolean;
  readonly dryRun: boolean;
}

/** Where data may be brought in: a grant to import beside those to create and to change, which every command asks itself. */
export function requireImport(release: CompiledRelease, subject: Subject, model: FormModel): void {
  if (!grantOf(release, subject, model.key, 'import').allowed)
    throw noRight({ form: model.title, action: 'import' });
}

/** The fields that a subject may bring values for. */
export function targetsFor(
  release: CompiledRelease,
  subject: Subject,
  model: FormModel,
): readonly ImportTarget[] {
  const { hidden } = grantOf(release, subject, model.key, 'read');
  return importTargets(model, (path) => isPathHidden(hidden, path));
}

/** Completes what was asked for by what can be guessed, and refuses what cannot be meant. */
export function planImport(
  model: FormModel,
  targets: readonly ImportTarget[],
  {
    file,
    tops,
    remembered,
  }: { readonly file: string; readonly tops: readonly SheetTop[]; readonly remembered: Remembered },
  body: ImportBody,
): ImportPlan {
  const issues: Issue[] = [];
  const planned = (asked: Pick<ImportBody, 'sheet' | 'headerRow' | 'columns'>, at: string): PlannedSheet => {
    const { sheet = 0 } = asked;
    const top = tops[sheet];
    if (!top)
      throw invalid([
        issue('unknown_sheet', pointer(at, 'sheet'), { sheet: sheet + 1, sheets: tops.length }),
      ]);
    const headerRow = asked.headerRow ?? guessHeaderRow(top, targets, remembered);
    const columns = asked.columns ?? proposedSheet(top, targets, remembered, headerRow).columns;
    issues.push(...checkColumns(columns, targets, pointer(at, 'columns')));
    return {
      sheet,
      name: top.name,
      headerRow,
      columns: columns.map(({ column, target }) => ({ column, target })),
    };
  };
  const main = planned(body, '');
  const mapped = new Set(main.columns.flatMap(({ target }) => target ?? []));
  const keys = body.mode === 'insert' && !body.keys ? [] : keysOf(model, mapped, body, issues);
  const lines = body.lines && {
    ...planned(body.lines, '/lines'),
    ...ownerOf(model, mapped, keys, body.lines.owner),
  };
  if (mapped.size === 0) issues.push(issue('nothing_mapped', '/columns'));
  if (issues.length > 0) throw invalid(issues);
  const used = withoutUnwritable(targets, keys);
  return {
    file,
    main: { ...main, columns: used(main.columns) },
    ...(lines ? { lines: { ...lines, columns: used(lines.columns) } } : {}),
    mode: body.mode,
    keys,
    blanks: body.blanks ?? 'keep',
    atomic: body.atomic ?? false,
    dryRun: body.dryRun ?? false,
  };
}

function checkColumns(
  columns: readonly ImportColumn[],
  targets: readonly ImportTarget[],
  at: string,
): readonly Issue[] {
  const known = new Set(targets.map(({ target }) => target));
  const seen = new Set<string>();
  return columns.flatMap(({ target }, index) => {
    if (target === null) return [];
    const place = pointer(at, index, 'target');
    if (!known.has(target)) return [issue('unknown_field', place, { field: target })];
    const isTwice = seen.has(target);
    seen.add(target);
    return isTwice ? [issue('target_twice', place, { field: target })] : [];
  });
}

function keysOf(
  model: FormModel,
  mapped: ReadonlySet<string>,
  { keys }: ImportBody,
  issues: Issue[],
): readonly string[] {
  if (!keys) {
    const { codeField } = model.definition.ui;
    const usual = [ID_TARGET, codeField].find((key) => key !== undefined && mapped.has(key));
    if (usual === undefined) issues.push(issue('import_keys_missing', '/keys'));
    return usual === undefined ? [] : [usual];
  }
  for (const [at, key] of keys.entries()) {
    const field = key === ID_TARGET ? undefined : model.field(key);
    const isHeader = key === ID_TARGET || (field !== undefined && field.line === undefined);
    if (!isHeader || !mapped.has(key))
      issues.push(issue('import_key_not_mapped', pointer('/keys', at), { field: key }));
  }
  return keys;
}

/** The header field whose text a sheet of lines repeats. */
function ownerOf(model: FormModel, mapped: ReadonlySet<string>, keys: readonly string[], owner = 0) {
  const { codeField, titleField } = model.definition.ui;
  const candidates = [...keys, codeField, titleField, ID_TARGET, ...mapped];
  const ownerTarget = candidates.find((key) => key !== undefined && mapped.has(key)) ?? ID_TARGET;
  return { owner, ownerTarget };
}

/** What the platform writes is not brought: such columns are read only where records are met by them. */
function withoutUnwritable(targets: readonly ImportTarget[], keys: readonly string[]) {
  const owned = new Set(targets.filter(({ serverOwned }) => serverOwned).map(({ target }) => target));
  return (columns: readonly ImportColumn[]) =>
    columns.filter(({ target }) => target !== null && (!owned.has(target) || keys.includes(target)));
}

/** The heads of the main sheet, for what is remembered. */
export function headsOfPlan(tops: readonly SheetTop[], { main }: ImportPlan): readonly string[] {
  const top = tops[main.sheet];
  return top ? headsOf(top, main.headerRow) : [];
}
