import { Inject, Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { ConditionTrace } from '@dougong/kernel/expression';
import type { Issue, Language, Localized } from '@dougong/kernel/foundation';
import type { CompiledRule } from '@dougong/kernel/rules';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { Parameters, statementName } from '../database/sql-text.js';
import type { Asker } from '../expressions/expression-evaluation.js';
import type { FindingWire } from '../expressions/expression.wire.js';
import type { Sight } from '../expressions/sight.js';
import { notFound } from '../http/refusal.js';
import { SETTINGS } from '../ports.js';
import { formOf } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import { badQuery } from '../records/query-refusal.js';
import { limitParameter, textParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { labelOf, labelSql, namingPlace } from '../records/reference-labels.js';
import type { LabelPair } from '../records/reference-labels.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import { explained } from './kept-condition.js';
import type { KeptCondition } from './kept-condition.js';
import type { RecordName } from './replay-answer.js';
import { isTold, sightOnAll } from './rule-sight.js';
import { toldIssues, toldTrace } from './told-outcomes.js';

export interface KeptTrace {
  readonly id: string;
  readonly at: string;
  readonly outcome: 'fired' | 'refused' | 'failed';
  readonly release: number;
  readonly actor: string | null;
  readonly form: string;
  /** Left out where the rule was about no record. */
  readonly record?: RecordName;
  /** The condition did not hold, and the actions of `else` ran. */
  readonly branch?: 'else';
  readonly condition?: ConditionTrace;
  readonly sentence?: Localized;
  readonly issues: readonly FindingWire[];
}

export interface RuleTracesAnswer {
  readonly rule: { readonly key: string; readonly title: Localized };
  readonly data: readonly KeptTrace[];
  readonly users: UserNames;
  readonly kept: number;
  readonly nextCursor?: string;
}

interface TraceRow extends Record<string, unknown> {
  readonly id: string;
  readonly at: string;
  readonly outcome: KeptTrace['outcome'];
  readonly form: string;
  readonly record_id: string;
  readonly release: number;
  readonly actor: string | null;
  readonly condition: KeptCondition | null;
  readonly issues: readonly Issue[];
  readonly label: LabelPair | null;
}

const PAGE_DEFAULT = 50;
const PAGE_MAX = 200;
const OUTCOMES = ['fired', 'refused', 'failed'] as const;

/** What rules did on real records, newest first. */
@Injectable()
export class RuleTraces {
  constructor(
    private readonly inForce: InForce,
    private readonly database: Database,
    private readonly releases: ReleaseRegistry,
    @Inject(SETTINGS) private readonly settings: Settings,
  ) {}

  of(asker: Asker, key: string, query: RawQuery): Promise<RuleTracesAnswer> {
    return this.inForce.read(async (standing) => ({ value: await this.read(standing, asker, key, query) }));
  }

  private async read(
    { release, people }: Standing,
    asker: Asker,
    key: string,
    query: RawQuery,
  ): Promise<RuleTracesAnswer> {
    const rule = release.rules.rule(key);
    if (!rule) throw notFound();
    const limit = limitParameter(query, PAGE_DEFAULT, PAGE_MAX);
    const rows = await this.rows(release, asker, rule, query, limit + 1);
    const page = rows.slice(0, limit);
    const sight = sightOnAll(release, asker.subject, rule.form);
    const data = await Promise.all(page.map((row) => this.tell(sight, rule, row, asker.language)));
    const last = rows.length > limit ? page.at(-1) : undefined;
    return {
      rule: { key, title: rule.definition.title },
      data,
      users: userNames(
        people,
        page.flatMap(({ actor }) => actor ?? []),
      ),
      kept: this.settings.ruleTraces,
      ...(last ? { nextCursor: last.id } : {}),
    };
  }

  private async rows(
    release: CompiledRelease,
    { subject, usage }: Asker,
    { key, form }: CompiledRule,
    query: RawQuery,
    count: number,
  ): Promise<readonly TraceRow[]> {
    const parameters = new Parameters();
    const label = labelSql(namingPlace(release, subject, parameters), form, 't.record_id');
    const rule = parameters.add(key);
    const outcome = `${parameters.add(wordParameter(query, 'outcome', OUTCOMES) ?? null)}::text`;
    const before = `${parameters.add(cursorOf(query))}::bigint`;
    const text = `
      SELECT t.id::text AS id, t.at, t.outcome, t.form, t.record_id, t.release, t.actor, t.condition, t.issues, ${label} AS label
        FROM core.rule_traces t
       WHERE t.rule_key = ${rule} AND (${outcome} IS NULL OR t.outcome = ${outcome})
         AND (${before} IS NULL OR t.id < ${before})
       ORDER BY t.id DESC LIMIT ${parameters.add(count)}`;
    const { rows } = await this.database.withSession(
      (session) => session.prepared<TraceRow>(statementName(text), text, parameters.values),
      usage,
    );
    return rows;
  }

  /** Values are told to those who could open every record of the form and see all that the rule reads. */
  private async tell(
    sight: Sight | undefined,
    rule: CompiledRule,
    row: TraceRow,
    language: Language,
  ): Promise<KeptTrace> {
    const { id, at, outcome, form, release, actor, condition } = row;
    const then = await this.releases.load(release);
    const head = {
      ...{ id, at, outcome, form, release, actor },
      ...(then.rules.rule(rule.key)?.recordless ? {} : { record: nameOf(row, sight) }),
      ...(condition?.branch ? { branch: condition.branch } : {}),
    };
    if (!sight || !isTold(sight, rule)) return { ...head, issues: [] };
    return {
      ...head,
      ...why({ ...sight, release: then }, rule.key, row, language),
      issues: toldIssues(sight, row.issues, language),
    };
  }
}

function nameOf({ record_id: id, label }: TraceRow, sight: Sight | undefined): RecordName {
  return { id, ...(sight && label ? labelOf(label) : {}) };
}

/**
 * The sentence is made with the rule as it was.
 * @param sight on the release that the rule fired in
 */
function why(
  sight: Sight,
  key: string,
  { condition: kept }: TraceRow,
  language: Language,
): Pick<KeptTrace, 'condition' | 'sentence'> {
  if (!kept) return {};
  const { release } = sight;
  const rule = release.rules.rule(key);
  if (!rule || rule.form !== sight.model.key) return {};
  if (!isTold({ ...sight, model: formOf(release, rule.form) }, rule)) return {};
  const { branch } = kept;
  const entry = {
    rule: key,
    ...(branch ? { outcome: 'not_met' as const, branch } : { outcome: 'fired' as const }),
    writes: [],
    explain: () => explained(kept),
  };
  const [told] = toldTrace(sight, release.rules, [entry], language);
  if (!told) return {};
  const { condition, sentence } = told;
  return { sentence, ...(condition ? { condition } : {}) };
}

function cursorOf(query: RawQuery): string | null {
  const cursor = textParameter(query, 'cursor');
  if (cursor === undefined) return null;
  if (!/^\d{1,18}$/.test(cursor)) throw badQuery('bad_cursor', ['cursor']);
  return cursor;
}
