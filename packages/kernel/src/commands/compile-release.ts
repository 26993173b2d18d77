import { compileAccess } from '../access/index.js';
import { checkFlow, compileFlow } from '../flows/index.js';
import type { CompiledFlow } from '../flows/index.js';
import { compileNamedFormulas } from '../expression/index.js';
import type { NamedFormulas } from '../expression/index.js';
import { buildFormModel } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { isError, issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { checkDefinition } from '../metadata/index.js';
import type { Definition, DefinitionKind, FlowDefinition, FlowNode } from '../metadata/index.js';
import { compilePosting, compileRegister } from '../registers/index.js';
import type { CompiledPosting, CompiledRegister } from '../registers/index.js';
import { compileRules, runRuleTests } from '../rules/index.js';
import type { RuleSet } from '../rules/index.js';
import { bindTables, compileTableFunctions } from './compile-tables.js';
import type { CompiledTables, TableFunctions } from './compile-tables.js';
import { compileFillFormulas } from './fill-lines.js';
import { actionsOf, compileFlowActions } from './flow-actions.js';
import { publishFindings } from './publish-findings.js';
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
  readonly findings: readonly ReleaseFinding[];
}

type Of<K extends DefinitionKind> = Extract<Definition, { kind: K }>;

/**
 * Checks all definitions together and compiles them: shapes, references between them, formulas, conditions, soundness of
 * flows, the tests inside rules. Everything found is reported at once; errors block the publish.
 */
export function checkRelease(number: number, definitions: readonly unknown[]): CheckedRelease {
  const checked = new ReleaseChecker(number).check(definitions);
  const found = checked.release ? publishFindings(checked.release) : [];
  const findings = [...checked.findings, ...found];
  return found.some(isError) ? { findings } : { ...checked, findings };
}

/** Compiles definitions that were checked when they were published. */
export function compileRelease(
  number: number,
  definitions: readonly Definition[],
): Result<CompiledRelease, readonly ReleaseFinding[]> {
  const { release, findings } = new ReleaseChecker(number).check(definitions);
  return release ? ok(release) : refused(findings);
}

class ReleaseChecker {
  private readonly findings: ReleaseFinding[] = [];
  private definitions: readonly Definition[] = [];
  readonly models = new Map<string, FormModel>();
  private tableFunctions: TableFunctions = compileTableFunctions([]);
  tables: CompiledTables['tables'] = new Map();
  private formulas: NamedFormulas = compileNamedFormulas([]);
  private readonly registers = new Map<string, CompiledRegister>();
  readonly postings = new Map<string, CompiledPosting>();
  private readonly flows = new Map<string, CompiledFlow>();
  private readonly flowStarts = new Map<string, CompiledFlow>();

  constructor(private readonly number: number) {}

  check(input: readonly unknown[]): CheckedRelease {
    this.definitions = this.wellShaped(input);
    if (this.failed()) return { findings: this.findings };
    this.compileFunctions();
    if (this.failed()) return { findings: this.findings };
    this.compileForms();
    this.bindTables();
    this.compileRegisters();
    if (this.failed()) return { findings: this.findings };
    this.compilePostings();
    this.checkFills();
    this.compileFlows();
    const rules = this.compileRules();
    this.checkNames();
    if (this.failed() || !rules) return { findings: this.findings };
    return { findings: this.findings, release: this.assemble(rules) };
  }

  private failed(): boolean {
    return this.findings.some(isError);
  }

