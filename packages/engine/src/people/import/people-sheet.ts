import { cellName, cellText } from '@dougong/kernel/exchange';
import type { Localized } from '@dougong/kernel/foundation';
import { LOGIN_PATTERN } from '../organisation.wire.js';

/** What a sheet says of a person, column by column. */
export const COLUMNS = {
  login: ['账号', '登录名', 'login', 'user name', 'username'],
  name: ['姓名', '名字', 'name', 'full name'],
  email: ['邮箱', '电子邮箱', 'email', 'e-mail', 'mail'],
  department: ['部门', 'department'],
  posts: ['岗位', '职务', 'post', 'posts'],
  roles: ['角色', 'role', 'roles'],
} as const;

export type PeopleColumn = keyof typeof COLUMNS;

export const ROWS_MAX = 2000;

/** A fault in a cell: what, where, and what it said. */
export interface CellFault {
  readonly cell: string;
  readonly row: number;
  /** Place of the cell in its row. */
  readonly at: number;
  readonly code: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface SheetPerson {
  readonly row: number;
  /** The row as it was written. */
  readonly cells: readonly string[];
  readonly login: string;
  readonly name: string;
  readonly email?: string;
  readonly department?: string;
  readonly posts?: readonly string[];
  readonly roles?: readonly string[];
}

/** Departments, posts and roles by which a sheet may name them. */
export interface KnownNames {
  readonly department: ReadonlyMap<string, Localized>;
  readonly posts: ReadonlyMap<string, Localized>;
  readonly roles: ReadonlyMap<string, Localized>;
}

/** A column of the sheet: what it is called there, and what is read from it. */
export interface SheetHead {
  readonly head: string;
  readonly column: PeopleColumn | null;
}

export interface ReadSheet {
  readonly heads: readonly SheetHead[];
  readonly people: readonly SheetPerson[];
  readonly faults: readonly CellFault[];
}

type Cells = Parameters<typeof cellText>[0][];
export type Places = ReadonlyMap<PeopleColumn, number>;

const UNKNOWN: Readonly<Record<keyof KnownNames, string>> = {
  department: 'unknown_department_name',
  posts: 'unknown_post_name',
  roles: 'unknown_role_name',
};
const LOGIN = new RegExp(LOGIN_PATTERN, 'u');
const EMAIL = /^[^@\s]+@[^@\s]+$/;
const SEVERAL = /[,，、;；]/;
const NAME_LENGTH_MAX = 100;

/** A template marks what must be filled in. */
const REQUIRED_MARK = /\*$/;

/** Which column says what; the head may be written in both languages. */
export function placesOf(heads: Cells): Places {
  const texts = heads.map((cell) => cellText(cell).trim().toLowerCase().replace(REQUIRED_MARK, ''));
  const found = (Object.keys(COLUMNS) as PeopleColumn[]).flatMap((column) => {
    const at = texts.findIndex((text) => (COLUMNS[column] as readonly string[]).includes(text));
    return at < 0 ? [] : [[column, at] as const];
  });
  return new Map(found);
}

/** Every column of the sheet with what is read from it. */
export function headsOf(heads: Cells, places: Places): readonly SheetHead[] {
  return heads.map((cell, at) => ({
    head: cellText(cell).trim(),
    column: [...places].find(([, place]) => place === at)?.[0] ?? null,
  }));
}

/** A fault of the cell in which a row says something; of its first cell where the sheet has no such column. */
export function faultOf(
  row: number,
  column: PeopleColumn,
  places: Places,
  code: string,
  value: string,
): CellFault {
  const at = places.get(column) ?? 0;
  return { cell: cellName(at, row), row, at, code, params: { value } };
}

/** Reads one row; every fault of it is told at once. */
export function readPerson(
  row: number,
  cells: Cells,
  places: Places,
  known: KnownNames,
): { readonly person: SheetPerson; readonly faults: readonly CellFault[] } {
  const faults: CellFault[] = [];
  const textOf = (column: PeopleColumn) => cellText(cells[places.get(column) ?? -1]).trim();
  const fault = (column: PeopleColumn, code: string, value: string) =>
    faults.push(faultOf(row, column, places, code, value));
  const keys = (column: keyof KnownNames, names: readonly string[]) =>
    names.flatMap((name) => {
      const key = keyOf(known[column], name);
      if (key === undefined) fault(column, UNKNOWN[column], name);
      return key ?? [];
    });
  const [login, name, email, department] = [
    textOf('login'),
    textOf('name'),
    textOf('email'),
    textOf('department'),
  ];
  if (!LOGIN.test(login)) fault('login', 'login_unusable', login);
  if (name === '' || name.length > NAME_LENGTH_MAX) fault('name', 'person_name_missing', name);
  if (email !== '' && !EMAIL.test(email)) fault('email', 'email_unusable', email);
  const person = {
    row,
    cells: cells.map((cell) => cellText(cell)),
    login,
    name,
    ...(email === '' ? {} : { email }),
    ...(department === '' ? {} : firstOf('department', keys('department', [department]))),
    ...several('posts', textOf('posts'), keys),
    ...several('roles', textOf('roles'), keys),
  };
  return { person, faults };
}

function several(
  column: 'posts' | 'roles',
  text: string,
  keys: (column: keyof KnownNames, names: readonly string[]) => readonly string[],
) {
  const names = text
    .split(SEVERAL)
    .map((each) => each.trim())
    .filter((each) => each !== '');
  return names.length === 0 ? {} : { [column]: [...new Set(keys(column, names))] };
}

function firstOf(name: 'department', [key]: readonly string[]) {
  return key === undefined ? {} : { [name]: key };
}

/** By key or by title, in either language. */
function keyOf(known: ReadonlyMap<string, Localized>, name: string): string | undefined {
  if (known.has(name)) return name;
  const small = name.toLowerCase();
  return [...known].find(([, title]) =>
    Object.values(title).some((words) => typeof words === 'string' && words.toLowerCase() === small),
  )?.[0];
}
