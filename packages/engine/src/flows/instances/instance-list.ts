import { Inject, Injectable } from '@nestjs/common';
import { openWork } from '@dougong/kernel/flows';
import type { Clock, Language } from '@dougong/kernel/foundation';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Parameters, statementName } from '../../database/sql-text.js';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { InForce } from '../../records/in-force.js';
import type { Standing } from '../../records/in-force.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../../records/page-cursor.js';
import { badQuery } from '../../records/query-refusal.js';
import { limitParameter, textParameter, uuidParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { RecordDigests } from '../../records/record-digest.js';
import { WantedLabels } from '../../records/reference-labels.js';
import { isScalarOf, isUuid } from '../../records/sql-scalars.js';
import { userNames } from '../../records/user-names.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { FlowRights } from '../flow-rights.js';
import { instanceView } from './instance-view.js';
import type { InstanceRow } from './instance-view.js';
import { INSTANCE_STATUSES } from './instance.wire.js';
import type { InstancesWire, InstanceWire, OneInstanceWire } from './instance.wire.js';

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;

const COLUMNS = `
  i.id, i.release, i.flow_key AS flow, i.form, i.record_id AS "recordId", i.status, i.starter, i.started_at AS "startedAt",
  i.ended_at AS "endedAt", i.state, i.parent_id AS "parentId", i.parent_node AS "parentNode", i.trouble`;

/** It waits for somebody who is not there any more. */
const INACTIVE = `(i.ended_at IS NULL AND EXISTS (
  SELECT 1 FROM core.task t JOIN core.user_account u ON u.id = t.assignee
   WHERE t.instance_id = i.id AND t.state = 'open' AND t.kind <> 'cc' AND NOT u.active))`;

/** It waits for an administrator, or for somebody who is not there any more. */
const STUCK = `(i.status = 'suspended' OR ${INACTIVE})`;

const late = (now: string) => `EXISTS (
  SELECT 1 FROM core.task t WHERE t.instance_id = i.id AND t.state = 'open' AND t.kind <> 'cc' AND t.due_at < ${now})`;

export interface Asked {
  readonly subject: Subject;
  readonly language: Language;
}

/** Which instances are meant. */
export interface Selection {
  /** SQL that an instance `i` meets. */
  readonly conditions: readonly string[];
  readonly parameters: Parameters;
  /** What tells its pages from those of another selection. */
  readonly question: readonly unknown[];
}

/** Instances for those who look after flows: what is under way, and what does not get on. */
@Injectable()
export class InstanceList {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly rights: FlowRights,
    private readonly digests: RecordDigests,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async page(asked: Asked, query: RawQuery): Promise<InstancesWire> {
    const flows = await this.rights.ownFlows(asked.subject);
    return this.select(asked, query, () => selectionOf(questionOf(query), flows, this.clock()));
  }

  /** A page of the instances that are meant, the newest first. Whether the subject may see them is the caller's to say. */
  select(asked: Asked, query: RawQuery, select: () => Selection): Promise<InstancesWire> {
    return this.inForce.read(async (standing) => ({
      value: await this.database.withSession((session) =>
        this.read(session, standing, asked, select(), query),
      ),
    }));
  }

  /** One instance. */
  async one(asked: Asked, id: string): Promise<OneInstanceWire> {
    await this.rights.requireInstance(asked.subject, id);
    return this.inForce.read(async (standing) => {
      const value = await this.database.withSession(async (session) => {
        const text = `SELECT ${COLUMNS} FROM core.flow_instance i WHERE i.id = $1`;
        const { rows } = await session.prepared<InstanceRow>(statementName(text), text, [id]);
        const [instance] = await this.views(session, standing, asked, rows);
        return { instance: instance as InstanceWire, users: usersOf(standing, rows) };
      });
      return { value };
    });
  }

  private async read(
    session: SqlSession,
    standing: Standing,
    asked: Asked,
    selection: Selection,
    query: RawQuery,
  ): Promise<InstancesWire> {
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const fingerprint = fingerprintOf(['flow-instances', ...selection.question]);
    const { text, values } = statementOf(selection, textParameter(query, 'cursor'), fingerprint, limit + 1);
    const { rows } = await session.prepared<InstanceRow>(statementName(text), text, values);
    const shown = rows.slice(0, limit);
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      data: await this.views(session, standing, asked, shown),
      users: usersOf(standing, shown),
      ...(last ? { nextCursor: encodeCursor(fingerprint, [last.startedAt, last.id]) } : {}),
    };
  }

  private async views(
    session: SqlSession,
    standing: Standing,
    { subject, language }: Asked,
    rows: readonly InstanceRow[],
  ): Promise<InstanceWire[]> {
    const wanted = new WantedLabels();
    for (const { form, recordId } of rows) wanted.add(form, recordId);
    const digests = await this.digests.read(session, { ...standing, subject }, wanted);
    const viewed = { people: standing.people, language };
    const views: InstanceWire[] = [];
    for (const row of rows) {
      const pinned = await this.releases.load(row.release);
      views.push(instanceView(row, pinned, digests.get(`${row.form}/${row.recordId}`), viewed));
    }
    return views;
  }
}

