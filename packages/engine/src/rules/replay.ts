import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { Asker } from '../expressions/expression-evaluation.js';
import { CLOCK } from '../ports.js';
import { InForce } from '../records/in-force.js';
import { Drafts } from '../releases/drafts.js';
import { ReferredFacts } from './referred-facts.js';
import type { ReadReference } from './referred-facts.js';
import { replayAnswer } from './replay-answer.js';
import type { ReplayAnswer, ReplayedDifference } from './replay-answer.js';
import { compareSides } from './replay-compare.js';
import { givenDrafts, keptDrafts } from './replay-drafts.js';
import type { ReplayDraft } from './replay-drafts.js';
import { planReplay } from './replay-plan.js';
import type { ReplayPlan } from './replay-plan.js';
import { lastRecords } from './replay-records.js';
import { kernelEvent, occasionAt, standingCase } from './rule-occasion.js';
import type { Replay } from './rule-wire.js';

/** How far a replay came. */
export interface ReplayProgress {
  readonly records: readonly StoredRecord[];
  readonly differences: readonly ReplayedDifference[];
  readonly stopped?: 'time' | 'cancelled';
}

interface Limits {
  /** Milliseconds of the running clock at which it ends. */
  readonly until: number;
  readonly cancelled: () => boolean;
}

const BATCH = 20;
const MILLISECONDS_DEFAULT = 10_000;
/** A single statement that takes so long would hold the budget up. */
const STATEMENT_MILLISECONDS = 5000;

/**
 * Runs drafts of rules, forms, formulas and tables against what is published over the last real records of a form, in a
 * transaction that cannot write.
 * It goes on in small batches, so that others are answered in between, and stops when its time is up or nobody waits.
 */
@Injectable()
export class Replays {
  constructor(
    private readonly inForce: InForce,
    private readonly database: Database,
    private readonly drafts: Drafts,
    private readonly referred: ReferredFacts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async run(asker: Asker, asked: Replay, cancelled: () => boolean): Promise<ReplayAnswer> {
    const until = performance.now() + (asked.milliseconds ?? MILLISECONDS_DEFAULT);
    const drafts = await this.draftsOf(asked);
    return this.inForce.read(async ({ release }) => {
      const plan = planReplay(release, asker, asked, drafts);
      const progress = await this.database.transaction(async (session) => {
        await session.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        await session.query(`SET LOCAL statement_timeout = ${STATEMENT_MILLISECONDS}`);
        return this.replay(session, plan, { until, cancelled });
      }, asker.usage);
      return { value: replayAnswer(plan, progress, asker.language) };
    });
  }

  private async draftsOf({ definitions }: Replay): Promise<readonly ReplayDraft[]> {
    return definitions ? givenDrafts(definitions) : keptDrafts((await this.drafts.read()).drafts);
  }

  private async replay(
    session: SqlSession,
    plan: ReplayPlan,
    { until, cancelled }: Limits,
  ): Promise<ReplayProgress> {
    const records: StoredRecord[] = [];
    const differences: ReplayedDifference[] = [];
    while (records.length < plan.asked) {
      const size = Math.min(BATCH, plan.asked - records.length);
      const batch = await lastRecords(session, plan.sight, records.at(-1)?.id, size);
      differences.push(...(await this.compare(session, plan, batch)));
      records.push(...batch);
      if (batch.length < size) break;
      if (records.length === plan.asked) break;
      if (cancelled()) return { records, differences, stopped: 'cancelled' };
      if (performance.now() >= until) return { records, differences, stopped: 'time' };
      await new Promise((resume) => setImmediate(resume));
    }
    return { records, differences };
  }

  private compare(
    session: SqlSession,
    { sight: { release, model, subject }, published, draft, events }: ReplayPlan,
    batch: readonly StoredRecord[],
  ): Promise<readonly ReplayedDifference[]> {
    const variables = occasionAt(this.clock(), subject.id);
    return this.referred.evaluate(session, release, new Map(), (read) => {
      // A draft may refer to a form that has no records yet.
      const reference: ReadReference = (form, id) => (release.models.has(form) ? read(form, id) : undefined);
      return events.flatMap((event) => {
        const about = kernelEvent(event, model, undefined, false);
        const samples = batch.map((record) => ({ id: record.id, ...standingCase(record, about) }));
        const found = compareSides(published, draft, samples, { reference, variables });
        return found.map((difference) => ({ ...difference, event }));
      });
    });
  }
}