  private report(definition: Definition, issues: readonly Issue[]): void {
    const { kind, key } = definition;
    this.findings.push(...issues.map((each) => ({ ...each, definition: { kind, key } })));
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
        return [];
      }
      const name = `${head.kind}/${head.key}`;
      if (seen.has(name)) this.report(head, [issue('duplicate_key', '/key', { key: head.key })]);
      seen.add(name);
      return [checked.value];
    });
  }

  /**
   * What formulas call comes before the forms: decision tables, then named formulas, which may call tables. A ring of
   * formulas or a failed test of theirs blocks the publish.
   */
  private compileFunctions(): void {
    this.tableFunctions = compileTableFunctions(this.of('decision-table'));
    this.reportNamed('decision-table', this.tableFunctions.issues, 'table');
    this.formulas = compileNamedFormulas(this.of('formula'), this.tableFunctions.functions);
    this.reportNamed('formula', this.formulas.issues, 'formula');
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
    for (const form of forms.values()) {
      const model = buildFormModel(form, (key) => forms.get(key), this.formulas);
      if (model.ok) this.models.set(form.key, model.value);
      else this.report(form, model.error);
    }
  }

  private compileRegisters(): void {
    for (const definition of this.of('register')) {
      const register = compileRegister(definition);
      if (register.ok) this.registers.set(definition.key, register.value);
      else this.report(definition, register.error);
    }
  }

  private compilePostings(): void {
    for (const definition of this.of('posting')) {
      const model = this.models.get(definition.form);
      if (!model) {
        this.report(definition, [issue('unknown_form', '/form', { form: definition.form })]);
        continue;
      }
      const posting = compilePosting(definition, (key) => this.registers.get(key), model.scope, {
        blank: model.blank,
      });
      if (posting.ok) this.postings.set(definition.key, posting.value);
      else this.report(definition, posting.error);
      if (posting.ok) this.report(definition, posting.value.warnings);
    }
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
  }

  private compileFlow(definition: FlowDefinition, model: FormModel): void {
    const states = [...model.lifecycle.states.keys()];
    const roles = this.of('role').map((role) => role.key);
    this.report(definition, checkFlow(definition, { scope: model.scope, states, roles }));
    if (!model.lifecycle.actions.has(definition.startAction)) {
      this.report(definition, [issue('unknown_action', '/startAction', { action: definition.startAction })]);
    }
    const start = `${definition.form}/${definition.startAction}`;
    if (this.flowStarts.has(start)) {
      this.report(definition, [
        issue('two_flows_one_action', '/startAction', { action: definition.startAction }),
      ]);
    }
    this.checkFlowActions(definition, model);
    const flow = compileFlow(definition, model.scope);
    if (!flow.ok) return;
    this.flows.set(definition.key, flow.value);
    this.flowStarts.set(start, flow.value);
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

  private compileRules(): RuleSet | undefined {
    const definitions = this.of('rule');
    const compiled = compileRules(definitions, {
      models: this.models,
      postings: new Set(this.postings.keys()),
      flows: new Map([...this.flows.values()].map((flow) => [flow.key, flow.definition.form])),
      registers: new Map(this.of('register').map((register) => [register.key, register])),
    });
    if (!compiled.ok) {
      this.reportNamed('rule', compiled.error, 'rule');
      return undefined;
    }
    this.reportNamed('rule', compiled.value.warnings, 'rule');
    this.reportNamed('rule', runRuleTests(compiled.value, this.models), 'rule');
    return compiled.value;
  }

  /** Names that roles and menus use must exist. */
  private checkNames(): void {
    const forms = new Set(this.models.keys());
    for (const role of this.of('role')) {
      role.forms.forEach((grant, at) => {
        if (grant.form !== '*' && !forms.has(grant.form)) {
          this.report(role, [issue('unknown_form', pointer('/forms', at, 'form'), { form: grant.form })]);
        }
      });
    }
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
      access: compileAccess(this.of('role')),
      menus: this.of('menu'),
      reservedStates: this.reservedStates(),
      lookups: this.lookups(),
    };
  }

  /** States that flows set, by their outcome or by an action of a node; the initial state is everybody's. */
  private reservedStates(): Map<string, ReadonlySet<string>> {
    const reserved = new Map<string, Set<string>>();
    for (const { definition } of this.flows.values()) {
      const states = reserved.get(definition.form) ?? new Set<string>();
      for (const state of Object.values(definition.states)) if (state !== undefined) states.add(state);
      for (const node of definition.nodes) for (const state of transitionsOf(node)) states.add(state);
      states.delete(this.models.get(definition.form)?.lifecycle.initial ?? '');
      reserved.set(definition.form, states);
    }
    return reserved;
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

function transitionsOf(node: FlowNode): string[] {
  return (actionsOf(node) ?? []).flatMap((action) => {
    const to = (action as Record<string, unknown>)['to'];
    return action.type === 'transition' && typeof to === 'string' ? [to] : [];
  });
}
