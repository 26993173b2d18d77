import { Inject, Injectable } from '@nestjs/common';
import { allTokens } from '@dougong/kernel/flows';
import type { FlowState } from '@dougong/kernel/flows';
import type { Clock } from '@dougong/kernel/foundation';
import { CHANNELS } from '../channels/channel.js';
import type { Channel, DeliveryResult, OuterChannel, OutgoingMessage } from '../channels/channel.js';
import { ClaimLost } from '../commands/command-run.js';
import { CommandService } from '../commands/command-service.js';
import { FLOW_CALL } from '../commands/flow-call-rows.js';
import { Database } from '../database/database.js';
import type { Log } from '../log.js';
import { CLOCK, LOG } from '../ports.js';
import { PLATFORM } from '../rules/occasions/platform.js';
import { causeOf, isOf, NOTE_TROUBLE } from './flow-timers.js';
import { later } from './later.js';

/** While one process makes a call, others leave it alone for so long: more than a call may take, with its report. */
const LEASE_MS = 30_000;
const CALLS_AT_ONCE = 8;
/** A report that was refused so often needs an administrator. */
const REFUSALS_MAX = 3;
const FIRST_PAUSE_MS = 5000;

/** How a call ended; kept with it until the flow has heard of it. */
interface CallEnd {
  readonly outcome: DeliveryResult['outcome'];
  readonly reason?: string;
}

/** A call that an instance waits for. */
export interface WaitingCall extends OutgoingMessage, Record<string, unknown> {
  readonly instanceId: string;
  readonly form: string;
  readonly recordId: string;
  readonly state: FlowState;
  readonly end: CallEnd | null;
  readonly refusals: number | null;
}

/** An instance that stands still makes no calls until somebody has seen to it. */
const LEASE_BATCH = `
  UPDATE core.outbox o SET attempts = o.attempts + 1, next_at = $3
    FROM (SELECT w.id, i.id AS instance_id, i.form, i.record_id, i.state FROM core.outbox w
            JOIN core.flow_instance i ON i.id = (w.payload ->> 'instanceId')::uuid AND i.status <> 'suspended'
           WHERE w.state = 'waiting' AND w.topic = '${FLOW_CALL}' AND w.next_at <= $2
           ORDER BY w.next_at LIMIT $1 FOR UPDATE OF w SKIP LOCKED) due
   WHERE o.id = due.id
  RETURNING o.id, o.topic, o.key, o.payload, o.created_at AS "createdAt", o.attempts,
            due.instance_id AS "instanceId", due.form, due.record_id AS "recordId", due.state,
            o.payload -> 'end' AS end, (o.payload ->> 'refusals')::int AS refusals`;

/** Takes the call in the transaction of the command that reports its end. */
const CLAIM = `
  UPDATE core.outbox SET state = $2, delivered_at = $3, last_error = $4 WHERE id = $1 AND state = 'waiting'`;

const KEEP_END = `
  UPDATE core.outbox SET next_at = $3, payload = payload || $2::jsonb WHERE id = $1 AND state = 'waiting'`;

/**
 * Makes the calls that instances wait for and tells them how each ended. The end is reported by a command that takes the
 * call: a process that dies between the call and the report leaves it to be made again, under the same key.
 */
@Injectable()
export class FlowCalls {
  private readonly sender: OuterChannel;

  constructor(
    private readonly database: Database,
    private readonly commands: CommandService,
    @Inject(CHANNELS) channels: readonly Channel[],
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.sender = webhookOf(channels);
  }

  /** Makes one batch of calls. Tells whether there may be more. */
  async deliverBatch(): Promise<boolean> {
    const now = this.clock();
    const values = [CALLS_AT_ONCE, now, later(now, LEASE_MS)];
    const { rows } = await this.database.query<WaitingCall>(LEASE_BATCH, values);
    await Promise.all(rows.map((call) => this.carryOut(call)));
    return rows.length > 0;
  }

  /** Makes one call and tells its instance how it ended. */
  async carryOut(call: WaitingCall): Promise<void> {
    if (!isWanted(call))
      return this.close(call, { outcome: 'failed', reason: 'nobody waits for it any more' });
    const end = call.end ?? (await this.make(call));
    await this.report(call, end);
  }

