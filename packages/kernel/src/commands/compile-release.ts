import { compileAccess, withinKeyScopes } from '../access/index.js';
import { compileAllocation } from '../costing/index.js';
import type { CompiledAllocation } from '../costing/index.js';
import { checkFlow, compileFlow, flowScope, formCheckContext } from '../flows/index.js';
import type { CheckFlowContext, CompiledFlow } from '../flows/index.js';
import { compileNamedFormulas } from '../expression/index.js';
import type { NamedFormulas } from '../expression/index.js';
import { buildFormModel } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { isError, issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { checkDefinition } from '../metadata/index.js';
import type { Definition, DefinitionKind, FlowDefinition } from '../metadata/index.js';
import { compilePosting, compileRegister } from '../registers/index.js';
import type { CompiledPosting, CompiledRegister } from '../registers/index.js';
import { compileRules, fieldConditionRules, runRuleTests } from '../rules/index.js';
import type { RuleSet, RuleSurroundings } from '../rules/index.js';
import { checkGrants } from './check-grants.js';
import { checkSubflows } from './check-subflows.js';
import { compileCalendars } from './compile-calendars.js';
import type { CompiledCalendars } from './compile-calendars.js';
import { compileConnections } from './compile-connections.js';
import { checkFlowNotifications, compileNotifications } from './compile-notifications.js';
import { compileReconciliations } from './compile-reconciliations.js';
import { bindTables, compileTableFunctions } from './compile-tables.js';
import type { CompiledTables, TableFunctions } from './compile-tables.js';
import { compileFillFormulas } from './fill-lines.js';
import { actionsOf, compileFlowActions } from './flow-actions.js';
import { LostDefinitions } from './lost-definitions.js';
import type { DefinitionName } from './lost-definitions.js';
import { publishFindings } from './publish-findings.js';
import { reservedStates } from './reserved-states.js';
import type { CompiledRelease } from './release.js';

/** Something that the publish check found, and in which definition. */
export interface ReleaseFinding extends Issue {
  readonly definition: { readonly kind: DefinitionKind; readonly key: string };
  /** Elements to highlight in a flow. */
  readonly nodes?: readonly string[];
  readonly edges?: readonly string[];
}

export interface CheckedRelease {
  /** Absent when an error was found. */
  readonly release?: CompiledRelease;
  /** The forms that compiled, whatever became of the rest. */
  readonly models: ReadonlyMap<string, FormModel>;
  readonly findings: readonly ReleaseFinding[];
}

/** Who is there today; warnings tell of steps that would find nobody. */
export type PeopleToday = Pick<CheckFlowContext, 'people' | 'departments'>;

type Of<K extends DefinitionKind> = Extract<Definition, { kind: K }>;

/**
 * Checks all definitions together and compiles them: shapes, references between them, formulas, conditions, soundness of
 * flows, the tests of formulas, tables and rules. Everything found is reported at once, as far as it can be worked out
 * beside what is wrong; errors block the publish.
 * @param unread definitions that could not even be read: what names them has no fault of its own.
 * @param today without it nothing is said of people.
 */
export function checkRelease(
  number: number,
  definitions: readonly unknown[],
  unread: readonly DefinitionName[] = [],
  today: PeopleToday = {},
): CheckedRelease {
  const checker = new ReleaseChecker(number, unread, false, today);
  const { release } = checker.check(definitions);
  const findings = checker.publishFindings();
  const { models } = checker;
  return release && !findings.some(isError) ? { release, findings, models } : { findings, models };
}

/**
 * Compiles definitions that were checked when they were published. Whether a drawing is sound is not asked again: what an
 * earlier version of the check let pass still runs, with the guards of the run time.
 */
export function compileRelease(
  number: number,
  definitions: readonly Definition[],
): Result<CompiledRelease, readonly ReleaseFinding[]> {
  const { release, findings } = new ReleaseChecker(number, [], true).check(definitions);
  return release ? ok(release) : refused(findings);
}

class ReleaseChecker {
  private readonly findings: ReleaseFinding[] = [];
  definitions: readonly Definition[] = [];
  readonly models = new Map<string, FormModel>();
  private tableFunctions: TableFunctions = compileTableFunctions([]);
  tables: CompiledTables['tables'] = new Map();
  private formulas: NamedFormulas = compileNamedFormulas([]);
  private calendars: CompiledCalendars = compileCalendars([]);
  readonly registers = new Map<string, CompiledRegister>();
  readonly postings = new Map<string, CompiledPosting>();
  private readonly allocations = new Map<string, CompiledAllocation>();
  private reconciliations: CompiledRelease['reconciliations'] = new Map();
  private connections: Pick<CompiledRelease, 'scanPoints' | 'connectors'> = {
    scanPoints: new Map(),
    connectors: new Map(),
  };
  notifications: CompiledRelease['notifications'] = new Map();
  readonly flows = new Map<string, CompiledFlow>();
  private readonly flowStarts = new Map<string, CompiledFlow>();

  private readonly lost: LostDefinitions;

  constructor(
    private readonly number: number,
    unread: readonly DefinitionName[],
    private readonly wasChecked = false,
    private readonly today: PeopleToday = {},
  ) {
    this.lost = new LostDefinitions(unread);
  }

  /** Each stage goes on with what the stages before it left. */
  check(input: readonly unknown[]): Omit<CheckedRelease, 'models'> {
    this.definitions = this.wellShaped(input);
    this.compileCalendars();
    this.compileFunctions();
    this.compileForms();
    this.bindTables();
    this.compileRegisters();
    this.compilePostings();
    this.compileAllocations();
    this.checkFills();
    this.compileNotifications();
    this.compileFlows();
    this.compileReconciliations();
    this.compileConnections();
    const rules = this.compileRules();
    this.checkNames();
    if (this.failed() || !rules) return { findings: this.findings };
    return { findings: this.findings, release: this.assemble(rules) };
  }

  private failed(): boolean {
    return this.findings.some(isError);
  }

  /** Everything that was found, with what is asked only before a publish. */
  publishFindings(): readonly ReleaseFinding[] {
    const found = publishFindings(this);
    return [...this.findings, ...found.filter((each) => this.lost.ownOf([each]).length > 0)];
  }

  private report(definition: Definition, issues: readonly Issue[]): void {
    const { kind, key } = definition;
    this.findings.push(...this.lost.ownOf(issues).map((each) => ({ ...each, definition: { kind, key } })));
  }

  private of<K extends DefinitionKind>(kind: K): Of<K>[] {
    return this.definitions.filter((each): each is Of<K> => each.kind === kind);
  }

  private wellShaped(input: readonly unknown[]): Definition[] {
    const seen = new Set<string>();
    return input.flatMap((value) => {
      const checked = checkDefinition(value);
      const head = value as Definition;
      if (!checked.ok) {
        this.report(head, checked.error);
        this.lost.add(head);
        return [];
      }
      const name = `${head.kind}/${head.key}`;
      const isRepeated = seen.has(name);
      if (isRepeated) this.report(head, [issue('duplicate_key', '/key', { key: head.key })]);
      seen.add(name);
      return isRepeated ? [] : [checked.value];
    });
  }

  /**
   * What formulas call comes before the forms: decision tables, then named formulas, which may call tables. A ring of
   * formulas or a failed test of theirs blocks the publish.
   */
  private compileFunctions(): void {
    this.tableFunctions = compileTableFunctions(this.of('decision-table'));
    this.lost.addMissing(this.of('decision-table'), this.tableFunctions.tables);
    this.reportNamed('decision-table', this.tableFunctions.issues, 'table');
    this.formulas = compileNamedFormulas(this.of('formula'), this.tableFunctions.functions);
    this.lost.addMissing(this.of('formula'), this.formulas.formulas);
    this.reportNamed('formula', this.formulas.issues, 'formula');
  }

  private compileCalendars(): void {
    this.calendars = compileCalendars(this.of('calendar'));
    this.reportNamed('calendar', this.calendars.issues, 'calendar');
  }

  private bindTables(): void {
    const forms = new Set(this.of('form').map(({ key }) => key));
    const definitions = this.of('decision-table');
    const { tables, issues } = bindTables(this.tableFunctions, definitions, this.models, forms);
    this.tables = tables;
    this.reportNamed('decision-table', issues, 'table');
  }

  /** Reports issues that name their definition in a property of their own. */
  private reportNamed<N extends string>(
    kind: DefinitionKind,
    issues: readonly (Issue & Readonly<Record<N, string>>)[],
    name: N,
  ): void {
    const named = new Map(this.of(kind).map((each) => [each.key, each]));
    for (const { [name]: key, ...found } of issues) {
      const definition = named.get(key);
      if (definition) this.report(definition, [found as unknown as Issue]);
    }
  }

  private compileForms(): void {
    const forms = new Map(this.of('form').map((form) => [form.key, form]));
    const lists = new Map(this.of('choice-list').map((list) => [list.key, list]));
    for (const form of forms.values()) {
      const options = { functions: this.formulas.functions, choices: (key: string) => lists.get(key) };
      const model = buildFormModel(form, (key) => forms.get(key), options);
      if (model.ok) this.models.set(form.key, model.value);
      else this.report(form, model.error);
    }
    this.lost.addMissing([...forms.values()], this.models);
  }

  private compileRegisters(): void {
    for (const definition of this.of('register')) {
      const register = compileRegister(definition);
      if (register.ok) this.registers.set(definition.key, register.value);
      else this.report(definition, register.error);
    }
    this.lost.addMissing(this.of('register'), this.registers);
  }

  private compilePostings(): void {
    for (const definition of this.of('posting')) {
      const model = this.models.get(definition.form);
      if (!model) {
        this.report(definition, [issue('unknown_form', '/form', { form: definition.form })]);
        continue;
      }
      const posting = compilePosting(definition, {
        registers: this.registers,
        scope: model.scope,
        blank: model.blank,
        posting: (key) => this.of('posting').find((other) => other.key === key),
        fieldsOf: (form) => this.models.get(form)?.scope.fields,
        organisationField: model.organisationField,
      });
      if (posting.ok) this.postings.set(definition.key, posting.value);
      else this.report(definition, posting.error);
      if (posting.ok) this.report(definition, posting.value.warnings);
    }
    this.lost.addMissing(this.of('posting'), this.postings);
  }

  private compileAllocations(): void {
    const context = {
      register: (key: string) => this.registers.get(key),
      model: (form: string) => this.models.get(form),
      posting: (key: string) => this.postings.get(key),
      functions: this.formulas.functions,
    };
    for (const definition of this.of('allocation')) {
      const allocation = compileAllocation(definition, context);
      if (allocation.ok) this.allocations.set(definition.key, allocation.value);
      else this.report(definition, allocation.error);
    }
  }

  private compileReconciliations(): void {
    const compiled = compileReconciliations(this.definitions, this);
    this.reconciliations = compiled.reconciliations;
    this.reportNamed('reconciliation', compiled.issues, 'reconciliation');
  }

  private compileConnections(): void {
    const { functions } = this.formulas;
    const connections = compileConnections(this.definitions, { models: this.models, functions });
    this.connections = connections;
    for (const { definition, issues } of connections.issues) this.report(definition, issues);
  }

  private compileNotifications(): void {
    const { notifications, issues } = compileNotifications(this.definitions, this.models);
    this.notifications = notifications;
    this.reportNamed('notification', issues, 'notification');
    this.lost.addMissing(this.of('notification'), notifications);
  }

  private checkFills(): void {
    for (const model of this.models.values()) {
      for (const [at, fill] of (model.definition.fills ?? []).entries()) {
        const line = model.line(fill.into);
        const base = pointer('/fills', at);
        const issues = line
          ? compileFillFormulas(model, fill, line, (key) => this.registers.get(key)).issues
          : [issue('unknown_field', '/into', { field: fill.into })];
        this.report(
          model.definition,
          issues.map((each) => ({ ...each, path: base + each.path })),
        );
      }
    }
  }

  private compileFlows(): void {
    for (const definition of this.of('flow')) {
      const model = this.models.get(definition.form);
      if (!model) this.report(definition, [issue('unknown_form', '/form', { form: definition.form })]);
      else this.compileFlow(definition, model);
    }
    this.lost.addMissing(this.of('flow'), this.flows);
    for (const { definition, issues } of checkSubflows(this.of('flow'), this.flows, this.lost))
      this.report(definition, issues);
  }

  private compileFlow(definition: FlowDefinition, model: FormModel): void {
    this.checkFlowActions(definition, model);
    this.report(definition, checkFlowNotifications(definition, model, this.notifications));
    const flow = compileFlow(definition, model.scope, { flows: (key) => this.flows.get(key) });
    if (flow.ok) this.flows.set(definition.key, flow.value);
    if (!this.wasChecked) this.report(definition, checkFlow(definition, this.flowContext(model)));
    else if (!flow.ok) this.report(definition, flow.error);
    if (definition.startAction !== undefined)
      this.startFlowWith(definition, definition.startAction, model, flow.ok ? flow.value : undefined);
  }

  private flowContext(model: FormModel): CheckFlowContext {
    return {
      ...formCheckContext(model, this.models, this.of('rule')),
      ...this.today,
      scope: flowScope(model.scope),
      roles: this.of('role').map(({ key }) => key),
      calendars: this.of('calendar').map(({ key }) => key),
    };
  }

  private startFlowWith(
    definition: FlowDefinition,
    action: string,
    model: FormModel,
    flow: CompiledFlow | undefined,
  ): void {
    if (!model.lifecycle.actions.has(action))
      this.report(definition, [issue('unknown_action', '/startAction', { action })]);
    const start = `${definition.form}/${action}`;
    if (this.flowStarts.has(start))
      this.report(definition, [issue('two_flows_one_action', '/startAction', { action })]);
    if (flow) this.flowStarts.set(start, flow);
  }

  private checkFlowActions(definition: FlowDefinition, model: FormModel): void {
    definition.nodes.forEach((node, at) => {
      const actions = actionsOf(node);
      const compiled = actions && compileFlowActions(this, model, actions);
      if (compiled?.ok !== false) return;
      const base = pointer('/nodes', at, 'config');
      this.report(
        definition,
        compiled.error.map((each) => ({ ...each, path: base + each.path, nodes: [node.id] })),
      );
    });
  }

  /** Rules of forms that did not compile wait for them. Where some rules are refused, the tests of the others still run. */
  private compileRules(): RuleSet | undefined {
    const own = this.of('rule').filter(({ form }) => !this.lost.has({ kind: 'form', key: form }));
    const definitions = [...own, ...[...this.models.values()].flatMap(fieldConditionRules)];
    const surroundings: RuleSurroundings = {
      models: this.models,
      postings: new Set(this.postings.keys()),
      flows: new Map([...this.flows.values()].map((flow) => [flow.key, flow.definition.form])),
      registers: new Map(this.of('register').map((register) => [register.key, register])),
      notifications: this.notifications,
    };
    const compiled = compileRules(definitions, surroundings);
    if (compiled.ok) {
      this.reportRules(compiled.value);
      return compiled.value;
    }
    this.reportNamed('rule', compiled.error, 'rule');
    const refusedOnes = new Set(compiled.error.map(({ rule }) => rule));
    const others = compileRules(
      definitions.filter(({ key }) => !refusedOnes.has(key)),
      surroundings,
    );
    if (others.ok) this.reportRules(others.value);
    return undefined;
  }

  private reportRules(rules: RuleSet): void {
    this.reportNamed('rule', rules.warnings, 'rule');
    this.reportNamed('rule', runRuleTests(rules, this.models), 'rule');
  }

  /** Names that roles and menus use must exist. */
  private checkNames(): void {
    const forms = new Set(this.models.keys());
    for (const role of this.of('role')) this.report(role, checkGrants(role, this.models));
    for (const menu of this.of('menu')) {
      menu.sections.forEach((section, at) =>
        section.entries.forEach((entry, index) => {
          const path = pointer('/sections', at, 'entries', index);
          if ('form' in entry && !forms.has(entry.form))
            this.report(menu, [issue('unknown_form', path, { form: entry.form })]);
          if ('register' in entry && !this.registers.has(entry.register)) {
            this.report(menu, [issue('unknown_register', path, { register: entry.register })]);
          }
        }),
      );
    }
  }

  private assemble(rules: RuleSet): CompiledRelease {
    return {
      number: this.number,
      definitions: this.definitions,
      models: this.models,
      tables: this.tables,
      formulas: this.formulas.formulas,
      functions: this.formulas.functions,
      rules,
      flows: this.flows,
      flowStarts: this.flowStarts,
      registers: this.registers,
      postings: this.postings,
      reconciliations: this.reconciliations,
      allocations: this.allocations,
      scanPoints: this.connections.scanPoints,
      connectors: this.connections.connectors,
      notifications: this.notifications,
      calendars: this.calendars.calendars,
      workingCalendar: this.calendars.workingCalendar,
      access: withinKeyScopes(compileAccess(this.of('role'), (form) => this.models.get(form)?.scope)),
      menus: this.of('menu'),
      reservedStates: reservedStates(this.flows, this.models),
      lookups: this.lookups(),
    };
  }

  /** Header references whose fields any definition of the form reads. A name too many costs one look-up by key. */
  private lookups(): Map<string, readonly string[]> {
    return new Map(
      [...this.models.values()].map((model) => {
        const text = JSON.stringify(
          this.definitions.filter((each) =>
            each.kind === 'form' ? each.key === model.key : 'form' in each && each.form === model.key,
          ),
        );
        const used = model.fields.filter(
          (field) => field.reference && new RegExp(`\\b${field.key}\\.[a-z]`).test(text),
        );
        return [model.key, used.map((field) => field.key)] as const;
      }),
    );
  }
}
