import type { FormModel } from '../../forms/index.js';
import { issue, pointer } from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import type {
  ExpectedRecord,
  ScenarioExpectations,
  ScenarioFile,
  ScenarioStep,
} from '../../metadata/index.js';
import { checkValues } from './check-values.js';
import { flowsOf, hasForm, loginsOf, registersOf } from './template-ground.js';
import type { TemplateGround } from './template-ground.js';

/** What a scenario names must be there: people, forms, fields, actions, steps of flows, registers, records of the seeds. */
export function checkScenario(scenario: ScenarioFile, ground: TemplateGround): readonly Issue[] {
  return new ScenarioChecker(ground).check(scenario);
}

class ScenarioChecker {
  private readonly logins: ReadonlySet<string>;
  private readonly records: ReadonlySet<string>;
  private readonly registers: ReturnType<typeof registersOf>;
  /** Forms of what steps have named. */
  private readonly handles = new Map<string, string>();

  constructor(private readonly ground: TemplateGround) {
    this.logins = loginsOf(ground);
    this.registers = registersOf(ground);
    this.records = new Set(
      ground.seeds.flatMap(({ content }) => content.records ?? []).map(({ form, ref }) => `${form}/${ref}`),
    );
  }

  check({ steps }: ScenarioFile): readonly Issue[] {
    return steps.flatMap((step, at) => {
      const base = pointer('/steps', at);
      const found = [...this.names(step, base), ...this.deed(step, base)];
      if (step.as !== undefined && step.form !== undefined) this.handles.set(step.as, step.form);
      return [...found, ...this.expectations(step.expect ?? {}, `${base}/expect`)];
    });
  }

  /** Names of people and of records of the seeds, wherever they stand. */
  private names(value: unknown, at: string): readonly Issue[] {
    if (typeof value === 'string') return this.name(value, at);
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => this.names(each, pointer(at, key)));
  }

  private name(text: string, at: string): readonly Issue[] {
    const name = /^@([a-z][a-z0-9_]*\/.+)$/.exec(text)?.[1];
    if (name === undefined) return [];
    const isThere = name.startsWith('user/') ? this.logins.has(name.slice(5)) : this.records.has(name);
    return isThere ? [] : [issue('seed_name_unknown', at, { name: text })];
  }

  private deed(step: ScenarioStep, at: string): readonly Issue[] {
    const who = step.by === undefined ? [] : this.login(step.by, `${at}/by`);
    const form = step.form ?? this.formOf(step.record);
    if (form === undefined) return who;
    if (!hasForm(this.ground, form)) return [...who, issue('unknown_form', `${at}/form`, { form })];
    const model = this.ground.models.get(form);
    return model ? [...who, ...this.ofForm(step, model, at)] : who;
  }

  private ofForm(step: ScenarioStep, model: FormModel, at: string): readonly Issue[] {
    const { action, node, values, where } = step;
    const unknownAction =
      action === undefined || model.lifecycle.actions.has(action)
        ? []
        : [issue('unknown_action', `${at}/action`, { action })];
    // What must be refused may be wrong on purpose.
    const judged = values === undefined || step.expect?.refused ? undefined : values;
    const target = (name: string) => this.formOf(name);
    const wrong =
      judged === undefined
        ? []
        : checkValues(model, { values: judged, isChange: step.do !== 'create', target }, `${at}/values`);
    return [
      ...unknownAction,
      ...this.node(node, model.key, `${at}/node`),
      ...wrong,
      ...this.fields(Object.keys(where ?? {}), model, `${at}/where`),
    ];
  }

  private expectations(expect: ScenarioExpectations, at: string): readonly Issue[] {
    const each = <T>(
      list: readonly T[] | undefined,
      kind: string,
      judge: (one: T, path: string) => readonly Issue[],
    ) => (list ?? []).flatMap((one, index) => judge(one, pointer(at, kind, index)));
    return [
      ...this.names(expect, at),
      ...each(expect.records, 'records', (one, path) => this.record(one, path)),
      ...each(expect.todos, 'todos', ({ record, node, who }, path) => [
        ...this.node(node, this.formOf(record), `${path}/node`),
        ...who.flatMap((login, index) => this.login(login, pointer(path, 'who', index))),
      ]),
      ...each(expect.balances, 'balances', (one, path) =>
        this.figure(one, { resources: one.resources }, path),
      ),
      ...each(expect.turnovers, 'turnovers', (one, path) =>
        this.figure(one, { in: one.in ?? {}, out: one.out ?? {} }, path),
      ),
      ...each(expect.notifications, 'notifications', ({ to }, path) => this.login(to, `${path}/to`)),
      ...each(expect.audit, 'audit', ({ by }, path) =>
        by === undefined ? [] : this.login(by, `${path}/by`),
      ),
    ];
  }

  private record({ record, state, values = {}, lines = {} }: ExpectedRecord, at: string): readonly Issue[] {
    const model = this.ground.models.get(this.formOf(record) ?? '');
    if (!model) return [];
    const unknownState =
      state === undefined || model.lifecycle.states.has(state)
        ? []
        : [issue('unknown_state', `${at}/state`, { state })];
    const tables = Object.keys(lines).flatMap((table) =>
      model.line(table) ? [] : [issue('unknown_lines_field', pointer(at, 'lines', table), { field: table })],
    );
    return [...unknownState, ...tables, ...this.fields(Object.keys(values), model, `${at}/values`)];
  }

  private fields(keys: readonly string[], model: FormModel, at: string): readonly Issue[] {
    return keys
      .filter((key) => !model.field(key) && !model.line(key))
      .map((field) => issue('unknown_field', pointer(at, field), { field }));
  }

  private figure(
    { register: key, where }: { readonly register: string; readonly where: Readonly<Record<string, string>> },
    amounts: Readonly<Record<string, Readonly<Record<string, string>>>>,
    at: string,
  ): readonly Issue[] {
    const register = this.registers.get(key);
    if (!register) return [issue('unknown_register', `${at}/register`, { register: key })];
    const dimensions = Object.keys(where)
      .filter((id) => !register.dimensions.some((each) => each.id === id))
      .map((dimension) =>
        issue('unknown_dimension', pointer(at, 'where', dimension), { register: key, dimension }),
      );
    const resources = Object.entries(amounts).flatMap(([figure, held]) =>
      Object.keys(held)
        .filter((id) => !register.resources.some((each) => each.id === id))
        .map((id) => issue('unknown_resource', pointer(at, figure, id), { register: key })),
    );
    return [...dimensions, ...resources];
  }

  private node(node: string | undefined, form: string | undefined, at: string): readonly Issue[] {
    if (node === undefined || form === undefined) return [];
    const isDrawn = flowsOf(this.ground, form).some(({ nodes }) => nodes.some(({ id }) => id === node));
    return isDrawn ? [] : [issue('scenario_unknown_node', at, { node, form })];
  }

  private login(user: string, at: string): readonly Issue[] {
    return this.logins.has(user) ? [] : [issue('unknown_user', at, { user })];
  }

  /** The form of a record that a name stands for; `undefined` where only the run can tell. */
  private formOf(name: string | undefined): string | undefined {
    if (name === undefined) return undefined;
    const seed = /^@([a-z][a-z0-9_]*)\//.exec(name)?.[1];
    if (seed !== undefined) return seed;
    const [handle = '', field, ...deeper] = name.slice(1).split('.');
    const form = this.handles.get(handle);
    if (field === undefined) return form;
    return deeper.length > 0 ? undefined : this.ground.models.get(form ?? '')?.field(field)?.reference?.form;
  }
}
