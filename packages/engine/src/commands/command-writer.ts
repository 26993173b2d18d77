import { Inject, Injectable } from '@nestjs/common';
import { modelOf } from '@dougong/kernel/commands';
import type { Effects, SettledPosting, TaskOpening } from '@dougong/kernel/commands';
import type { IdSource, Issue } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import type { SqlSession } from '../database/sql-session.js';
import { Parameters, statementName } from '../database/sql-text.js';
import type { Settings } from '../config/settings.js';
import { ID_SOURCE, SETTINGS } from '../ports.js';
import type { Column } from '../records/record-table.js';
import { ledgerFragments } from '../registers/ledger-write.js';
import type { PostingToWrite } from '../registers/ledger-write.js';
import type { PreparedLedger } from '../registers/ledger-store.js';
import { firingRows } from '../rules/rule-trace-rows.js';
import { sideFragments } from '../rules/occasions/threshold-sides.js';
import type { BalanceSide } from '../rules/occasions/threshold-sides.js';
import { auditOf, originOf } from './command-audit.js';
import type { CommandRun } from './command-run.js';
import { insertFragments, joinFragments } from './fragment.js';
import type { Fragment, RowSet } from './fragment.js';
import { effectFragments } from './write-plan.js';

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

/** A command that was decided, with what it posts. */
export interface CommandToWrite {
  readonly run: CommandRun;
  readonly effects: Effects;
  readonly posted?: Posted;
}

const CREATED = 201;
const DONE = 200;

/** Writes what commands want, all of it in one statement: records, flow, tasks, ledger, audit, outbox, answers. */
@Injectable()
export class CommandWriter {
  constructor(
    @Inject(ID_SOURCE) private readonly ids: IdSource,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async write(session: SqlSession, command: CommandToWrite): Promise<CommandOutcome> {
    const [outcome] = await this.writeTogether(session, [command]);
    return outcome as CommandOutcome;
  }

  /** Writes commands of one release that were settled one after the other on one ledger. */
  async writeTogether(
    session: SqlSession,
    commands: readonly CommandToWrite[],
  ): Promise<readonly CommandOutcome[]> {
    const [first, ...others] = commands;
    if (!first) return [];
    const parameters = new Parameters();
    const fragments = [
      ...this.fragmentsOf([first, ...others], parameters),
      ...(others.length === 0 ? this.sidesOf(first, parameters) : []),
    ];
    const sidesApart = others.length === 0 ? [] : commands.map((each) => this.writeSides(session, each));
    const isLast = commands.every(({ run }) => run.isLast && !run.request.preview);
    await Promise.all([...sidesApart, this.send(session, fragments, parameters, isLast)]);
    return commands.map(outcomeOf);
  }

  private fragmentsOf(
    commands: readonly [CommandToWrite, ...CommandToWrite[]],
    parameters: Parameters,
  ): Fragment[] {
    const [{ run, posted }] = commands;
    const wanted = commands.map((each) => ({
      effects: each.effects,
      origin: originOf(each.run),
      audit: auditOf(each.run, each.effects),
    }));
    const model = (form: string) => modelOf(run.release, form);
    const others = commands.flatMap((each) => [this.tracesOf(each), answerRows(each)]);
    return [
      ...effectFragments(wanted, model, this.ids, parameters),
      ...(posted ? ledgerFragments(commands.flatMap(postingsOf), posted.ledger, parameters) : []),
      ...insertFragments(others, parameters),
    ];
  }

  private sidesOf({ run, posted }: CommandToWrite, parameters: Parameters): readonly Fragment[] {
    return sideFragments(posted?.sides ?? [], run.at, this.ids, parameters);
  }

  /** A balance may come back over its limit with the next command: each crossing is a statement of its own. */
  private writeSides(session: SqlSession, command: CommandToWrite): Promise<void> {
    const parameters = new Parameters();
    return this.send(session, this.sidesOf(command, parameters), parameters, false);
  }

  private async send(
    session: SqlSession,
    fragments: readonly Fragment[],
    { values }: Parameters,
    isLast: boolean,
  ): Promise<void> {
    if (fragments.length === 0) return;
    const text = joinFragments(fragments);
    await session[isLast ? 'preparedLast' : 'prepared'](statementName(text), text, values);
  }

  private tracesOf({ run, effects }: CommandToWrite): RowSet {
    const origin = { at: run.at, actor: run.request.subject.id, release: run.release };
    const facts = { references: run.facts.references, today: run.today };
    return firingRows(effects, origin, facts, this.settings.ruleTraces > 0);
  }
}

function outcomeOf({ run, effects }: CommandToWrite): CommandOutcome {
  return {
    kind: 'written',
    replayed: false,
    status: statusOf(run),
    record: effects.subjectRecord,
    tasksOpened: effects.tasksOpened,
    ...firstDueOf(effects),
    notes: effects.notes,
  };
}

function statusOf({ command }: CommandRun): number {
  return command.type === 'create' ? CREATED : DONE;
}

function postingsOf({ run, effects, posted }: CommandToWrite): readonly PostingToWrite[] {
  const origin = { ...originOf(run), codeOf: codeIn(run, effects) };
  return (posted?.settled ?? []).map((settled) => ({ ...settled, origin }));
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

const ANSWER_COLUMNS: readonly Column[] = [
  { name: 'principal', type: 'uuid' },
  { name: 'key', type: 'text' },
  { name: 'body_hash', type: 'bytea' },
  { name: 'status', type: 'integer' },
  { name: 'answer', type: 'jsonb' },
  { name: 'created_at', type: 'timestamptz' },
];

function answerRows({ run, effects }: CommandToWrite): RowSet {
  const { idempotency, subject } = run.request;
  const row = idempotency && {
    principal: subject.id,
    key: idempotency.key,
    body_hash: `\\x${idempotency.bodyHash.toString('hex')}`,
    status: statusOf(run),
    answer: effects.subjectRecord,
    created_at: run.at,
  };
  return {
    name: 'keep_answer',
    table: 'core.idempotency_request',
    columns: ANSWER_COLUMNS,
    rows: row ? [row] : [],
  };
}
