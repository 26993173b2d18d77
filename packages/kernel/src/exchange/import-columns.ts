import type { FieldModel, FormModel } from '../forms/index.js';
import { LANGUAGES } from '../foundation/index.js';
import type { Localized } from '../foundation/index.js';

/** The header's own id, by which records can be met. */
export const ID_TARGET = 'id';

/** Which field a column of a sheet goes to: `code`, `lines.qty`, `id`; null for one that is left out. */
export interface ImportColumn {
  /** From 0. */
  readonly column: number;
  readonly target: string | null;
}

/** A field that a column can go to. */
export interface ImportTarget {
  readonly target: string;
  /** What people choose it by; a column of lines has the name of its table before. */
  readonly title: Localized;
  /** Everything that a head may call it. */
  readonly titles: readonly string[];
  /** The platform writes it; such a column only serves to meet records by. */
  readonly serverOwned: boolean;
  readonly required: boolean;
}

/** All targets of a form, those that the subject does not see left out. */
export function importTargets(
  model: FormModel,
  isHidden: (path: string) => boolean,
): readonly ImportTarget[] {
  const fields = [...model.fields, ...model.lines.flatMap((line) => line.fields)];
  // Files come by an upload of their own; a cell has no more than their names.
  const own = fields
    .filter(({ path, type }) => type.files === undefined && !isHidden(path))
    .map((field) => targetOf(model, field));
  return [
    {
      target: ID_TARGET,
      title: { 'zh-CN': 'ID', en: 'ID' },
      titles: ['ID'],
      serverOwned: true,
      required: false,
    },
    ...own,
  ];
}

function targetOf(model: FormModel, field: FieldModel): ImportTarget {
  const line = field.line === undefined ? undefined : model.line(field.line);
  const prefixes = line ? [...both(line.title), line.key] : [];
  const names = both(field.title);
  return {
    target: field.path,
    title: line ? inTable(line.title, field.title) : field.title,
    titles: [...prefixes.flatMap((prefix) => names.map((name) => `${prefix}/${name}`)), ...names],
    serverOwned: field.serverOwned,
    required: field.required,
  };
}

function inTable(table: Localized, field: Localized): Localized {
  return { 'zh-CN': `${table['zh-CN']}/${field['zh-CN']}`, en: `${table.en}/${field.en}` };
}

function both(title: Localized): readonly string[] {
  return [...new Set(LANGUAGES.map((language) => title[language]))];
}

const LIKE_ENOUGH = 0.72;

/**
 * Assigns columns to fields: as somebody did before, else by title in any language, else by key, else by the nearest title.
 * Each field is taken once, by the column that fits it best.
 */
export function proposeColumns(
  heads: readonly string[],
  targets: readonly ImportTarget[],
  remembered: Readonly<Record<string, string | null>> = {},
): readonly ImportColumn[] {
  const assigned = new Map<number, string | null>();
  const free = () => targets.filter(({ target }) => ![...assigned.values()].includes(target));
  const assign = (find: (head: string) => string | null | undefined) => {
    for (const [column, head] of heads.entries()) {
      if (assigned.has(column) || plain(head) === '') continue;
      const target = find(head);
      if (target === null || free().some((each) => each.target === target))
        assigned.set(column, target ?? null);
    }
  };
  assign((head) => (Object.hasOwn(remembered, plain(head)) ? remembered[plain(head)] : undefined));
  assign((head) => free().find(({ titles }) => titles.some((title) => plain(title) === plain(head)))?.target);
  assign((head) => free().find(({ target }) => plain(target) === plain(head))?.target);
  assign((head) => nearest(head, free()));
  return heads.map((_, column) => ({ column, target: assigned.get(column) ?? null }));
}

/** What is remembered of an assignment: head -> target. */
export function rememberColumns(
  heads: readonly string[],
  columns: readonly ImportColumn[],
): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    columns.flatMap(({ column, target }) => {
      const head = plain(heads[column] ?? '');
      return head === '' ? [] : [[head, target] as const];
    }),
  );
}

/** No head says more; what a cell could hold beyond it is not worth comparing with every title. */
const HEAD_CHARACTERS_MAX = 1000;

/** A head without what people add to it: case, spaces, a star for what is required, a unit in brackets. */
function plain(head: string): string {
  return head
    .slice(0, HEAD_CHARACTERS_MAX)
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[*＊]|\([^()]*\)|（[^（）]*）/g, '')
    .replaceAll(/[\s_\-./:：]+/g, '');
}

function nearest(head: string, targets: readonly ImportTarget[]): string | undefined {
  const scored = targets.flatMap(({ target, titles }) =>
    titles.map((title) => ({ target, score: likeness(plain(head), plain(title)) })),
  );
  const best = scored.sort((one, other) => other.score - one.score)[0];
  return best && best.score >= LIKE_ENOUGH ? best.target : undefined;
}

/** How alike two texts are by the pairs of signs that they share, from 0 to 1. */
function likeness(one: string, other: string): number {
  if (one === other) return 1;
  const [a, b] = [pairs(one), pairs(other)];
  if (a.length === 0 || b.length === 0) return 0;
  const left = [...b];
  const shared = a.filter((pair) => {
    const at = left.indexOf(pair);
    if (at < 0) return false;
    left.splice(at, 1);
    return true;
  });
  return (2 * shared.length) / (a.length + b.length);
}

const HEAD_LENGTH_MAX = 100;

function pairs(text: string): readonly string[] {
  const signs = [...text.slice(0, HEAD_LENGTH_MAX)];
  return signs.slice(1).map((sign, at) => `${signs[at]}${sign}`);
}
