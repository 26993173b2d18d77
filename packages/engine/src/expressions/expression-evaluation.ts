import { Inject, Injectable } from '@nestjs/common';
import { maskRecord } from '@dougong/kernel/access';
import type { EvaluationInput, RecordData, Scope } from '@dougong/kernel/expression';
import { computeRecord } from '@dougong/kernel/forms';
import type { FieldModel } from '@dougong/kernel/forms';
import { businessDay, issue } from '@dougong/kernel/foundation';
import type { Clock, Issue, Language } from '@dougong/kernel/foundation';
import { Database } from '../database/database.js';
import type { DatabaseUsage, SqlSession } from '../database/sql-session.js';
import { invalid, noRight, Refusal } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK } from '../ports.js';
import { formOf, grantOf } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import type { Reading, Standing } from '../records/in-force.js';
import { idOf } from '../records/query-text.js';
import { VisibleRecords } from '../records/visible-record.js';
import { checkLine } from './expression-check.js';
import { resultOf } from './expression-result.js';
import type { ExpressionResult } from './expression-result.js';
import type { EvaluateExpression } from './expression.wire.js';
import { computedBehind, givenRecord } from './given-record.js';
import { readExpression } from './read-expression.js';
import type { ReadExpression } from './read-expression.js';
import { ReferredRecordReader } from './referred-records.js';
import { hiddenReads } from './refuse-hidden.js';
import { visibleScope } from './sight.js';
import type { Sight } from './sight.js';
import { walkPath } from './walk-path.js';
import type { ReferenceStep } from './walk-path.js';

/** Who asks, in which language, and where the cost is counted. */
export interface Asker {
  readonly subject: Subject;
  readonly language: Language;
  readonly usage?: DatabaseUsage;
}

interface Prepared {
  readonly read: ReadExpression;
  readonly scope: Scope;
}

/**
 * Evaluates formulas and conditions on a stored record or on given values, and tells how the result came about. Nothing
 * is written; whoever asks learns nothing that the pages of the records would not show him.
 */
@Injectable()
export class ExpressionEvaluation {
  constructor(
    private readonly visible: VisibleRecords,
    private readonly inForce: InForce,
    private readonly database: Database,
    private readonly referred: ReferredRecordReader,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async evaluate(asker: Asker, asked: EvaluateExpression): Promise<ExpressionResult> {
    const { recordId, record } = asked;
    if ((recordId === undefined) === (record === undefined))
      throw invalid([issue('record_or_id', recordId === undefined ? '/recordId' : '/record')]);
    return recordId === undefined ? this.onGiven(asker, asked) : this.onStored(asker, asked, idOf(recordId));
  }

  private onStored(asker: Asker, asked: EvaluateExpression, id: string): Promise<ExpressionResult> {
    const address = { subject: asker.subject, form: asked.form, id };
    return this.visible.with(
      address,
      async ({ release, subject, model, hidden, record }, session) => {
        const sight: Sight = { release, subject, model, hidden, names: true };
        const prepared = prepare(sight, asked);
        const steps = stepsOf(sight, prepared.scope, prepared.read.dependencies);
        const { reference } = await this.referred.read(session, sight, record, steps);
        const input = { record: maskRecord(record, hidden), reference, variables: this.occasion(subject) };
        return resultOf(sight, prepared.read, this.atLine(asked, input), [], asker.language);
      },
      asker.usage,
    );
  }

  private onGiven(asker: Asker, asked: EvaluateExpression): Promise<ExpressionResult> {
    return this.inForce.read((standing) => {
      const sight = sightOnGiven(standing, asker.subject, asked.form);
      return this.database.withSession(
        (session) => this.onGivenIn(session, sight, asker, asked),
        asker.usage,
      );
    });
  }

  private async onGivenIn(
    session: SqlSession,
    sight: Sight,
    asker: Asker,
    asked: EvaluateExpression,
  ): Promise<Reading<ExpressionResult>> {
    const prepared = prepare(sight, asked);
    const record = givenRecord(sight, asked.record);
    const computed = computedBehind(sight.model, prepared.read.dependencies);
    const paths = [prepared.read, ...computed.map(({ formula }) => formula)].flatMap(
      (each) => each?.dependencies ?? [],
    );
    checkComputed(sight, prepared.scope, computed);
    const steps = stepsOf(sight, prepared.scope, paths);
    const { reference, head } = await this.referred.read(session, sight, record, steps);
    const context = { reference, variables: this.occasion(asker.subject) };
    const whole = computeRecord(sight.model, record, context);
    const input = this.atLine(asked, { record: whole.record, ...context });
    const failures = failuresOf(whole.errors, computed);
    const value = resultOf(sight, prepared.read, input, failures, asker.language);
    return head === undefined ? { value } : { value, head };
  }

  private occasion({ id }: Subject): NonNullable<EvaluationInput['variables']> {
    const now = this.clock();
    return { actor: id, now, today: businessDay(now) };
  }

  private atLine({ line, lineId, row }: EvaluateExpression, input: EvaluationInput): EvaluationInput {
    if (line === undefined) return input;
    const rows = (input.record[line] ?? []) as readonly RecordData[];
    const found = lineId === undefined ? rows[row ?? -1] : rows.find(({ id }) => id === lineId.toLowerCase());
    if (found) return { ...input, row: found };
    throw invalid([issue('unknown_line', lineId === undefined ? '/row' : '/lineId')]);
  }
}

/** Whoever may read or make records of a form may try values out; a record referred to he must be able to open. */
function sightOnGiven({ release }: Standing, subject: Subject, form: string): Sight {
  const model = formOf(release, form);
  const grants = ['read', 'create'].map((action) => grantOf(release, subject, form, action));
  const grant = grants.find(({ allowed }) => allowed);
  if (!grant) throw noRight({ form: model.title, action: 'read' });
  return { release, subject, model, hidden: grant.hidden, names: false };
}

function prepare(sight: Sight, { kind, source, line }: EvaluateExpression): Prepared {
  const { model } = sight;
  checkLine(model, line);
  const scope = visibleScope(sight, line);
  const read = readExpression(kind, source, scope, model.blank);
  if (!read.ok) throw invalid(read.error);
  const hidden = hiddenReads(sight, scope, read.value);
  if (hidden.length > 0) throw invalid(hidden);
  return { read: read.value, scope };
}

function stepsOf(sight: Sight, scope: Scope, paths: readonly string[]): readonly ReferenceStep[] {
  return paths.flatMap((path) => walkPath(sight, scope, path).steps);
}

/**
 * A stored number that was worked out from hidden fields is shown on the record's page. Worked out anew from values that
 * the caller chooses, it would tell him what is hidden.
 */
function checkComputed(sight: Sight, scope: Scope, computed: readonly FieldModel[]): void {
  const telling = computed.find(({ formula }) =>
    formula?.dependencies.some((path) => walkPath(sight, scope, path).hidden),
  );
  if (!telling) return;
  const params = { field: telling.path, title: telling.title };
  throw new Refusal(403, 'computed_from_hidden', [issue('computed_from_hidden', '/source', params)], {
    params,
  });
}

/** What went wrong in computed fields that the expression reads; its result has a blank in their place. */
function failuresOf(errors: readonly Issue[], computed: readonly FieldModel[]): readonly Issue[] {
  const read = new Set(computed.map(({ path }) => path));
  return errors
    .filter(({ path }) => read.has(path.slice(1).replace(/\/\d+\//, '.')))
    .map((found) => ({ ...found, path: `/record${found.path}`, severity: 'warning' as const }));
}
