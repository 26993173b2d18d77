import { Inject, Injectable } from '@nestjs/common';
import type { RecordData } from '@dougong/kernel/expression';
import type { Clock, Localized } from '@dougong/kernel/foundation';
import { evaluateRules } from '@dougong/kernel/rules';
import type { CompiledRule, RuleOutcomes, TraceEntry } from '@dougong/kernel/rules';
import type { SqlSession } from '../database/sql-session.js';
import type { Asker } from '../expressions/expression-evaluation.js';
import type { Sight } from '../expressions/sight.js';
import { CLOCK } from '../ports.js';
import { VisibleRecords } from '../records/visible-record.js';
import type { VisibleRecord } from '../records/visible-record.js';
import { onlyTold } from './form-rule-set.js';
import { ReferredFacts } from './referred-facts.js';
import { kernelEvent, occasionAt, ownEvent, standingCase, tracing } from './rule-occasion.js';
import type { WireEvent } from './rule-occasion.js';
import { isTold } from './rule-sight.js';
import { toldTrace } from './told-outcomes.js';
import type { ToldTrace } from './told-outcomes.js';

export interface RecordRule {
  readonly rule: {
    readonly key: string;
    readonly title: Localized;
    readonly phase: string;
    readonly enabled: boolean;
  };
  readonly event: WireEvent;
  readonly outcome: ToldTrace['outcome'] | 'no_lines';
  readonly sentence: Localized;
  readonly trace: readonly ToldTrace[];
}

export interface RecordRulesAnswer {
  readonly data: readonly RecordRule[];
  readonly withheld: number;
  readonly release: number;
}

const LINES_TOLD_MAX = 50;

/**
 * What becomes of each rule of a form on a record as it stands now. Without an event each rule is asked under the event
 * that it waits for, so that the answer is about its condition; with one it also tells which rules do not wait for it.
 */
@Injectable()
export class RecordRules {
  constructor(
    private readonly visible: VisibleRecords,
    private readonly referred: ReferredFacts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  of(asker: Asker, form: string, id: string, event?: WireEvent): Promise<RecordRulesAnswer> {
    const address = { subject: asker.subject, form, id };
    return this.visible.with(address, (seen, session) => this.tell(session, seen, asker, event), asker.usage);
  }

  private async tell(
    session: SqlSession,
    { release, subject, model, hidden, record, facts }: VisibleRecord,
    { language }: Asker,
    event: WireEvent | undefined,
  ): Promise<RecordRulesAnswer> {
    const sight: Sight = { release, subject, model, hidden, names: true };
    const { rules, withheld } = onlyTold(release, release.rules, model.key, (rule) => isTold(sight, rule));
    const own = rules.checked.filter((rule) => rule.form === model.key);
    const variables = occasionAt(this.clock(), subject.id);
    const known = new Map<string, RecordData | null>(facts.references);
    const outcomes = await this.referred.evaluate(session, release, known, (reference) => {
      const answers = new Map<string, RuleOutcomes>();
      return own.map((rule) => {
        const happened = event ?? ownEvent(rule);
        const about = kernelEvent(happened, model, event ? undefined : occasionRule(rule), false);
        const name = JSON.stringify([happened, about.rule]);
        const ruleCase = standingCase(record, about);
        const answer =
          answers.get(name) ?? evaluateRules(rules, model, ruleCase, tracing(reference, variables));
        answers.set(name, answer);
        return { rule, event: happened, entries: entriesOf(rule, answer) };
      });
    });
    const data = outcomes.map(({ rule, event: asked, entries }) =>
      recordRule(rule, asked, toldTrace(sight, rules, entries.slice(0, LINES_TOLD_MAX), language)),
    );
    return { data, withheld, release: release.number };
  }
}

/** Only rules that a schedule, a threshold or a webhook calls are named by their event. */
function occasionRule({ key, definition }: CompiledRule): string | undefined {
  return definition.trigger.on.some((each) => OCCASIONS.has(each)) ? key : undefined;
}

const OCCASIONS: ReadonlySet<string> = new Set(['schedule', 'threshold', 'webhook']);

function entriesOf({ key }: CompiledRule, { trace, refused }: RuleOutcomes): readonly TraceEntry[] {
  const own = trace.filter((entry) => entry.rule === key);
  if (own.length > 0 || !refused) return own;
  return [{ rule: key, outcome: 'not_reached', writes: [], explain: () => undefined }];
}

function recordRule(
  { key, definition: { title, phase, enabled } }: CompiledRule,
  event: WireEvent,
  trace: readonly ToldTrace[],
): RecordRule {
  const told = trace.find(({ outcome }) => outcome === 'fired') ?? trace[0];
  return {
    rule: { key, title, phase, enabled },
    event,
    outcome: told?.outcome ?? 'no_lines',
    sentence: told?.sentence ?? noLines(title),
    trace,
  };
}

function noLines(title: Localized): Localized {
  return {
    'zh-CN': `规则“${title['zh-CN']}”没有触发：没有可问的明细行。`,
    en: `The rule "${title.en}" did not fire: there is no line to ask it for.`,
  };
}
