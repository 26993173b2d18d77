import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import { compareOutcomes } from '@dougong/kernel/rules';
import type { RuleSet, SampleDifference } from '@dougong/kernel/rules';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { Asker } from '../expressions/expression-evaluation.js';
import type { Sight } from '../expressions/sight.js';
import { invalid } from '../http/refusal.js';
import { CLOCK } from '../ports.js';
import { formOf, readGrant } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import { Drafts } from '../releases/drafts.js';
import { onlyTold, rulesOfForm } from './form-rule-set.js';
import type { RuleDraft } from './form-rule-set.js';
import { readRule, refuseMistakes } from './read-rule.js';
import { ReferredFacts } from './referred-facts.js';
import { lastRecords } from './replay-records.js';
import { replayAnswer } from './replay-answer.js';
import type { ReplayAnswer, ReplayedDifference } from './replay-answer.js';
import { kernelEvent, occasionAt, ownEvent, standingCase } from './rule-occasion.js';
import type { WireEvent } from './rule-occasion.js';
import { isTold, withoutTelling } from './rule-sight.js';
import { REPLAY_RECORDS_DEFAULT } from './rule-wire.js';
import type { Replay } from './rule-wire.js';

/** What is replayed: two sets of rules of one form, and what happens to each record. */
export interface ReplayPlan {
  readonly sight: Sight;
  readonly drafts: readonly RuleDraft[];
  readonly published: RuleSet;
  readonly draft: RuleSet;
  readonly events: readonly WireEvent[];
  readonly withheld: number;
  readonly asked: number;
}

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

const AT = '/definitions';
const BATCH = 20;
const MILLISECONDS_DEFAULT = 10_000;
/** A single statement that takes so long would hold the budget up. */
const STATEMENT_MILLISECONDS = 5000;

/**
 * Runs draft rules against the published ones over the last real records of a form, in a transaction that cannot write.
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
      const plan = planOf(release, asker, asked, drafts);
      const progress = await this.database.transaction(async (session) => {
        await session.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
        await session.query(`SET LOCAL statement_timeout = ${STATEMENT_MILLISECONDS}`);
        return this.replay(session, plan, { until, cancelled });
      }, asker.usage);
      return { value: replayAnswer(plan, progress, asker.language) };
    });
  }

  private async draftsOf({ definitions }: Replay): Promise<readonly RuleDraft[]> {
    if (definitions)
      return definitions.map((each, at) => {
        const definition = readRule(each, `${AT}/${at}`);
        return { key: definition.key, definition };
      });
    const { drafts } = await this.drafts.read();
    const rules = drafts.filter(({ kind }) => kind === 'rule');
    if (rules.length === 0) throw invalid([issue('nothing_to_replay', AT)]);
    return rules.map(({ key, definition }, at) =>
      definition ? { key, definition: readRule(definition, `${AT}/${at}`) } : { key },
    );
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
    { sight, published, draft, events }: ReplayPlan,
    batch: readonly StoredRecord[],
  ): Promise<readonly ReplayedDifference[]> {
    const { release, model, subject } = sight;
    const variables = occasionAt(this.clock(), subject.id);
    return this.referred.evaluate(session, release, new Map(), (reference) =>
      events.flatMap((event) => {
        const about = kernelEvent(event, model, undefined, false);
        const samples = batch.map((record) => ({ id: record.id, ...standingCase(record, about) }));
        const compared = compareOutcomes(published, draft, model, samples, () => ({ reference, variables }));
        return compared.differences.map((difference: SampleDifference) => ({ ...difference, event }));
      }),
    );
  }
}

function planOf(
  release: CompiledRelease,
  { subject }: Asker,
  asked: Replay,
  given: readonly RuleDraft[],
): ReplayPlan {
  const form = formOfReplay(release, asked, given);
  const drafts = given.filter((draft) => formOfDraft(release, draft) === form);
  const model = formOf(release, form);
  const { hidden } = readGrant(release, subject, model);
  const sight = withoutTelling({ release, subject, model, hidden, names: true });
  const at = new Map(given.map(({ key }, index) => [key, `${AT}/${index}`]));
  const set = rulesOfForm(release, form, drafts);
  if (!set.ok) return refuseMistakes(set.error, (rule) => ({ at: at.get(rule) ?? AT, given: at.has(rule) }));
  for (const { key } of drafts) {
    const rule = set.value.rule(key);
    if (rule && !isTold(sight, rule))
      throw invalid([issue('rule_reads_hidden', at.get(key) ?? AT, { rule: key })]);
  }
  const told = onlyTold(release, release.rules, form, (rule) => isTold(sight, rule));
  const draft = onlyTold(release, set.value, form, (rule) => isTold(sight, rule));
  return {
    sight,
    drafts,
    published: told.rules,
    draft: draft.rules,
    events: asked.event ? [asked.event] : eventsOf(drafts, told.rules),
    withheld: told.withheld,
    asked: asked.last ?? REPLAY_RECORDS_DEFAULT,
  };
}

function formOfReplay(release: CompiledRelease, { form }: Replay, drafts: readonly RuleDraft[]): string {
  const known = [...new Set(drafts.flatMap((draft) => formOfDraft(release, draft) ?? []))];
  const [only, ...others] = known;
  if (form === undefined && others.length > 0)
    throw invalid([issue('bad_shape', '/form', { expected: known.join(', ') })]);
  const chosen = form ?? only;
  if (chosen === undefined || !release.models.has(chosen))
    throw invalid([issue('unknown_form', '/form', { form: chosen ?? '' })]);
  if (!known.includes(chosen)) throw invalid([issue('nothing_to_replay', '/form')]);
  return chosen;
}

function formOfDraft(release: CompiledRelease, { key, definition }: RuleDraft): string | undefined {
  return definition?.form ?? release.rules.rule(key)?.form;
}

/** The events that the rules under change wait for, each once. */
function eventsOf(drafts: readonly RuleDraft[], published: RuleSet): readonly WireEvent[] {
  const events = drafts.flatMap(({ key, definition }) => {
    const former = published.rule(key);
    return [...(definition ? [ownEvent({ definition })] : []), ...(former ? [ownEvent(former)] : [])];
  });
  return [...new Map(events.map((event) => [JSON.stringify(event), event])).values()];
}
