import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Language } from '@dougong/kernel/foundation';
import type { CompiledRule } from '@dougong/kernel/rules';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { Parameters, statementName } from '../../database/sql-text.js';
import type { Asker } from '../../expressions/expression-evaluation.js';
import type { Sight } from '../../expressions/sight.js';
import { sentence } from '../../http/sentences/index.js';
import { InForce } from '../../records/in-force.js';
import { decodeCursor, encodeCursor, fingerprintOf } from '../../records/page-cursor.js';
import type { Position } from '../../records/page-cursor.js';
import { badQuery } from '../../records/query-refusal.js';
import { limitParameter, textParameter, wordParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { LabelReader, WantedLabels } from '../../records/reference-labels.js';
import type { References } from '../../records/reference-labels.js';
import { isTold, sightOnAll } from '../rule-sight.js';
import { toldIssues } from '../told-outcomes.js';
import { OCCASION_STATES } from './occasion.wire.js';
import type { OccasionState, OccasionsWire, OccasionWire } from './occasion.wire.js';
import type { OccasionFailure } from './occasion-failure.js';

interface OccasionRow extends Record<string, unknown> {
  readonly id: string;
  readonly kind: string;
  readonly rule: string;
  readonly form: string;
  readonly recordId: string | null;
  readonly at: string;
  readonly attempts: number;
  readonly dueAt: string;
  readonly failedAt: string | null;
  readonly failure: OccasionFailure | null;
}

const LIMIT_DEFAULT = 50;
const LIMIT_MAX = 200;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const COLUMNS =
  'id, kind, rule_key AS rule, form, record_id AS "recordId", created_at AS at, attempts, due_at AS "dueAt", ' +
  'failed_at AS "failedAt", failure';

const OF_STATE: Readonly<Record<OccasionState, string>> = {
  failed: 'failed_at IS NOT NULL AND skipped_at IS NULL AND done_at IS NULL',
  skipped: 'failed_at IS NOT NULL AND skipped_at IS NOT NULL',
  waiting: 'failed_at IS NULL AND done_at IS NULL',
};

/** The occasions of rules that were not carried out, or not yet, the newest first. */
@Injectable()
export class OccasionList {
  constructor(
    private readonly inForce: InForce,
    private readonly database: Database,
    private readonly labels: LabelReader,
  ) {}

  page(asker: Asker, query: RawQuery): Promise<OccasionsWire> {
    const work = (release: CompiledRelease) =>
      this.database.withSession((session) => this.read(session, release, asker, query), asker.usage);
    return this.inForce.read(async ({ release }) => ({ value: await work(release) }));
  }

  private async read(
    session: SqlSession,
    release: CompiledRelease,
    asker: Asker,
    query: RawQuery,
  ): Promise<OccasionsWire> {
    const limit = limitParameter(query, LIMIT_DEFAULT, LIMIT_MAX);
    const state = wordParameter(query, 'state', OCCASION_STATES) ?? 'failed';
    const fingerprint = fingerprintOf(['occasions', state]);
    const rows = await rowsOf(session, state, positionOf(query, fingerprint), limit + 1);
    const shown = rows.slice(0, limit);
    const sights = new Sights(release, asker);
    const labels = await this.labels.read(session, release, asker.subject, recordsOf(shown, sights));
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      data: shown.map((row) => told(row, state, sights, labels, asker.language)),
      ...(last ? { nextCursor: encodeCursor(fingerprint, [last.at, last.id]) } : {}),
    };
  }
}

async function rowsOf(
  session: SqlSession,
  state: OccasionState,
  after: Position | undefined,
  count: number,
): Promise<readonly OccasionRow[]> {
  const parameters = new Parameters();
  const [at, id] = after ?? [];
  const beyond = after
    ? ` AND (created_at, id) < (${parameters.add(at)}::timestamptz, ${parameters.add(id)}::uuid)`
    : '';
  const text =
    `SELECT ${COLUMNS} FROM core.rule_occasion WHERE ${OF_STATE[state]}${beyond} ` +
    `ORDER BY created_at DESC, id DESC LIMIT ${parameters.add(count)}`;
  const { rows } = await session.prepared<OccasionRow>(statementName(text), text, parameters.values);
  return rows;
}

function positionOf(query: RawQuery, fingerprint: string): Position | undefined {
  const cursor = textParameter(query, 'cursor');
  if (cursor === undefined) return undefined;
  const [at, id] = decodeCursor(cursor, fingerprint);
  if (typeof at !== 'string' || Number.isNaN(Date.parse(at)) || !UUID.test(id))
    throw badQuery('bad_cursor', ['cursor']);
  return [at, id];
}

/** On which forms the asker sees everything, each looked up once. */
class Sights {
  private readonly known = new Map<string, Sight | undefined>();

  constructor(
    readonly release: CompiledRelease,
    private readonly asker: Asker,
  ) {}

  of(form: string): Sight | undefined {
    if (!this.release.models.has(form)) return undefined;
    if (!this.known.has(form)) this.known.set(form, sightOnAll(this.release, this.asker.subject, form));
    return this.known.get(form);
  }

  /** The sight with which the values of a failure may be told. */
  telling(rule: CompiledRule | undefined, form: string): Sight | undefined {
    const sight = this.of(form);
    return rule && sight && rule.form === form && isTold(sight, rule) ? sight : undefined;
  }
}

function recordsOf(rows: readonly OccasionRow[], sights: Sights): WantedLabels {
  const wanted = new WantedLabels();
  for (const { form, recordId } of rows) if (sights.of(form)) wanted.add(form, recordId);
  return wanted;
}

function told(
  row: OccasionRow,
  state: OccasionState,
  sights: Sights,
  labels: References,
  language: Language,
): OccasionWire {
  const { id, kind, form, recordId, at, attempts, dueAt, failedAt } = row;
  const rule = sights.release.rules.rule(row.rule);
  const record = recordId === null ? null : { id: recordId, ...labels[form]?.[recordId] };
  return {
    id,
    state,
    on: kind,
    rule: { key: row.rule, title: rule?.definition.title ?? null },
    form,
    record,
    at,
    attempts,
    ...(failedAt === null ? {} : { failedAt }),
    ...(state === 'waiting' ? { nextAttempt: dueAt } : {}),
    ...causeOf(row.failure, sights.telling(rule, form), language),
  };
}

/** Parameters of sentences hold values; whoever may not see those is told the kind of failure. */
function causeOf(
  failure: OccasionFailure | null,
  sight: Sight | undefined,
  language: Language,
): Pick<OccasionWire, 'cause' | 'issues'> {
  if (!failure) return { issues: [] };
  if (!sight) return { cause: sentence(failure.code, {}, language), issues: [] };
  const issues = [...toldIssues(sight, failure.issues, language)];
  const [first] = issues;
  return { cause: first?.detail ?? sentence(failure.code, failure.params ?? {}, language), issues };
}
