import { issue, ok, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { checkAllocation } from './checks/check-allocation.js';
import { checkCalendar } from './checks/check-calendar.js';
import { checkChoiceList } from './checks/check-choice-list.js';
import { checkConnector } from './checks/check-connector.js';
import { checkDecisionTable } from './checks/check-decision-table.js';
import { checkFlow } from './checks/check-flow.js';
import { checkForm } from './checks/check-form.js';
import { checkFormula } from './checks/check-formula.js';
import { checkMenu } from './checks/check-menu.js';
import { checkNotification } from './checks/check-notification.js';
import { checkPosting } from './checks/check-posting.js';
import { checkReconciliation } from './checks/check-reconciliation.js';
import { checkRegister } from './checks/check-register.js';
import { checkRule } from './checks/check-rule.js';
import { checkScanPoint } from './checks/check-scan-point.js';
import { checkScenarioSteps } from './checks/check-scenario-steps.js';
import { checkShapeLimits } from './checks/shape-limits.js';
import { DEFINITION_SCHEMAS, FILE_SCHEMAS } from './definition.js';
import type { Definition, DefinitionKind } from './definition.js';
import type { OverlayFile } from './overlay.js';
import type { ScenarioFile } from './scenario.js';
import type { SeedFile } from './seed.js';
import type { TemplateManifest } from './template.js';
import { schemaIssues } from './schema-issues.js';

type Checks = {
  readonly [K in DefinitionKind]: (definition: Extract<Definition, { kind: K }>) => readonly Issue[];
};

/** What a definition's schema cannot say, for each kind. */
const CHECKS: Checks = {
  form: checkForm,
  flow: checkFlow,
  rule: checkRule,
  'decision-table': checkDecisionTable,
  register: checkRegister,
  posting: checkPosting,
  role: () => [],
  menu: checkMenu,
  formula: checkFormula,
  calendar: checkCalendar,
  reconciliation: checkReconciliation,
  allocation: checkAllocation,
  'choice-list': checkChoiceList,
  'scan-point': checkScanPoint,
  connector: checkConnector,
  notification: checkNotification,
};

/**
 * Checks one definition by itself: its schema, its names, and that its parts agree. What needs other definitions
 * (references, formulas, soundness) is checked when a release is compiled.
 */
export function checkDefinition(value: unknown): Result<Definition, readonly Issue[]> {
  const limits = checkShapeLimits(value);
  if (limits.length > 0) return refused(limits);
  const kind = kindOf(value);
  if (!isDefinitionKind(kind))
    return refused([issue('unknown_kind', '/kind', { kind, known: Object.keys(DEFINITION_SCHEMAS) })]);
  const shape = schemaIssues(DEFINITION_SCHEMAS[kind], value);
  if (shape.length > 0) return refused(shape);
  const definition = value as Definition;
  const issues = meaningIssues(definition);
  return issues.length > 0 ? refused(issues) : ok(definition);
}

/** A file of a template that is no definition. */
export type TemplateFile = TemplateManifest | SeedFile | OverlayFile | ScenarioFile;

/** Checks a template's manifest, a file of seeds, an overlay or a scenario, each by itself. */
export function checkTemplateFile(value: unknown): Result<TemplateFile, readonly Issue[]> {
  const limits = checkShapeLimits(value);
  if (limits.length > 0) return refused(limits);
  const kind = kindOf(value);
  if (!isFileKind(kind))
    return refused([issue('unknown_kind', '/kind', { kind, known: Object.keys(FILE_SCHEMAS) })]);
  const shape = schemaIssues(FILE_SCHEMAS[kind], value);
  if (shape.length > 0) return refused(shape);
  const file = value as TemplateFile;
  const issues = file.kind === 'scenario' ? checkScenarioSteps(file) : [];
  return issues.length > 0 ? refused(issues) : ok(file);
}

function kindOf(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || !('kind' in value)) return undefined;
  return typeof value.kind === 'string' ? value.kind : undefined;
}

function isFileKind(kind: string | undefined): kind is keyof typeof FILE_SCHEMAS {
  return kind !== undefined && Object.hasOwn(FILE_SCHEMAS, kind);
}

function isDefinitionKind(kind: string | undefined): kind is DefinitionKind {
  return kind !== undefined && Object.hasOwn(DEFINITION_SCHEMAS, kind);
}

function meaningIssues<K extends DefinitionKind>(
  definition: Extract<Definition, { kind: K }>,
): readonly Issue[] {
  const check = CHECKS[definition.kind as K] as (
    definition: Extract<Definition, { kind: K }>,
  ) => readonly Issue[];
  return check(definition);
}
