import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { businessDay, issue } from '@dougong/kernel/foundation';
import { remedyValues, stateAfter } from '@dougong/kernel/reconciliation';
import type { CompiledReconciliation, DifferenceAct } from '@dougong/kernel/reconciliation';
import { AuditLog } from '../../audit/audit-log.js';
import { listensTo } from '../../channels/listening.js';
import { CommandService } from '../../commands/command-service.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid, notFound, Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import type { ChangeActor } from '../../people/organisation-changes.js';
import { requireActiveUser } from '../../people/named-people.js';
import { CLOCK, ID_SOURCE } from '../../ports.js';
import { OutboxBell } from '../../workers/outbox-bell.js';
import { requireAct, isOwn, seesAll } from './difference-rights.js';
import { DIFFERENCE_COLUMNS } from './difference-view.js';
import type { DifferenceView } from './difference-view.js';

/** What somebody does about a difference. */
export interface ActWish {
  readonly act: DifferenceAct;
  /** The version that he has seen. */
  readonly version?: number;
  readonly assignee?: string;
  readonly reason?: string;
  readonly note?: string;
  /** A remedy of the definition: its record is made. */
  readonly remedy?: string;
  /** A record that is there already and mends it. */
  readonly form?: string;
  readonly record?: string;
}

type Row = DifferenceView & { readonly explainedBy: string | null } & Record<string, unknown>;

const LOCK = `
  SELECT ${DIFFERENCE_COLUMNS}, d.explained_by AS "explainedBy" FROM reconciliation.difference d WHERE d.id = $1 FOR UPDATE`;

const UPDATE = `
  UPDATE reconciliation.difference d
     SET state = $2, assignee = $3, reason = $4, note = $5, explained_by = $6, remedy = $7, remedy_form = $8, remedy_record = $9,
         closed_at = $10, version = d.version + 1
   WHERE d.id = $1 RETURNING ${DIFFERENCE_COLUMNS}`;

const EVENT = `
  INSERT INTO reconciliation.difference_event (difference, at, actor, act, from_state, to_state, details)
  VALUES ($1, $2, $3, $4, $5, $6, $7)`;

const SEND = `
  INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
  SELECT x.id, 'event', x.key, x.payload, $4, $4 FROM (SELECT $1::uuid AS id, $2::text AS key, $3::jsonb AS payload) x
   WHERE EXISTS (SELECT FROM core.webhook_endpoint e WHERE ${listensTo('x.payload')})`;

/** What an act leaves of a difference beyond its state. */
type Changes = Partial<
  Pick<Row, 'assignee' | 'reason' | 'note' | 'explainedBy' | 'remedy' | 'remedyForm' | 'remedyRecord'>
>;

