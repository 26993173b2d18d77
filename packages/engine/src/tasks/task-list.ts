import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledFlow } from '@dougong/kernel/flows';
import type { Localized } from '@dougong/kernel/foundation';
import { HEAD } from '../commands/record-query.js';
import { Database } from '../database/database.js';
import type { DatabaseUsage, SqlSession } from '../database/sql-session.js';
import { statementName } from '../database/sql-text.js';
import type { Subject } from '../identity/subject.js';
import { InForce } from '../records/in-force.js';
import type { Reading, SeenHead, Standing } from '../records/in-force.js';
import { encodeCursor, fingerprintOf } from '../records/page-cursor.js';
import { limitParameter, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { RecordDigests } from '../records/record-digest.js';
import type { Fact, RecordDigest } from '../records/record-digest.js';
import { WantedLabels } from '../records/reference-labels.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { aloneReason } from './answered-alone.js';
import type { AloneReason } from './answered-alone.js';
import { TaskRegister } from './task-register.js';
import type { TaskHead } from './task-register.js';
import { TASK_COUNTS, TASK_STATES, taskPosition, taskStatement } from './task-query.js';
import type { TaskRow, TaskState } from './task-query.js';

export interface TaskView extends Omit<TaskRow, 'at' | 'flowKey' | 'release' | 'forAction' | 'title'> {
  readonly title: Localized | null;
  readonly code: string | null;
  readonly recordTitle: string | null;
  /** State of the record. */
  readonly status: string | null;
  readonly facts: readonly Fact[];
  readonly nodeTitle: Localized | null;
  readonly flowTitle: Localized | null;
  readonly formTitle: Localized | null;
  /** Open tasks: why this one cannot be answered together with others. */
  readonly alone?: AloneReason;
}

export type TaskCounts = Readonly<Record<TaskState, number>>;

export interface TaskPage {
  readonly data: readonly TaskView[];
  readonly counts: TaskCounts;
  readonly users: UserNames;
  readonly nextCursor?: string;
}

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const NOTHING_COUNTED: TaskCounts = { open: 0, done: 0, started: 0, cc: 0, entrusted: 0 };
const COUNTS_AND_HEAD = `${TASK_COUNTS}, ${HEAD}`;

/** People's inboxes: two round trips, whatever the number of tasks. */
@Injectable()
export class TaskList {
  constructor(
    private readonly database: Database,
    private readonly inForce: InForce,
    private readonly digests: RecordDigests,
    private readonly releases: ReleaseRegistry,
    private readonly register: TaskRegister,
  ) {}

  page(subject: Subject, query: RawQuery, usage?: DatabaseUsage): Promise<TaskPage> {
    return this.inForce.read((standing) =>
      this.database.withSession((session) => this.read(session, standing, subject, query), usage),
    );
  }

  private async read(
    session: SqlSession,
    standing: Standing,
    subject: Subject,
    query: RawQuery,
  ): Promise<Reading<TaskPage>> {
    const state = wordParameter(query, 'state', TASK_STATES) ?? 'open';
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const fingerprint = fingerprintOf(['tasks', state]);
    const position = taskPosition(textParameter(query, 'cursor'), fingerprint);
    const statement = taskStatement(state, subject.id, limit + 1, position);
    const [{ rows }, head] = await Promise.all([
      session.prepared<TaskRow & Record<string, unknown>>(
        statementName(statement.text),
        statement.text,
        statement.values,
      ),
      countsOf(session, subject),
    ]);
    const shown = rows.slice(0, limit);
    // Whoever lists tasks is about to answer one.
    if (state === 'open') this.register.remember(shown.map(headOf));
    const digests = await this.digests.read(session, { ...standing, subject }, recordsOf(shown));
    const flows = await this.flowsOf(standing.release, shown);
    const last = shown.at(-1);
    return {
      head,
      value: {
        data: shown.map((row) =>
          viewOf(standing.release, row, digests.get(`${row.form}/${row.recordId}`), flows),
        ),
        counts: head.counts,
        users: userNames(
          standing.people,
          shown.flatMap(({ assignee, forUser, helps }) => [assignee, forUser, helps]),
        ),
        ...(rows.length > limit && last ? { nextCursor: encodeCursor(fingerprint, [last.at, last.id]) } : {}),
      },
    };
  }

  /** The drawings that the instances of the rows follow. */
  private async flowsOf(release: CompiledRelease, rows: readonly TaskRow[]): Promise<FlowsOfRows> {
    const flows = new Map<string, CompiledFlow>();
    for (const row of rows) {
      if (row.flowKey === null || row.release === null || flows.has(flowName(row))) continue;
      const pinned = row.release === release.number ? release : await this.releases.load(row.release);
      const flow = pinned.flows.get(row.flowKey);
      if (flow) flows.set(flowName(row), flow);
    }
    return flows;
  }
}

type FlowsOfRows = ReadonlyMap<string, CompiledFlow>;

function flowName({ flowKey, release }: TaskRow): string {
  return `${release}/${flowKey}`;
}

async function countsOf(session: SqlSession, subject: Subject): Promise<SeenHead & { counts: TaskCounts }> {
  const { rows } = await session.prepared<TaskCounts & SeenHead & Record<string, unknown>>(
    statementName(COUNTS_AND_HEAD),
    COUNTS_AND_HEAD,
    [subject.id],
  );
  const { release = null, directory = '', ...counts } = rows[0] ?? {};
  return { counts: { ...NOTHING_COUNTED, ...counts }, release, directory };
}

function headOf({ id, form, recordId, kind, assignee, instanceId, forAction }: TaskRow): TaskHead {
  return { id, form, recordId, kind: kind as TaskHead['kind'], assignee, instanceId, forAction };
}

function recordsOf(rows: readonly TaskRow[]): WantedLabels {
  const wanted = new WantedLabels();
  for (const { form, recordId } of rows) wanted.add(form, recordId);
  return wanted;
}

function viewOf(
  release: CompiledRelease,
  row: TaskRow,
  digest: RecordDigest | undefined,
  flows: FlowsOfRows,
): TaskView {
  const { at: _at, flowKey, release: _release, forAction: _forAction, title, ...task } = row;
  const flow = flows.get(flowName(row));
  // A flow is called as it is now; one that is gone, as it was.
  const flowTitle = (release.flows.get(flowKey ?? '') ?? flow)?.definition.title ?? null;
  const alone = row.state === 'open' ? aloneReason(row, flow) : undefined;
  return {
    ...task,
    title: title ?? flowTitle,
    code: digest?.code ?? null,
    recordTitle: digest?.title ?? null,
    status: digest?.status ?? null,
    facts: digest?.facts ?? [],
    nodeTitle: title,
    flowTitle,
    formTitle: release.models.get(row.form)?.title ?? null,
    ...(alone === undefined ? {} : { alone }),
  };
}
