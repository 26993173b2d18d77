import { Inject, Injectable } from '@nestjs/common';
import { TimeBudget } from '@dougong/kernel/commands';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { RuleDefinition } from '@dougong/kernel/metadata';
import { evaluateRules } from '@dougong/kernel/rules';
import type { CompiledRule, RuleCase, RuleSet } from '@dougong/kernel/rules';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import type { Asker } from '../expressions/expression-evaluation.js';
import { givenRecord } from '../expressions/given-record.js';
import type { Sight } from '../expressions/sight.js';
import { isDesigner } from '../expressions/usable-functions.js';
import { invalid, noRight, notFound } from '../http/refusal.js';
import { CLOCK, SETTINGS, STOPWATCH } from '../ports.js';
import type { Stopwatch } from '../ports.js';
import { formOf } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import { idOf } from '../records/query-text.js';
import { VisibleRecords } from '../records/visible-record.js';
import { onlyTold, rulesOfForm } from './form-rule-set.js';
import type { ToldRules } from './form-rule-set.js';
import { readRule, refuseMistakes } from './read-rule.js';
import { ReferredFacts } from './referred-facts.js';
import { kernelEvent, occasionAt, ownEvent, roundWithin, tracing } from './rule-occasion.js';
import type { WireEvent } from './rule-occasion.js';
import { isTold, sightOnGiven, withoutTelling } from './rule-sight.js';
import type { DryRun } from './rule-wire.js';
import { toldOutcomes } from './told-outcomes.js';
import type { ToldOutcomes, ToldTrace } from './told-outcomes.js';

export interface DryRunAnswer extends ToldOutcomes {
  readonly rule: string;
  readonly event: WireEvent;
  readonly fired: boolean;
  readonly others: readonly ToldTrace[];
  readonly withheld: number;
  readonly release: number;
}

/** The rule that is tried out. */
interface Tried {
  readonly key: string;
  readonly form: string;
  readonly draft?: RuleDefinition;
}

const AT = '/rule';
const IDLE: ReadonlySet<string> = new Set(['not_triggered', 'disabled']);

