import { Inject, Injectable } from '@nestjs/common';
import { modelOf } from '@dougong/kernel/commands';
import type { Effects, SettledPosting, TaskOpening } from '@dougong/kernel/commands';
import type { IdSource, Issue } from '@dougong/kernel/foundation';
import { diffRecords } from '@dougong/kernel/records';
import type { StoredRecord } from '@dougong/kernel/records';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters, statementName } from '../database/sql-text.js';
import type { Settings } from '../config/settings.js';
import { ID_SOURCE, SETTINGS } from '../ports.js';
import { ledgerFragments } from '../registers/ledger-write.js';
import type { PreparedLedger } from '../registers/ledger-store.js';
import { firingRows } from '../rules/rule-trace-rows.js';
import { sideFragments } from '../rules/occasions/threshold-sides.js';
import type { BalanceSide } from '../rules/occasions/threshold-sides.js';
import type { CommandRun } from './command-run.js';
import { insertFragment, joinFragments } from './fragment.js';
import type { Fragment } from './fragment.js';
import { effectFragments } from './write-plan.js';
import type { AuditRow, CommandOrigin } from './write-plan.js';

export interface CommandOutcome {
  readonly kind: 'written' | 'replayed';
  readonly replayed: boolean;
  readonly status: number;
  readonly record: StoredRecord | null;
  readonly tasksOpened: readonly TaskOpening[];
  /** When the first of the timers is due that it set. */
  readonly firstDue?: string;
  readonly notes: readonly Issue[];
}

/** What a command posts, settled under lock. */
export interface Posted {
  readonly settled: readonly SettledPosting[];
  readonly ledger: PreparedLedger;
  readonly sides: readonly BalanceSide[];
}

const CREATED = 201;
const DONE = 200;

/** Writes what a command wants, all of it in one statement: records, flow, tasks, ledger, audit, outbox, answer. */
@Injectable()
export class CommandWriter {
  constructor(
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async write(
    session: SqlSession,
    run: CommandRun,
    effects: Effects,
    posted?: Posted,
  ): Promise<CommandOutcome> {
    const status = run.command.type === 'create' ? CREATED : DONE;
    const parameters = new Parameters();
    const origin = originOf(run);
    const model = (form: string) => modelOf(run.release, form);
    const fragments: Fragment[] = [
      ...effectFragments(effects, origin, auditOf(run, effects), model, this.ids, parameters),
      ...(posted
        ? ledgerFragments(
            posted.settled,
            posted.ledger,
            { ...origin, codeOf: codeIn(run, effects) },
            parameters,
          )
        : []),
      ...sideFragments(posted?.sides ?? [], run.at, this.ids, parameters),
      ...insertFragment(this.tracesOf(run, effects), parameters),
      ...answerFragment(run, status, effects.subjectRecord, parameters),
    ];
    if (fragments.length > 0) {
      const text = joinFragments(fragments);
      const send = run.request.preview || !run.isLast ? 'prepared' : 'preparedLast';
      await session[send](statementName(text), text, parameters.values);
    }
    return {
      kind: 'written',
      replayed: false,
      status,
      record: effects.subjectRecord,
      tasksOpened: effects.tasksOpened,
      ...firstDueOf(effects),
      notes: effects.notes,
    };
  }

  private tracesOf(run: CommandRun, effects: Effects) {
    const origin = { at: run.at, actor: run.request.subject.id, release: run.release };
    const facts = { references: run.facts.references, today: run.today };
    return firingRows(effects, origin, facts, this.settings.ruleTraces > 0);
  }
}

function firstDueOf({ timersSet }: Effects): { readonly firstDue?: string } {
  const [first] = timersSet.map(({ dueAt }) => dueAt).sort();
  return first === undefined ? {} : { firstDue: first };
}

/** The code by which people know the document of a posting. */
function codeIn(run: CommandRun, effects: Effects) {
  const records = new Map(effects.records.map(({ record }) => [record.id, record]));
  return ({ form, recordId }: { readonly form: string; readonly recordId: string }): string | null => {
    const field = modelOf(run.release, form).definition.ui.codeField;
    const value = field === undefined ? null : records.get(recordId)?.[field];
    return typeof value === 'string' ? value : null;
  };
}

function originOf(run: CommandRun): CommandOrigin & { readonly release: number } {
  const { subject, channel, ip, requestId } = run.request;
  return { actor: subject.id, at: run.at, release: run.release.number, channel, ip, requestId };
}

/** One entry for each record written; the record of the command carries the command's own name. */
function auditOf(run: CommandRun, effects: Effects): AuditRow[] {
  const written = effects.records.map(({ form, kind, record, before }) => ({
    action: record.id === run.command.id ? run.request.action : kind,
    outcome: 'done' as const,
    form,
    record_id: record.id,
    changes: before && kind === 'update' ? diffRecords(modelOf(run.release, form), before, record) : null,
  }));
  return [...written, ...flowStep(run, effects)];
}

/** What people do with a flow is told even where it leaves the record as it is. */
function flowStep({ command, request }: CommandRun, { records }: Effects): AuditRow[] {
  const isStep = command.type === 'move' || command.type === 'answer';
  if (!isStep || request.channel === 'worker' || records.some(({ record }) => record.id === command.id))
    return [];
  const { form, id } = command;
  return [{ action: request.action, outcome: 'done', form, record_id: id, changes: null }];
}

function answerFragment(
  run: CommandRun,
  status: number,
  record: StoredRecord | null,
  parameters: Parameters,
): Fragment[] {
  const { idempotency, subject } = run.request;
  if (!idempotency) return [];
  const values = [
    `${parameters.add(subject.id)}::uuid`,
    parameters.add(idempotency.key),
    `${parameters.add(idempotency.bodyHash)}::bytea`,
    `${parameters.add(status)}::integer`,
    parameters.json(record),
    `${parameters.add(run.at)}::timestamptz`,
  ];
  const columns = 'principal, key, body_hash, status, answer, created_at';
  return [
    {
      name: 'keep_answer',
      sql: `INSERT INTO core.idempotency_request (${columns}) VALUES (${values.join(', ')})`,
    },
  ];
}
