import type { CompiledAllocation } from '../costing/index.js';
import type { AccessPolicy } from '../access/index.js';
import type { CompiledConnector } from '../connectors/index.js';
import type { FunctionPart, NamedFormula } from '../expression/index.js';
import type { CompiledFlow } from '../flows/index.js';
import type { FormModel } from '../forms/index.js';
import type { WorkingCalendar } from '../foundation/index.js';
import type { Definition, MenuDefinition } from '../metadata/index.js';
import type { CompiledPosting, CompiledRegister } from '../registers/index.js';
import type { CompiledReconciliation } from '../reconciliation/index.js';
import type { CompiledDecisionTable, CompiledNotification, RuleSet } from '../rules/index.js';
import type { CompiledScanPoint } from '../scanning/index.js';

/** All definitions of a release, compiled once and then only read. */
export interface CompiledRelease {
  readonly number: number;
  readonly definitions: readonly Definition[];
  readonly models: ReadonlyMap<string, FormModel>;
  /** Decision tables by key, bound to the fields of their forms. */
  readonly tables: ReadonlyMap<string, CompiledDecisionTable>;
  /** Named formulas by key. */
  readonly formulas: ReadonlyMap<string, NamedFormula>;
  /** The functions that the release defines, as every formula may call them. */
  readonly functions: readonly FunctionPart[];
  readonly rules: RuleSet;
  readonly flows: ReadonlyMap<string, CompiledFlow>;
  /** Flow that an action of a form starts; key: `form/action`. */
  readonly flowStarts: ReadonlyMap<string, CompiledFlow>;
  readonly registers: ReadonlyMap<string, CompiledRegister>;
  readonly postings: ReadonlyMap<string, CompiledPosting>;
  readonly reconciliations: ReadonlyMap<string, CompiledReconciliation>;
  /** What cost runs collect and how they hand it out, by key. */
  readonly allocations: ReadonlyMap<string, CompiledAllocation>;
  /** Where devices scan, by key. */
  readonly scanPoints: ReadonlyMap<string, CompiledScanPoint>;
  /** Outside systems, by key. */
  readonly connectors: ReadonlyMap<string, CompiledConnector>;
  /** Templates of messages, by key. */
  readonly notifications: ReadonlyMap<string, CompiledNotification>;
  /** Working calendars by key. */
  readonly calendars: ReadonlyMap<string, WorkingCalendar>;
  /** The calendar of whatever names none; absent where working time is not told from other time. */
  readonly workingCalendar: WorkingCalendar | undefined;
  readonly access: AccessPolicy;
  readonly menus: readonly MenuDefinition[];
  /** Form -> states that only a flow sets. */
  readonly reservedStates: ReadonlyMap<string, ReadonlySet<string>>;
  /**
   * Form -> header references whose records a decision may look into (`place.leader`). Loaded with the record, so that
   * the decision does not have to ask.
   */
  readonly lookups: ReadonlyMap<string, readonly string[]>;
}

/** A definition of a release by kind and key. */
export function findDefinition(
  release: CompiledRelease,
  kind: Definition['kind'],
  key: string,
): Definition | undefined {
  return release.definitions.find((each) => each.kind === kind && each.key === key);
}

/** The form model of a key that the release must have: its own definitions name it. */
export function modelOf(
  { models, number }: Pick<CompiledRelease, 'models' | 'number'>,
  form: string,
): FormModel {
  const model = models.get(form);
  if (!model) throw new Error(`release ${number} has no form ${form}`);
  return model;
}