/** Carries out what people do about differences; each act is audited, told to outside systems and kept in its history. */
@Injectable()
export class DifferenceActs {
  constructor(
    private readonly database: Database,
    private readonly commands: CommandService,
    private readonly audit: AuditLog,
    private readonly bell: OutboxBell,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async act(
    by: ChangeActor,
    subject: Subject,
    reconciliation: CompiledReconciliation,
    id: string,
    wish: ActWish,
  ): Promise<DifferenceView> {
    const made =
      wish.remedy === undefined ? undefined : await this.mend(by, subject, reconciliation, id, wish);
    const after = await this.database.transaction(async (session) => {
      const before = await lock(session, subject, reconciliation, id, wish);
      const state = stateOf(before, wish);
      const changes = { ...(await this.changes(session, subject, reconciliation, before, wish)), ...made };
      const row = { ...before, ...changes };
      const now = this.clock();
      const { rows } = await session.query<DifferenceView & Record<string, unknown>>(UPDATE, [
        ...[id, state, row.assignee, row.reason, row.note, row.explainedBy, row.remedy, row.remedyForm],
        ...[row.remedyRecord, state === 'closed' ? now : null],
      ]);
      const details = { ...changes, explainedBy: undefined };
      const values = [id, now, subject.id, wish.act, before.state, state, JSON.stringify(details)];
      await session.query(EVENT, values);
      await this.tell(session, by, before, { act: wish.act, state, now });
      return rows[0] ?? row;
    });
    this.bell.ring(undefined);
    return after;
  }

  private async tell(
    session: SqlSession,
    by: ChangeActor,
    { id, definition, state: before, version }: Row,
    { act, state, now }: { readonly act: DifferenceAct; readonly state: string; readonly now: string },
  ): Promise<void> {
    const changes = [{ path: `/${definition}/state`, old: before, new: state }];
    await this.audit.write(session, {
      ...by,
      action: `difference:${act}`,
      outcome: 'done',
      recordId: id,
      changes,
    });
    const payload = {
      type: `reconciliation.difference_${state}.v1`,
      subject: `${definition}/${id}`,
      data: { definition, difference: id, act, from: before, to: state, actor: by.actor },
    };
    const key = `reconciliation/difference/${id}/${version + 1}`;
    await session.query(SEND, [this.ids(), key, JSON.stringify(payload), now]);
  }

  /** What an act says; each refuses what does not fit it. */
  private async changes(
    session: SqlSession,
    subject: Subject,
    { definition }: CompiledReconciliation,
    before: Row,
    { act, assignee, reason, note, form, record }: ActWish,
  ): Promise<Changes> {
    const noted = note === undefined ? {} : { note };
    if (act === 'assign') {
      if (assignee === undefined)
        throw invalid([issue('keyword_missing', '/assignee', { name: 'assignee' })]);
      await requireActiveUser(session, assignee, '/assignee');
      return { ...noted, assignee };
    }
    if (act === 'explain') {
      if (!definition.reasons.some(({ id }) => id === reason))
        throw invalid([issue('unknown_reason', '/reason', { reason: reason ?? '' })]);
      return { ...noted, reason: reason ?? null, explainedBy: subject.id };
    }
    if (act === 'fix') {
      const linked = form !== undefined && record !== undefined;
      return { ...noted, explainedBy: subject.id, ...(linked && { remedyForm: form, remedyRecord: record }) };
    }
    if (act === 'approve' && before.explainedBy === subject.id) throw new Refusal(409, 'own_explanation');
    return noted;
  }

  /** Makes the record of a remedy the way every record is made; the difference is checked before, so that none is made in vain. */
  private async mend(
    by: ChangeActor,
    subject: Subject,
    reconciliation: CompiledReconciliation,
    id: string,
    wish: ActWish,
  ): Promise<Changes> {
    const remedy = reconciliation.remedies.get(wish.remedy ?? '');
    if (wish.act !== 'fix' || !remedy)
      throw invalid([issue('unknown_remedy', '/remedy', { remedy: wish.remedy ?? '' })]);
    const before = await this.database.transaction((session) =>
      lock(session, subject, reconciliation, id, wish),
    );
    stateOf(before, wish);
    const { form } = remedy.definition;
    const values = remedyValues(remedy, wireOf(before), businessDay(this.clock()));
    const record = this.ids();
    // Whoever tries again after a loss on the way gets the record that was made, not a second one.
    const key = `reconciliation/${id}/${before.version}/${remedy.definition.id}`;
    const answer = await this.commands.execute({
      subject,
      command: { type: 'create', form, id: record, values },
      channel: by.channel,
      ip: by.ip,
      requestId: by.requestId,
      action: 'create',
      idempotency: { key, bodyHash: createHash('sha256').update(JSON.stringify(values)).digest() },
    });
    const made = answer.record?.id ?? record;
    return { remedy: remedy.definition.id, remedyForm: form, remedyRecord: made };
  }
}

/** Locks a difference that somebody sees and may act on. */
async function lock(
  session: SqlSession,
  subject: Subject,
  { definition }: CompiledReconciliation,
  id: string,
  { act, version }: ActWish,
): Promise<Row> {
  const { rows } = await session.query<Row>(LOCK, [id]);
  const [row] = rows;
  if (row?.definition !== definition.key) throw notFound();
  if (!seesAll(subject, definition) && !isOwn(subject, row)) throw notFound();
  requireAct(subject, act, definition, row);
  if (version !== undefined && version !== row.version) throw new Refusal(412, 'stale');
  return row;
}

function stateOf(before: Row, { act }: ActWish): string {
  const state = stateAfter(act, before.state);
  if (state === undefined)
    throw new Refusal(409, 'difference_passed', [], { params: { act, state: before.state } });
  return state;
}

/** A difference as formulas of remedies read it. */
function wireOf(row: DifferenceView) {
  const {
    document,
    line,
    key,
    category,
    cause,
    item,
    place,
    lot,
    type,
    quantity,
    amount,
    due,
    reason,
    note,
  } = row;
  return {
    ...{ document, line, key, category, cause, item, place, lot, type, quantity, amount, due, reason, note },
    at_stake: row.atStake,
    missing_in: row.missingIn,
    operation_type: row.operationType,
    books_type: row.booksType,
  };
}