interface Question {
  readonly flow?: string | undefined;
  readonly status?: string | undefined;
  readonly stuck?: string | undefined;
  readonly inactive?: string | undefined;
  readonly overdue?: string | undefined;
  readonly record?: string | undefined;
}

const YES_NO = ['true', 'false'] as const;

function questionOf(query: RawQuery): Question {
  return {
    flow: textParameter(query, 'flow'),
    status: wordParameter(query, 'status', INSTANCE_STATUSES),
    stuck: wordParameter(query, 'stuck', YES_NO),
    inactive: wordParameter(query, 'inactive', YES_NO),
    overdue: wordParameter(query, 'overdue', YES_NO),
    record: uuidParameter(query, 'record'),
  };
}

/** Without a status or a record, those that are under way. */
function selectionOf(question: Question, flows: readonly string[] | undefined, now: string): Selection {
  const { flow, status, record, stuck, inactive, overdue } = question;
  const parameters = new Parameters();
  const holds = (answer: string | undefined, condition: () => string) =>
    answer === undefined ? [] : [`${answer === 'true' ? '' : 'NOT '}${condition()}`];
  const conditions = [
    ...(flows === undefined ? [] : [`i.flow_key = ANY(${parameters.add(flows)}::text[])`]),
    ...(flow === undefined ? [] : [`i.flow_key = ${parameters.add(flow)}`]),
    ...(record === undefined ? [] : [`i.record_id = ${parameters.add(record)}::uuid`]),
    ...(status === undefined ? [] : [`i.status = ${parameters.add(status)}`]),
    ...(status === undefined && record === undefined ? ['i.ended_at IS NULL'] : []),
    ...holds(stuck, () => STUCK),
    ...holds(inactive, () => INACTIVE),
    ...holds(overdue, () => late(`${parameters.add(now)}::timestamptz`)),
  ];
  return { conditions, parameters, question: [question] };
}

function statementOf(
  { conditions, parameters }: Selection,
  cursor: string | undefined,
  fingerprint: string,
  rows: number,
) {
  const all = [...conditions, ...positionSql(cursor, fingerprint, parameters)];
  const where = all.length === 0 ? '' : ` WHERE ${all.join(' AND ')}`;
  const text =
    `SELECT ${COLUMNS} FROM core.flow_instance i${where} ` +
    `ORDER BY i.started_at DESC, i.id DESC LIMIT ${parameters.add(rows)}`;
  return { text, values: parameters.values };
}

function positionSql(cursor: string | undefined, fingerprint: string, parameters: Parameters): string[] {
  if (cursor === undefined) return [];
  const [at, id] = decodeCursor(cursor, fingerprint);
  if (!isScalarOf('timestamptz', at) || !isUuid(id)) throw badQuery('bad_cursor', ['cursor']);
  return [`(i.started_at, i.id) < (${parameters.add(at)}::timestamptz, ${parameters.add(id)}::uuid)`];
}

function usersOf({ people }: Standing, rows: readonly InstanceRow[]) {
  const ids = rows.flatMap(({ starter, state }) => [
    starter,
    ...openWork(state).flatMap((item) => [item.assignee, item.for, item.helps]),
  ]);
  return userNames(people, ids);
}
