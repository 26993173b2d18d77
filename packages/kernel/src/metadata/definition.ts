import type { TSchema } from '@sinclair/typebox';
import { AllocationDefinition } from './allocation.js';
import { CalendarDefinition } from './calendar.js';
import { ChoiceListDefinition } from './choice-list.js';
import { ConnectorDefinition } from './connector.js';
import { DecisionTableDefinition } from './decision-table.js';
import { FlowDefinition } from './flow.js';
import { FormDefinition } from './form.js';
import { FormulaDefinition } from './formula.js';
import { MenuDefinition } from './menu.js';
import { NotificationDefinition } from './notification.js';
import { OverlayFile } from './overlay.js';
import { PostingDefinition } from './posting.js';
import { ReconciliationDefinition } from './reconciliation.js';
import { RegisterDefinition } from './register.js';
import { RoleDefinition } from './role.js';
import { RuleDefinition } from './rule.js';
import { ScanPointDefinition } from './scan-point.js';
import { ScenarioFile } from './scenario.js';
import { SeedFile } from './seed.js';
import { TemplateManifest } from './template.js';

/** Everything that a release is made of. */
export type Definition =
  | FormDefinition
  | FlowDefinition
  | RuleDefinition
  | DecisionTableDefinition
  | RegisterDefinition
  | PostingDefinition
  | RoleDefinition
  | MenuDefinition
  | FormulaDefinition
  | CalendarDefinition
  | AllocationDefinition
  | ReconciliationDefinition
  | ChoiceListDefinition
  | ScanPointDefinition
  | ConnectorDefinition
  | NotificationDefinition;

export type DefinitionKind = Definition['kind'];

/** The schema of each kind, published at `/api/v1/schemas/<kind>.json`. */
export const DEFINITION_SCHEMAS: Readonly<Record<DefinitionKind, TSchema>> = {
  form: FormDefinition,
  flow: FlowDefinition,
  rule: RuleDefinition,
  'decision-table': DecisionTableDefinition,
  register: RegisterDefinition,
  posting: PostingDefinition,
  role: RoleDefinition,
  menu: MenuDefinition,
  formula: FormulaDefinition,
  calendar: CalendarDefinition,
  reconciliation: ReconciliationDefinition,
  allocation: AllocationDefinition,
  'choice-list': ChoiceListDefinition,
  'scan-point': ScanPointDefinition,
  connector: ConnectorDefinition,
  notification: NotificationDefinition,
};

/** Schemas of the files of a template that are no definitions themselves. */
export const FILE_SCHEMAS: Readonly<Record<'template' | 'seed' | 'overlay' | 'scenario', TSchema>> = {
  template: TemplateManifest,
  seed: SeedFile,
  overlay: OverlayFile,
  scenario: ScenarioFile,
};

/** Folder of a template in which the definitions of a kind stand, one a file: `<key>.<kind>.json`. */
export const DEFINITION_FOLDERS: Readonly<Record<DefinitionKind, string>> = {
  form: 'forms',
  flow: 'flows',
  rule: 'rules',
  'decision-table': 'decision-tables',
  register: 'registers',
  posting: 'postings',
  role: 'roles',
  menu: 'menus',
  formula: 'formulas',
  calendar: 'calendars',
  reconciliation: 'reconciliations',
  allocation: 'allocations',
  'choice-list': 'choice-lists',
  'scan-point': 'scan-points',
  connector: 'connectors',
  notification: 'notifications',
};
