import type { AccessDecision } from '@dougong/kernel/access';
import type { FieldMask } from '@dougong/kernel/metadata';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { FieldModel, FormModel } from '@dougong/kernel/forms';
import { HEAD } from '../commands/record-query.js';
import { identifier, keyText, Parameters } from '../database/sql-text.js';
import type { Subject } from '../identity/subject.js';
import { conditionSql } from './condition-sql.js';
import { namingOf } from './form-grant.js';
import { columnSql } from './list-column.js';
import { containsPattern, filterSql } from './list-filter.js';
import { fieldsIn } from './list-where.js';
import { orderKeys, orderSql } from './list-order.js';
import type { PagePart } from './list-pages.js';
import type { ListQuestion } from './list-question.js';
import { isOpenTo, ownSightSql, sightRows } from './own-sight.js';
import { labelSql, namingPlace } from './reference-labels.js';
import type { NamingPlace } from './reference-labels.js';
import { recordTables } from './record-table.js';
import { rowScopeSql } from './row-scope.js';

/** Everything that the statements of one list request are made from. */
export interface ListPlace {
  readonly release: CompiledRelease;
  readonly model: FormModel;
  readonly subject: Subject;
  readonly grant: AccessDecision;
  readonly question: ListQuestion;
  /** `actor`, `today` and `now` for the conditions of lists. */
  readonly occasion: Readonly<Record<string, string>>;
}

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Names of result columns that are none of the record; no field can have a capital in its key. */
export const SIGHT_COLUMN = 'SIGHT';
export const HEAD_COLUMNS = { release: 'HEAD_RELEASE', directory: 'HEAD_DIRECTORY' } as const;

/** The result column with the label of a reference. */
export function labelColumn(field: FieldModel): string {
  return `LABEL_${field.key}`;
}

/** The references that a list shows with their names. */
export function listedReferences({ model, question }: ListPlace): readonly FieldModel[] {
  return model.fields.filter((field) => field.reference && isListed(question, field.key));
}

/** Whether the answer holds a column of the list. */
export function isListed({ columns, fields }: ListQuestion, key: string): boolean {
  return columns.has(key) && (fields?.has(key) ?? true);
}

/** Header fields that a list shows by their ends; nothing is asked or sorted by them. */
export function maskedFields({
  model,
  grant,
  question,
}: ListPlace): readonly (readonly [string, FieldMask])[] {
  return model.fields.flatMap(({ key }) => {
    const mask = grant.masked.get(key);
    return mask && (question.fields?.has(key) ?? true) ? [[key, mask] as const] : [];
  });
}

/** One part of a page: the visible columns, the labels of references, and what is in force. */
export function pageStatement(place: ListPlace, part: PagePart, rows: number): Statement {
  const parameters = new Parameters();
  const { header } = recordTables(place.model);
  const naming = namingPlace(place.release, place.subject, parameters);
  const conditions = [
    ...part(parameters, 'r'),
    ...openSql(place, naming, orderKeys(place.question.order)),
    ...listConditions(place, naming, parameters),
  ];
  const text =
    `SELECT ${selection(place, naming).join(', ')} FROM ${header.name} r${whereSql(conditions)} ` +
    `ORDER BY ${orderSql(place.question.order, 'r')} LIMIT ${parameters.add(rows)}`;
  return { text, values: parameters.values };
}

/** How many rows the filter finds, counted no further than `most`. */
export function countStatement(place: ListPlace, most: number): Statement {
  const parameters = new Parameters();
  const { header } = recordTables(place.model);
  const naming = namingPlace(place.release, place.subject, parameters);
  const conditions = whereSql(listConditions(place, naming, parameters));
  const text = `SELECT count(*)::integer AS count FROM (SELECT 1 FROM ${header.name} r${conditions} LIMIT ${parameters.add(most)}) c`;
  return { text, values: parameters.values };
}

/** What the planner thinks of how many rows the filter finds. */
export function estimateStatement(place: ListPlace): Statement {
  const parameters = new Parameters();
  const { header } = recordTables(place.model);
  const naming = namingPlace(place.release, place.subject, parameters);
  const conditions = whereSql(listConditions(place, naming, parameters));
  return {
    text: `EXPLAIN (FORMAT JSON) SELECT 1 FROM ${header.name} r${conditions}`,
    values: parameters.values,
  };
}

function selection(place: ListPlace, naming: NamingPlace): string[] {
  const { model, question } = place;
  const masked = maskedFields(place).map(([key]) => key);
  // Whatever is asked for, the next page begins after a value of the order, and names of rows hang on who made them.
  const needed = new Set(['id', 'created_by', ...orderKeys(question.order)]);
  const listed = [...question.columns.keys()].filter((key) => needed.has(key) || isListed(question, key));
  const own = ['version', ...listed, ...masked].map((key) => `r.${identifier(key)}`);
  const labels = listedReferences(place).map((field) => {
    const label = labelSql(naming, field.reference?.form ?? '', `r.${identifier(field.key)}`);
    return `${label} AS "${labelColumn(field)}"`;
  });
  const sight = hasNodes(model)
    ? [`${ownSightSql(naming.me, keyText(model.key), 'r.id')} AS "${SIGHT_COLUMN}"`]
    : [];
  return [...own, ...labels, ...sight, headSql()];
}

/** Flows run on documents; a master has no nodes that could hide anything. */
function hasNodes({ definition }: FormModel): boolean {
  return definition.usage === 'document';
}

/** Whoever may not see a field of a record does not find the record by it either. */
function openSql({ model, grant }: ListPlace, naming: NamingPlace, fields: readonly string[]): string[] {
  if (!hasNodes(model)) return [];
  return [...new Set(fields)]
    .filter((key) => model.field(key) !== undefined)
    .map((key) => isOpenTo(naming.me, keyText(model.key), keyText(key), 'r', sightRows(grant.rows)));
}

function headSql(): string {
  return HEAD.replace('AS release', `AS "${HEAD_COLUMNS.release}"`).replace(
    'AS directory',
    `AS "${HEAD_COLUMNS.directory}"`,
  );
}

function listConditions(place: ListPlace, naming: NamingPlace, parameters: Parameters): string[] {
  const { release, model, subject, grant, question, occasion } = place;
  const { list, filters, where } = question;
  const conditions = [list?.where, where].filter((each) => each !== undefined);
  return [
    ...openSql(place, naming, [...filters.map(({ column }) => column.key), ...conditions.flatMap(fieldsIn)]),
    ...rowScopeSql(grant.rows, { release, subject, form: model.key, alias: 'r', parameters }),
    ...conditions.map((each) => conditionSql(each, { release, model, alias: 'r', parameters, occasion })),
    ...filters.map((filter) => filterSql(filter, 'r', parameters)),
    ...searchSql(place, naming, parameters),
  ];
}

/** The words of a search stand in the code or the title; a form without either finds nothing. */
function searchSql(place: ListPlace, naming: NamingPlace, parameters: Parameters): string[] {
  const { release, model, subject, question } = place;
  if (question.text === undefined) return [];
  const { code, title } = namingOf(release, subject, model);
  const texts = [...new Set([code, title])].flatMap((key) => {
    const column = key === undefined ? undefined : question.columns.get(key);
    return column?.type.sqlType === 'text' ? [column] : [];
  });
  if (texts.length === 0) return ['false'];
  const pattern = parameters.add(containsPattern(question.text));
  const found = texts.map((column) =>
    [`${columnSql('r', column)} ILIKE ${pattern}`, ...openSql(place, naming, [column.key])].join(' AND '),
  );
  return [`(${found.join(' OR ')})`];
}

function whereSql(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
}
