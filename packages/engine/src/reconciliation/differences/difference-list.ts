import { Injectable } from '@nestjs/common';
import { DIFFERENCE_CATEGORIES } from '@dougong/kernel/metadata';
import type { CompiledReconciliation } from '@dougong/kernel/reconciliation';
import { Database } from '../../database/database.js';
import { Parameters } from '../../database/sql-text.js';
import { notFound } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { dayParameter, textParameter, uuidParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { isUuid } from '../../records/sql-scalars.js';
import { decodeCursor, isDay, pageOf, rowsOfPage } from '../../registers/page.js';
import type { Page, PageQuery } from '../../registers/page.js';
import { DIFFERENCE_COLUMNS } from './difference-view.js';
import type { DifferenceEvent, DifferenceView, SourceRow } from './difference-view.js';
import { isOwn, seesAll } from './difference-rights.js';

export const DIFFERENCE_STATES = [
  'open',
  'assigned',
  'explained',
  'fixing',
  'approved',
  'closed',
  'reopened',
] as const;
const LEVELS = ['red', 'yellow', 'green'] as const;
const YES_NO = ['true', 'false'] as const;

/** A difference with everything that happened to it and the rows of both sides. */
export interface DifferenceDetails extends DifferenceView {
  readonly operationRow: SourceRow | null;
  readonly booksRow: SourceRow | null;
  readonly history: readonly DifferenceEvent[];
}

const EVENTS = `
  SELECT at, run::text AS run, actor, act, from_state AS "from", to_state AS "to", details
    FROM reconciliation.difference_event WHERE difference = $1 ORDER BY id`;

const ONE = `
  SELECT ${DIFFERENCE_COLUMNS}, d.operation_row AS "operationRow", d.books_row AS "booksRow"
    FROM reconciliation.difference d WHERE d.id = $1`;

/** Differences as pages read them: the most urgent first. */
@Injectable()
export class DifferenceList {
  constructor(private readonly database: Database) {}

  async list(
    subject: Subject,
    { definition }: CompiledReconciliation,
    query: RawQuery,
    page: PageQuery,
    today: string,
  ): Promise<Page<DifferenceView>> {
    const size = rowsOfPage(page);
    const parameters = new Parameters();
    const conditions = [
      `d.definition = ${parameters.add(definition.key)}`,
      ...filters(query, parameters, today),
      ...sight(subject, definition, parameters),
      ...after(page, parameters),
    ];
    const { rows } = await this.database.query<DifferenceView & Record<string, unknown>>(
      `SELECT ${DIFFERENCE_COLUMNS} FROM reconciliation.difference d
        WHERE ${conditions.join(' AND ')} ORDER BY d.due, d.id LIMIT ${parameters.add(size + 1)}`,
      parameters.values,
    );
    return pageOf(
      rows,
      size,
      (row) => row,
      ({ due, id }) => [due, id],
    );
  }

  async get(
    subject: Subject,
    { definition }: CompiledReconciliation,
    id: string,
  ): Promise<DifferenceDetails> {
    const [{ rows }, { rows: history }] = await Promise.all([
      this.database.query<Omit<DifferenceDetails, 'history'> & Record<string, unknown>>(ONE, [id]),
      this.database.query<DifferenceEvent & Record<string, unknown>>(EVENTS, [id]),
    ]);
    const found = rows[0];
    if (found?.definition !== definition.key) throw notFound();
    if (!seesAll(subject, definition) && !isOwn(subject, found)) throw notFound();
    return { ...found, history };
  }
}

function filters(query: RawQuery, parameters: Parameters, today: string): readonly string[] {
  const equal: Readonly<Record<string, string | undefined>> = {
    state: wordParameter(query, 'state', DIFFERENCE_STATES),
    category: wordParameter(query, 'category', DIFFERENCE_CATEGORIES),
    level: wordParameter(query, 'level', LEVELS),
    period: dayParameter(query, 'period'),
    place: textParameter(query, 'place'),
    item: textParameter(query, 'item'),
    document: textParameter(query, 'document'),
    reason: textParameter(query, 'reason'),
    role: textParameter(query, 'role'),
    assignee: uuidParameter(query, 'assignee'),
  };
  const conditions = Object.entries(equal).flatMap(([column, value]) =>
    value === undefined ? [] : [`d.${column} = ${parameters.add(value)}`],
  );
  if (wordParameter(query, 'overdue', YES_NO) === 'true')
    conditions.push(`d.due < ${parameters.add(today)}::date AND d.state <> 'closed'`);
  if (wordParameter(query, 'unresolved', YES_NO) === 'true') conditions.push(`d.state <> 'closed'`);
  return conditions;
}

function sight(
  subject: Subject,
  definition: CompiledReconciliation['definition'],
  parameters: Parameters,
): readonly string[] {
  if (seesAll(subject, definition)) return [];
  const me = `${parameters.add(subject.id)}::uuid`;
  return [`(d.assignee = ${me} OR d.role = ANY (${parameters.add(subject.roles)}::text[]))`];
}

function after({ cursor }: PageQuery, parameters: Parameters): readonly string[] {
  if (cursor === undefined) return [];
  const [due, id] = decodeCursor(cursor, [isDay, isUuid]);
  return [`(d.due, d.id) > (${parameters.add(due)}::date, ${parameters.add(id)}::uuid)`];
}
