import { Inject, Injectable } from '@nestjs/common';
import { isPathHidden, maskValue } from '@dougong/kernel/access';
import type { RecordData, WireValue } from '@dougong/kernel/expression';
import { signersIn } from '@dougong/kernel/forms';
import type { Clock } from '@dougong/kernel/foundation';
import { businessDay } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { DatabaseUsage, SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK } from '../ports.js';
import { formOf, readGrant } from './form-grant.js';
import { InForce } from './in-force.js';
import type { Reading, SeenHead, Standing } from './in-force.js';
import { orderKeys } from './list-order.js';
import { pageParts } from './list-pages.js';
import type { ListPosition } from './list-pages.js';
import { parseListQuestion } from './list-question.js';
import type { Counting } from './list-question.js';
import {
  countStatement,
  estimateStatement,
  HEAD_COLUMNS,
  isListed,
  labelColumn,
  listedReferences,
  maskedFields,
  pageStatement,
  SIGHT_COLUMN,
} from './list-statement.js';
import type { ListPlace, Statement } from './list-statement.js';
import { hiddenBySight, isShownByRole, sightRows } from './own-sight.js';
import type { OwnSight } from './own-sight.js';
import { encodeCursor } from './page-cursor.js';
import type { Scalar } from './page-cursor.js';
import type { RawQuery } from './query-text.js';
import { badQuery } from './query-refusal.js';
import { labelOf } from './reference-labels.js';
import type { LabelPair, ReferenceLabel, References } from './reference-labels.js';
import { userNames } from './user-names.js';
import type { UserNames } from './user-names.js';

export interface RecordPage {
  readonly data: readonly RecordData[];
  readonly refs: References;
  readonly users: UserNames;
  readonly nextCursor?: string;
  /** On request; counting stops at `COUNT_MAX`, and `totalIsCapped` says so. */
  readonly total?: number;
  readonly totalIsCapped?: boolean;
  /** Not counted, but taken from the statistics of the database. */
  readonly totalIsEstimated?: boolean;
}

type Total = Pick<RecordPage, 'total' | 'totalIsCapped' | 'totalIsEstimated'>;

type Row = Readonly<Record<string, unknown>> & { readonly [HIDDEN_FIELDS]?: ReadonlySet<string> };

export const COUNT_MAX = 10_000;

/** People combine filters freely; connections prepare only the combinations that come again and again. */
const PREPARED_FILTERS_MAX = 2;

/** Lists of records: keyset pages over the rows and fields that a subject sees. */
@Injectable()
export class RecordList {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** One page, in one round trip and, but where blanks meet values, one statement. */
  page(subject: Subject, form: string, query: RawQuery, usage?: DatabaseUsage): Promise<RecordPage> {
    return this.inForce.read((standing) => this.read(standing, subject, form, query, usage));
  }

  private async read(
    standing: Standing,
    subject: Subject,
    form: string,
    query: RawQuery,
    usage: DatabaseUsage | undefined,
  ): Promise<Reading<RecordPage>> {
    const place = this.placeOf(standing, subject, form, query);
    const [rows, count] = await this.database.withSession(
      (session) =>
        Promise.all([
          pageRows(session, place),
          place.question.counted ? countRows(session, place, place.question.counted) : undefined,
        ]),
      usage,
    );
    return { value: pageOf(place, standing, rows, count), head: headOf(rows[0]) };
  }

  private placeOf({ release }: Standing, subject: Subject, form: string, query: RawQuery): ListPlace {
    const model = formOf(release, form);
    const grant = readGrant(release, subject, model);
    const now = this.clock();
    const occasion = { actor: subject.id, now, today: businessDay(now) };
    const asked = { release, model, subject, grant };
    return { ...asked, question: parseListQuestion(asked, query), occasion };
  }
}

/** The fields that nodes hide on a row, beside its columns. */
export const HIDDEN_FIELDS = Symbol('hidden fields');

export async function pageRows(session: SqlSession, place: ListPlace): Promise<readonly Row[]> {
  const { order, position, limit } = place.question;
  if (order.needsSort) await refuseTooMany(session, place);
  const rows: Row[] = [];
  for (const part of pageParts(order, position)) {
    const found = await run(session, place, pageStatement(place, part, limit + 1 - rows.length));
    rows.push(...found.map((row) => shownTo(place, row)));
    if (rows.length > limit) break;
  }
  return rows;
}

/** What no index has in order is sorted, so there may not be more of it than is sorted in a moment. */
async function refuseTooMany(session: SqlSession, place: ListPlace): Promise<void> {
  const [found] = await run(session, place, countStatement(place, COUNT_MAX + 1));
  if (((found?.['count'] as number | undefined) ?? 0) > COUNT_MAX)
    throw badQuery('sort_needs_filter', ['sort'], {
      fields: orderKeys(place.question.order),
      max: COUNT_MAX,
    });
}

