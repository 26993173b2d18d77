import type { Parameters } from '../database/sql-text.js';
import { columnSql } from './list-column.js';
import type { ListOrder, OrderPart } from './list-order.js';
import type { Scalar } from './page-cursor.js';
import { badQuery } from './query-refusal.js';
import { isScalarOf, isUuid } from './sql-scalars.js';

/** Where a page of records ended: a value for each field of the order, and the id. */
export interface ListPosition {
  readonly values: readonly Scalar[];
  readonly id: string;
}

/** A part of a page: SQL conditions beside those of the filter. */
export type PagePart = (parameters: Parameters, alias: string) => readonly string[];

const NEVER_BLANK: ReadonlySet<string> = new Set(['created_at']);

/**
 * The parts in which the rows after a position are found, in order; without one the whole list is one part. What shares most with the
 * position comes first: rows with all its values and a later id, then those that differ in the last field only, and so on. Each part is a
 * range of the index however deep it lies.
 */
export function pageParts(order: ListOrder, position: ListPosition | undefined): readonly PagePart[] {
  if (!position) return [() => []];
  const { values, id } = checkedPosition(order, position);
  const places = order.parts.map((part, at): Place => ({ ...part, value: values[at] ?? null }));
  const shallower = places
    .map((place, at) => beyond(place).map((part) => together(equalTo(places.slice(0, at)), part)))
    .toReversed();
  const [last = [], ...others] = shallower;
  return [...deepest(places, order.idDescending, id, last), ...others.flat()];
}

interface Place extends OrderPart {
  /** Of the row that the page before ended with. */
  readonly value: Scalar;
}

/** Rows that tie with the position, and those that differ in the last field: one range where both run the same way. */
function deepest(
  places: readonly Place[],
  idDescending: boolean,
  id: string,
  last: readonly PagePart[],
): readonly PagePart[] {
  const place = places.at(-1) as Place;
  const before = equalTo(places.slice(0, -1));
  const than = idDescending ? '<' : '>';
  if (place.value === null || place.descending !== idDescending) {
    const later: PagePart = (parameters, alias) => [`${alias}.id ${than} ${parameters.add(id)}::uuid`];
    return [together(equalTo(places), later), ...last];
  }
  const range: PagePart = (parameters, alias) => [
    `(${columnSql(alias, place.column)}, ${alias}.id) ${than} (${valueSql(place, parameters)}, ${parameters.add(id)}::uuid)`,
  ];
  return [together(before, range), ...last.slice(1)];
}

/** Rows that come after a value of one field; blank values last upwards, first downwards. The range of values comes first. */
function beyond({ column, descending, value }: Place): readonly PagePart[] {
  const isBlank: PagePart = (_, alias) => [`${columnSql(alias, column)} IS NULL`];
  if (value === null) return descending ? [(_, alias) => [`${columnSql(alias, column)} IS NOT NULL`]] : [];
  const range: PagePart = (parameters, alias) => [
    `${columnSql(alias, column)} ${descending ? '<' : '>'} ${valueSql({ column, descending, value }, parameters)}`,
  ];
  return descending || NEVER_BLANK.has(column.key) ? [range] : [range, isBlank];
}

function equalTo(places: readonly Place[]): PagePart {
  return (parameters, alias) =>
    places.map((place) =>
      place.value === null
        ? `${columnSql(alias, place.column)} IS NULL`
        : `${columnSql(alias, place.column)} = ${valueSql(place, parameters)}`,
    );
}

function together(one: PagePart, other: PagePart): PagePart {
  return (parameters, alias) => [...one(parameters, alias), ...other(parameters, alias)];
}

function valueSql({ column, value }: Place, parameters: Parameters): string {
  return `${parameters.add(value)}::${column.type.sqlType}`;
}

/** A cursor comes from outside: what it holds must be values of the columns. */
function checkedPosition({ parts }: ListOrder, position: ListPosition): ListPosition {
  const { values, id } = position;
  const fits = parts.every(({ column }, at) => {
    const value = values[at] ?? null;
    return value === null || isScalarOf(column.type.sqlType, value);
  });
  if (!fits || values.length !== parts.length || !isUuid(id)) throw badQuery('bad_cursor', ['cursor']);
  return position;
}