  private async make(call: WaitingCall): Promise<CallEnd> {
    try {
      return await this.sender.deliver([call]);
    } catch (error) {
      return { outcome: 'again', reason: causeOf(error) };
    }
  }

  private async report(call: WaitingCall, end: CallEnd): Promise<void> {
    if (end.outcome !== 'delivered')
      this.log.warn({ key: call.key, reason: end.reason }, 'a flow call failed');
    try {
      await this.tell(call, end, stepOf(call, end));
      if (end.outcome !== 'delivered') await this.noteTrouble(call, end.reason ?? end.outcome);
    } catch (error) {
      if (!(error instanceof ClaimLost)) await this.settle(call, end, error);
    }
  }

  private async tell(call: WaitingCall, end: CallEnd, step: ReportStep): Promise<void> {
    await this.commands.execute({
      subject: PLATFORM,
      channel: 'flow',
      action: `flow:${step.type}`,
      instance: call.instanceId,
      command: { type: 'move', form: call.form, id: call.recordId, step, byPlatform: true },
      claim: { text: CLAIM, values: this.closing(call, end) },
    });
  }

  /** What the call did is not undone by a report that is refused: it is kept, and reported again. */
  private async settle(call: WaitingCall, end: CallEnd, error: unknown): Promise<void> {
    if (isOf(error, 'already_done')) return this.close(call, end);
    if (isOf(error, 'not_running')) return this.keep(call, end, 0, this.clock());
    const refusals = (call.refusals ?? 0) + 1;
    this.log.warn({ err: error, key: call.key, refusals }, 'the end of a flow call could not be reported');
    if (refusals >= REFUSALS_MAX) return this.giveUp(call, end, error);
    await this.keep(call, end, refusals, later(this.clock(), FIRST_PAUSE_MS * 2 ** refusals));
  }

  /** The instance stands still until an administrator has looked at it. */
  private async giveUp(call: WaitingCall, end: CallEnd, cause: unknown): Promise<void> {
    try {
      await this.tell(call, end, { type: 'fail', key: call.key, cause: causeOf(cause) });
      await this.noteTrouble(call, causeOf(cause));
    } catch (error) {
      if (error instanceof ClaimLost) return;
      await this.close(call, { outcome: 'failed', reason: causeOf(error) });
    }
  }

  private async noteTrouble({ instanceId }: WaitingCall, cause: string): Promise<void> {
    await this.database.query(NOTE_TROUBLE, [instanceId, cause]);
  }

  private async keep(call: WaitingCall, end: CallEnd, refusals: number, next: string): Promise<void> {
    await this.database.query(KEEP_END, [call.id, JSON.stringify({ end, refusals }), next]);
  }

  private async close(call: WaitingCall, end: CallEnd): Promise<void> {
    await this.database.query(CLAIM, this.closing(call, end));
  }

  private closing({ id }: WaitingCall, { outcome, reason }: CallEnd): readonly unknown[] {
    const isDelivered = outcome === 'delivered';
    return [id, isDelivered ? 'delivered' : 'failed', isDelivered ? this.clock() : null, reason ?? null];
  }
}

type ReportStep =
  | { readonly type: 'called'; readonly key: string }
  | { readonly type: 'fail'; readonly key: string; readonly cause: string }
  | { readonly type: 'call_failed'; readonly key: string; readonly final: boolean; readonly cause?: string };

/** Trying again is the flow's business: its node says how often and when. */
function stepOf({ key }: WaitingCall, { outcome, reason }: CallEnd): ReportStep {
  if (outcome === 'delivered') return { type: 'called', key };
  const cause = reason === undefined ? {} : { cause: reason };
  return { type: 'call_failed', key, final: outcome === 'failed', ...cause };
}

/** The token that asked for it may have been cancelled since. */
function isWanted({ key, state }: WaitingCall): boolean {
  return allTokens(state).some(({ call }) => call?.key === key);
}

function webhookOf(channels: readonly Channel[]): OuterChannel {
  const found = channels.find((channel) => channel.topic === 'webhook');
  if (found?.reach !== 'network') throw new Error('there is no channel that calls outside systems');
  return found;
}
