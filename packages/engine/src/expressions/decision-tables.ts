import { Inject, Injectable } from '@nestjs/common';
import { businessDay, isError, issue, pointer } from '@dougong/kernel/foundation';
import type { Clock, Issue, Language } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { checkTable, compileDecisionTable, decisionToWire, runTableTests } from '@dougong/kernel/rules';
import type { CompiledDecisionTable, TableFinding, TableReport } from '@dougong/kernel/rules';
import { invalid } from '../http/refusal.js';
import { CLOCK } from '../ports.js';
import { InForce } from '../records/in-force.js';
import type { Asker } from './expression-evaluation.js';
import type { FindingWire } from './expression.wire.js';
import { scopeOfTable, usableTable } from './release-tables.js';
import { traceTable } from './table-trace.js';
import type { ColumnTrace } from './table-trace.js';
import { findingToWire } from './wire-findings.js';

export interface TableAnswer {
  readonly outputs: unknown;
  readonly rows: readonly string[];
  readonly error?: Pick<FindingWire, 'code' | 'detail' | 'params'>;
  readonly trace: readonly ColumnTrace[];
  readonly version: number;
}

export interface TableFindingAnswer extends FindingWire {
  readonly rows: readonly string[];
  readonly witness?: unknown;
  readonly proposal?: { readonly when: unknown };
}

export interface TableCheck extends Pick<TableReport, 'unique' | 'complete' | 'fullyChecked'> {
  readonly valid: boolean;
  readonly findings: readonly TableFindingAnswer[];
  readonly release: number;
}

const TEXT_LENGTH_MAX = 4000;

/** Decision tables to ask and to check. Nothing is written. */
@Injectable()
export class DecisionTables {
  constructor(
    private readonly inForce: InForce,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Asks a table of the release in force with values of the caller's own. */
  ask(asker: Asker, key: string, inputs: Readonly<Record<string, unknown>>): Promise<TableAnswer> {
    return this.inForce.read(async ({ release }) => {
      const table = usableTable(release, asker.subject, key);
      refuseOn(faultsOf(table, inputs));
      const now = this.clock();
      const occasion = { actor: asker.subject.id, now, today: businessDay(now) };
      const decided = table.evaluate(inputs, occasion);
      if (!decided.ok) refuseOn(decided.error.filter(({ code }) => code.startsWith('table_input_')));
      const answer = decided.ok
        ? { outputs: decisionToWire(table, decided.value), rows: decided.value.rows }
        : { outputs: null, rows: [], error: errorOf(decided.error, asker.language) };
      return { value: { ...answer, trace: traceTable(table, inputs), version: release.number } };
    });
  }

  /** Checks a table as it stands in an editor, against the forms of the release in force. */
  check(definition: unknown, language: Language): Promise<TableCheck> {
    return this.inForce.read(async ({ release }) => {
      const { findings, ...report } = reportOn(release, definition);
      const value = {
        valid: !findings.some(isError),
        findings: findings.map((found) => tableFindingToWire(found, language)),
        ...report,
        release: release.number,
      };
      return { value };
    });
  }
}

function refuseOn(issues: readonly Issue[]): void {
  if (issues.length > 0) throw invalid(issues.map((found) => ({ ...found, path: `/inputs${found.path}` })));
}

/** Names that the table does not have, and texts longer than any honest one. */
function faultsOf(
  { inputs }: CompiledDecisionTable,
  given: Readonly<Record<string, unknown>>,
): readonly Issue[] {
  const known = new Set(inputs.map(({ definition }) => definition.id));
  return Object.entries(given).flatMap(([name, value]) => {
    const at = pointer('', name);
    if (!known.has(name)) return [issue('unknown_parameter', at, { name })];
    const isLong = typeof value === 'string' && value.length > TEXT_LENGTH_MAX;
    return isLong ? [issue('bad_text', at, { max: TEXT_LENGTH_MAX })] : [];
  });
}

/** A table without an answer is an answer, no refusal. */
function errorOf([reason]: readonly Issue[], language: Language): TableAnswer['error'] {
  if (!reason) return undefined;
  const { code, detail, params } = findingToWire(reason, language);
  return { code, detail, params };
}

function reportOn(release: CompiledRelease, value: unknown): TableReport {
  const checked = checkDefinition(value);
  if (!checked.ok) return faulty(checked.error);
  const definition = checked.value;
  if (definition.kind !== 'decision-table')
    return faulty([issue('unknown_kind', '/kind', { kind: definition.kind, known: ['decision-table'] })]);
  if (definition.form !== undefined && !release.models.has(definition.form))
    return faulty([issue('unknown_form', '/form', { form: definition.form })]);
  const table = compileDecisionTable(definition, scopeOfTable(release, definition.form));
  if (!table.ok) return faulty(table.error);
  const report = checkTable(table.value);
  const tested = runTableTests(table.value).map((found) => ({ ...found, rows: [] }));
  return { ...report, findings: [...report.findings, ...tested] };
}

function faulty(issues: readonly Issue[]): TableReport {
  return { findings: issues.map((found) => ({ ...found, rows: [] })), fullyChecked: false };
}

function tableFindingToWire(found: TableFinding, language: Language): TableFindingAnswer {
  const { rows, witness, proposal } = found;
  return {
    ...findingToWire({ ...found, path: `/definition${found.path}` }, language),
    rows,
    ...(witness ? { witness } : {}),
    ...(proposal ? { proposal: { when: proposal } } : {}),
  };
}
