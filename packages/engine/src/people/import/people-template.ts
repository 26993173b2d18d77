import { columnName } from '@dougong/kernel/exchange';
import type { Language, Localized } from '@dougong/kernel/foundation';
import { CSV } from '../../exchange/sheets/csv-writer.js';
import type { SheetToWrite } from '../../exchange/sheets/sheet-writer.js';
import { XlsxFile } from '../../exchange/sheets/xlsx-writer.js';
import { COLUMNS } from './people-sheet.js';
import type { KnownNames, PeopleColumn } from './people-sheet.js';

const WIDTH = 20;
const LISTS_SHEET = 'Lists';
const REQUIRED: readonly PeopleColumn[] = ['login', 'name'];
const LISTED = ['department', 'posts', 'roles'] as const;
/** In a cell that takes several a list to choose from would be in the way. */
const CHOSEN = 'department';
const ORDER = Object.keys(COLUMNS) as readonly PeopleColumn[];
const TITLES: Readonly<Record<PeopleColumn, Localized>> = {
  login: { 'zh-CN': '账号', en: 'Login' },
  name: { 'zh-CN': '姓名', en: 'Name' },
  email: { 'zh-CN': '邮箱', en: 'Email' },
  department: { 'zh-CN': '部门', en: 'Department' },
  posts: { 'zh-CN': '岗位', en: 'Posts' },
  roles: { 'zh-CN': '角色', en: 'Roles' },
};

/** What the file to fill in is called. */
export const TEMPLATE_NAME: Localized = { 'zh-CN': '人员名单', en: 'people' };

/** A file of people to fill in, as a sheet with the departments, posts and roles that there are beside. */
export async function* peopleTemplate(known: KnownNames, language: Language): AsyncGenerator<Uint8Array> {
  const file = new XlsxFile();
  const departments = known[CHOSEN].size;
  const checks =
    departments === 0
      ? []
      : [
          {
            column: ORDER.indexOf(CHOSEN),
            firstRow: 2,
            formula: `'${LISTS_SHEET}'!$${columnName(0)}$2:$${columnName(0)}$${departments + 1}`,
          },
        ];
  yield* file.sheet(peopleSheet(language), checks);
  yield* file.sheet(sheetOfLists(known, language));
  yield* file.end();
}

/** The same as CSV: the titles alone. */
export function peopleTemplateCsv(language: Language): AsyncGenerator<Uint8Array> {
  return CSV.write([peopleSheet(language)]);
}

function peopleSheet(language: Language): SheetToWrite {
  return {
    name: TEMPLATE_NAME[language],
    columns: ORDER.map((column) => ({
      title: `${TITLES[column][language]}${REQUIRED.includes(column) ? '*' : ''}`,
      style: 'text',
      width: WIDTH,
    })),
    rows: async function* () {
      // Nobody is made up: the rows are the reader's.
    },
  };
}

function sheetOfLists(known: KnownNames, language: Language): SheetToWrite {
  const lists = LISTED.map((column) => [...known[column].values()].map((title) => title[language]));
  const height = Math.max(...lists.map(({ length }) => length));
  return {
    name: LISTS_SHEET,
    columns: LISTED.map((column) => ({ title: TITLES[column][language], style: 'text', width: WIDTH })),
    rows: async function* () {
      for (let at = 0; at < height; at += 1)
        yield lists.map((titles) => {
          const text = titles[at];
          return text === undefined ? null : { kind: 'text' as const, text };
        });
    },
  };
}
