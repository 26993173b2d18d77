import { Inject, Injectable } from '@nestjs/common';
import { productOf, settlingRecord } from '@dougong/kernel/costing';
import type { CompiledAllocation, DueSettlement, ReceiverSettlement } from '@dougong/kernel/costing';
import type { RecordData } from '@dougong/kernel/expression';
import { Decimal, ZERO } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { CommandService } from '../commands/command-service.js';
import type { CommandDraft } from '../commands/command-run.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import type { AuditSource } from '../audit/audit-log.js';
import { CLOCK, ID_SOURCE } from '../ports.js';
import { recordTables } from '../records/record-table.js';
import { hashOf, referenceOf } from './kept-inputs.js';
import { RunStore } from './run-store.js';
import type { RunHead } from './run-store.js';

/** Who makes a run official, and over which way. */
export interface CostingActor {
  readonly subject: Subject;
  readonly source: AuditSource;
}

/** A document that is to be made. */
interface Planned extends Record<string, unknown> {
  readonly receiver: string;
  readonly form: string;
  readonly recordId: string;
  readonly amount: string;
}

const STORED = 'SELECT settlements FROM costing.run WHERE id = $1';

/** What other versions of the period have booked already, by receiver. */
const BOOKED = `
  SELECT s.receiver, sum(s.amount)::text AS amount FROM costing.settlement s JOIN costing.run r ON r.id = s.run_id
   WHERE r.allocation = $1 AND r.period_from = $2::date AND r.id <> $3 GROUP BY s.receiver`;

const PLAN = `
  INSERT INTO costing.settlement (run_id, receiver, form, record_id, amount)
  SELECT $1, x.receiver, $2, x."recordId", x.amount FROM jsonb_to_recordset($3::jsonb) x(receiver text, "recordId" uuid, amount numeric)`;

const OPEN = `
  SELECT receiver, form, record_id AS "recordId", amount::text AS amount FROM costing.settlement
   WHERE run_id = $1 AND made_at IS NULL ORDER BY receiver`;

const MADE = 'UPDATE costing.settlement SET made_at = $3 WHERE run_id = $1 AND receiver = $2';

/**
 * Documents that true up what was received at a provisional cost. They are planned in the transaction that makes a run
 * official and made one by one, each a command of its own under a key of its own: repeating it makes none twice.
 */
@Injectable()
export class Settlements {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandService,
    private readonly store: RunStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  /** Plans a document for every receiver whose cost is not what is booked for it. */
  async plan(session: SqlSession, run: RunHead, allocation: CompiledAllocation): Promise<void> {
    const { settlement } = allocation.definition;
    if (!settlement) return;
    const booked = await this.bookedElsewhere(session, run);
    const due = (await this.stored(session, run.id)).flatMap(({ receiver, actual, provisional }) => {
      const amount = new Decimal(actual).minus(provisional).minus(booked.get(receiver) ?? ZERO);
      return amount.isZero() ? [] : [{ receiver, recordId: this.ids(), amount: amount.toString() }];
    });
    if (due.length > 0) await session.query(PLAN, [run.id, settlement.form, JSON.stringify(due)]);
  }

  /** Makes the planned documents that do not stand yet. Throws the refusal of the first that is refused. */
  async make(run: RunHead, allocation: CompiledAllocation, by: CostingActor): Promise<void> {
    const { planned, stored, records } = await this.database.withSession(async (session) => {
      const [open, settlements, kept] = await Promise.all([
        session.query<Planned>(OPEN, [run.id]),
        this.stored(session, run.id),
        this.store.inputs(session, run.id),
      ]);
      return { planned: open.rows, stored: settlements, records: kept };
    });
    if (!records) return;
    const reference = referenceOf(records);
    const byReceiver = new Map(stored.map((each) => [each.receiver, each]));
    for (const each of planned) {
      const settlement = byReceiver.get(each.receiver);
      if (!settlement) continue;
      const { receiver, amount } = each;
      const product = productOf(allocation, receiver, reference);
      const { version, from, to } = run;
      const due: DueSettlement = { settlement, amount: new Decimal(amount), product, version, from, to };
      const values = settlingRecord(allocation, due, reference);
      if (!values.ok) throw invalid(values.error);
      await this.makeOne(run, allocation, each, values.value, by);
    }
  }

  /** Does what is not done yet: a process may have stopped behind any of these steps, or another person goes on. */
  private async makeOne(
    run: RunHead,
    { definition, settlement }: CompiledAllocation,
    { receiver, form, recordId }: Planned,
    values: RecordData,
    by: CostingActor,
  ): Promise<void> {
    const key = `costing/${run.id}/${recordId}`;
    const lifecycle = settlement?.form.lifecycle;
    let status = await this.statusOf(settlement, recordId);
    if (status === undefined) {
      await this.command(by, key, { type: 'create', form, id: recordId, values }, 'create');
      status = lifecycle?.initial;
    }
    const action = lifecycle?.actions.get(definition.settlement?.action ?? '');
    if (action && status !== undefined && action.from.includes(status)) {
      const command = { type: 'act' as const, form, id: recordId, action: action.id };
      await this.command(by, `${key}/${action.id}`, command, `act:${action.id}`);
    }
    await this.database.query(MADE, [run.id, receiver, this.clock()]);
  }

  /** State of a document that stands already. */
  private async statusOf(
    settlement: CompiledAllocation['settlement'],
    recordId: string,
  ): Promise<string | undefined> {
    if (!settlement) return undefined;
    const { header } = recordTables(settlement.form);
    const text = `SELECT status FROM ${header.name} WHERE id = $1`;
    const { rows } = await this.database.query<{ status: string }>(text, [recordId]);
    return rows[0]?.status;
  }

  private async command(
    { subject, source }: CostingActor,
    key: string,
    command: CommandDraft,
    action: string,
  ): Promise<void> {
    const idempotency = { key, bodyHash: hashOf(key) };
    await this.commands.execute({ subject, ...source, command, action, idempotency });
  }

  private async stored(session: SqlSession, id: string): Promise<readonly ReceiverSettlement[]> {
    const { rows } = await session.query<{ settlements: readonly ReceiverSettlement[] | null }>(STORED, [id]);
    return rows[0]?.settlements ?? [];
  }

  private async bookedElsewhere(session: SqlSession, run: RunHead): Promise<ReadonlyMap<string, Decimal>> {
    const { rows } = await session.query<{ receiver: string; amount: string }>(BOOKED, [
      run.allocation,
      run.from,
      run.id,
    ]);
    return new Map(rows.map(({ receiver, amount }) => [receiver, new Decimal(amount)]));
  }
}