/** Without the fields that nodes hide on this record, and what they are called. */
function shownTo(place: ListPlace, { [SIGHT_COLUMN]: sight, ...whole }: Row): Row {
  const { grant, subject, model } = place;
  const row = endsOnly(place, whole);
  const byRole = isShownByRole(sightRows(grant.rows), row['created_by'] === subject.id);
  const hidden = hiddenBySight(sight as OwnSight | undefined, byRole);
  if (hidden.size === 0) return row;
  const gone = new Set<string>(
    model.fields
      .filter(({ key }) => isPathHidden(hidden, key))
      .flatMap((field) => [field.key, labelColumn(field)]),
  );
  const shown = Object.entries(row).filter(([key]) => !gone.has(key));
  return Object.assign(Object.fromEntries(shown), { [HIDDEN_FIELDS]: hidden });
}

/** The row with the ends of what the subject sees in part. */
function endsOnly(place: ListPlace, row: Row): Row {
  const masked = maskedFields(place);
  if (masked.length === 0) return row;
  const ends = masked.map(([key, mask]) => [key, maskValue(row[key] as WireValue, mask)] as const);
  return { ...row, ...Object.fromEntries(ends) };
}

/** Up to the limit of counting both are exact; beyond it an estimate goes by the statistics of the database. */
async function countRows(session: SqlSession, place: ListPlace, how: Counting): Promise<Total> {
  const rows = await run(session, place, countStatement(place, COUNT_MAX + 1));
  const count = (rows[0]?.['count'] as number | undefined) ?? 0;
  if (count <= COUNT_MAX) return { total: count };
  if (how === 'exact') return { total: COUNT_MAX, totalIsCapped: true };
  const { text, values } = estimateStatement(place);
  const planned = await session.query<{ 'QUERY PLAN': readonly { Plan: { 'Plan Rows': number } }[] }>(
    text,
    values,
  );
  const estimate = planned.rows[0]?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0;
  return { total: Math.max(estimate, count), totalIsEstimated: true };
}

async function run(
  session: SqlSession,
  { question }: ListPlace,
  { text, values }: Statement,
): Promise<readonly Row[]> {
  const isUsual = question.filters.length <= PREPARED_FILTERS_MAX;
  const { rows } = await (isUsual
    ? session.prepared(statementName(text), text, values)
    : session.query(text, values));
  return rows;
}

function pageOf(
  place: ListPlace,
  { people }: Standing,
  rows: readonly Row[],
  count: Total | undefined,
): RecordPage {
  const { question } = place;
  const shown = rows.slice(0, question.limit);
  const last = shown.at(-1);
  const end = last && positionOf(place, last);
  return {
    data: shown.map((row) => recordOf(place, row)),
    refs: labelsIn(place, shown),
    users: userNames(
      people,
      shown.flatMap((row) => [
        ...userColumns(place).map((key) => row[key]),
        ...signatureColumns(place).flatMap((key) => signersIn(row[key] as WireValue)),
      ]),
    ),
    ...(rows.length > question.limit && end
      ? { nextCursor: encodeCursor(question.fingerprint, [...end.values, end.id]) }
      : {}),
    ...count,
  };
}

function recordOf(place: ListPlace, row: Row): RecordData {
  const { question } = place;
  const columns = [...question.columns.keys()].filter((key) => key !== 'id' && isListed(question, key));
  const keys = ['id', 'version', ...columns, ...maskedFields(place).map(([key]) => key)];
  const shown = keys.filter((key) => key in row);
  return Object.fromEntries(shown.map((key) => [key, row[key] ?? null])) as RecordData;
}

export function positionOf({ question }: ListPlace, row: Row): ListPosition {
  return {
    values: orderKeys(question.order).map((key) => (row[key] ?? null) as Scalar),
    id: String(row['id']),
  };
}

function labelsIn(place: ListPlace, rows: readonly Row[]): References {
  const labels: Record<string, Record<string, ReferenceLabel>> = {};
  for (const field of listedReferences(place)) {
    const ofForm = (labels[field.reference?.form ?? ''] ??= {});
    for (const row of rows) {
      const [id, pair] = [row[field.key], row[labelColumn(field)]];
      if (typeof id === 'string' && pair) ofForm[id] = labelOf(pair as LabelPair);
    }
  }
  return labels;
}

function userColumns({ model, question }: ListPlace): readonly string[] {
  const own = model.fields.filter((field) => field.user).map((field) => field.key);
  return ['created_by', 'updated_by', ...own].filter((key) => isListed(question, key));
}

/** Listed fields whose values say who signed. */
function signatureColumns({ model, question }: ListPlace): readonly string[] {
  const signed = model.fields.filter(({ type }) => type.isSigned === true).map(({ key }) => key);
  return signed.filter((key) => isListed(question, key));
}

function headOf(row: Row | undefined): SeenHead | undefined {
  return (
    row && {
      release: row[HEAD_COLUMNS.release] as number | null,
      directory: String(row[HEAD_COLUMNS.directory]),
    }
  );
}