/** Tries a rule out on a stored record or on given values, together with the others of its form. Nothing is written. */
@Injectable()
export class DryRuns {
  constructor(
    private readonly inForce: InForce,
    private readonly database: Database,
    private readonly visible: VisibleRecords,
    private readonly referred: ReferredFacts,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(STOPWATCH) private readonly stopwatch: Stopwatch,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  async run(asker: Asker, asked: DryRun): Promise<DryRunAnswer> {
    const { recordId, record } = asked;
    if ((recordId === undefined) === (record === undefined))
      throw invalid([issue('record_or_id', recordId === undefined ? '/recordId' : '/record')]);
    return recordId === undefined ? this.onGiven(asker, asked) : this.onStored(asker, asked, idOf(recordId));
  }

  private async onStored(asker: Asker, asked: DryRun, id: string): Promise<DryRunAnswer> {
    const { form } = await this.inForce.read(async (standing) => ({
      value: triedIn(standing, asker, asked),
    }));
    const address = { subject: asker.subject, form, id };
    return this.visible.with(
      address,
      (seen, session) => {
        const { release, subject, model, hidden, record } = seen;
        const tried = triedIn(seen, asker, asked);
        const sight = withoutTelling({ release, subject, model, hidden, names: true });
        const before = asked.before === undefined ? record : givenRecord(sight, asked.before, '/before');
        return this.runOn(session, sight, tried, asked, { before, after: record }, asker);
      },
      asker.usage,
    );
  }

  private onGiven(asker: Asker, asked: DryRun): Promise<DryRunAnswer> {
    return this.inForce.read((standing) =>
      this.database.withSession(async (session) => {
        const { release } = standing;
        const tried = triedIn(standing, asker, asked);
        const given = sightOnGiven(release, asker.subject, formOf(release, tried.form));
        const after = givenRecord(given, asked.record, '/record');
        const before = asked.before === undefined ? undefined : givenRecord(given, asked.before, '/before');
        const records = { ...(before === undefined ? {} : { before }), after };
        return { value: await this.runOn(session, withoutTelling(given), tried, asked, records, asker) };
      }, asker.usage),
    );
  }

  private async runOn(
    session: SqlSession,
    sight: Sight,
    tried: Tried,
    asked: DryRun,
    records: Pick<RuleCase, 'before' | 'after'>,
    { language }: Asker,
  ): Promise<DryRunAnswer> {
    const { release, model, subject } = sight;
    const { rules, withheld } = toldRules(sight, tried);
    const rule = rules.rule(tried.key) as CompiledRule;
    const event = asked.event ?? ownEvent(rule);
    const ruleCase = caseOf(sight, tried.key, event, records);
    const variables = occasionAt(this.clock(), subject.id);
    const budget = new TimeBudget(this.stopwatch, this.settings.saveBudgetMs);
    const outcomes = await this.referred.evaluate(session, release, new Map(), (reference) =>
      roundWithin(budget, (onWork) =>
        evaluateRules(rules, model, ruleCase, { ...tracing(reference, variables), onWork }),
      ),
    );
    const told = toldOutcomes(sight, rules, outcomes, language);
    const own = told.trace.filter((entry) => entry.rule === tried.key);
    const others = told.trace.filter((entry) => entry.rule !== tried.key && !IDLE.has(entry.outcome));
    const fired = own.some(({ outcome }) => outcome === 'fired');
    return { rule: tried.key, event, fired, ...told, trace: own, others, withheld, release: release.number };
  }
}

/** Without a word on what changed it is worked out from the two records; on a record alone everything has. */
function caseOf(
  { model }: Sight,
  rule: string,
  event: WireEvent,
  { before, after }: Pick<RuleCase, 'before' | 'after'>,
): RuleCase {
  const isNew = before === undefined;
  const { changed, ...happened } = kernelEvent(event, model, rule, isNew);
  const isCompared = event.changed === undefined && before !== undefined && before !== after;
  const kept = event.type === 'create' ? undefined : before;
  return {
    ...(kept === undefined ? {} : { before: kept }),
    after,
    event: isCompared ? happened : { ...happened, changed },
  };
}

function triedIn({ release }: Standing, { subject }: Asker, { rule, form }: DryRun): Tried {
  if (typeof rule !== 'string') {
    if (!isDesigner(release, subject)) throw noRight({ action: 'design' });
    const draft = readRule(rule, AT);
    if (!release.models.has(draft.form))
      throw invalid([issue('unknown_form', `${AT}/form`, { form: draft.form })]);
    checkForm(draft.form, form);
    return { key: draft.key, form: draft.form, draft };
  }
  const published = release.rules.rule(rule);
  if (!published) throw notFound();
  checkForm(published.form, form);
  return { key: rule, form: published.form };
}

function checkForm(own: string, asked: string | undefined): void {
  if (asked !== undefined && asked !== own)
    throw invalid([issue('unknown_form', '/form', { form: asked, known: [own] })]);
}

function toldRules(sight: Sight, { key, form, draft }: Tried): ToldRules {
  const { release } = sight;
  const set = draft ? rulesWithDraft(sight, draft) : release.rules;
  const told = onlyTold(release, set, form, (rule) => isTold(sight, rule));
  if (told.rules.rule(key)) return told;
  // Whoever may not be told of a published rule learns nothing of it; a draft is his own.
  if (!draft) throw notFound();
  throw invalid([issue('rule_reads_hidden', AT, { rule: key })]);
}

function rulesWithDraft({ release }: Sight, draft: RuleDefinition): RuleSet {
  const set = rulesOfForm(release, draft.form, [{ key: draft.key, definition: draft }]);
  if (set.ok) return set.value;
  return refuseMistakes(set.error, (rule) => ({ at: AT, given: rule === draft.key }));
}
