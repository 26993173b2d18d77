import { compileNamedFormulas } from '@dougong/kernel/expression';
import type { FunctionPart } from '@dougong/kernel/expression';
import { flowScope, formCheckContext } from '@dougong/kernel/flows';
import type { CheckFlowContext } from '@dougong/kernel/flows';
import { buildFormModel } from '@dougong/kernel/forms';
import type { FormModel } from '@dougong/kernel/forms';
import type { Localized } from '@dougong/kernel/foundation';
import { checkDefinition } from '@dougong/kernel/metadata';
import type {
  DecisionTableDefinition,
  FormDefinition,
  FormulaDefinition,
  RuleDefinition,
} from '@dougong/kernel/metadata';
import { compileDecisionTable, decisionTableFunction } from '@dougong/kernel/rules';

/** A department as the server tells of it. */
export interface Department {
  readonly key: string;
  readonly title: Localized;
  readonly parent: string | null;
  readonly leader: string | null;
}

/** Everything that the check of a flow is made against, as plain data: it travels into the worker. */
export interface CheckSetup {
  readonly form: string;
  readonly forms: readonly FormDefinition[];
  readonly tables: readonly DecisionTableDefinition[];
  readonly formulas: readonly FormulaDefinition[];
  readonly rules: readonly RuleDefinition[];
  readonly flowKeys: readonly string[];
  readonly calendars?: readonly string[];
  readonly users: readonly string[];
  /** Who has each role and holds each post today. */
  readonly roles: Readonly<Record<string, readonly string[]>>;
  /** Absent where the server has told of none. */
  readonly posts?: Readonly<Record<string, readonly string[]>>;
  readonly departments?: readonly Department[];
}

/** What the kernel's check asks for. Without a readable form there is nothing to check against. */
export function checkContextOf(setup: CheckSetup): CheckFlowContext | undefined {
  const models = modelsOf(setup);
  const model = models.get(setup.form);
  if (model === undefined) return undefined;
  const departments = setup.departments?.map(({ key, title }) => ({ id: key, title }));
  return {
    ...formCheckContext(model, models, setup.rules),
    scope: flowScope(model.scope),
    roles: Object.keys(setup.roles),
    users: setup.users,
    flowKeys: setup.flowKeys,
    ...(setup.calendars === undefined ? {} : { calendars: setup.calendars }),
    people: peopleOf(setup),
    ...(departments === undefined ? {} : { departments }),
  };
}

function modelsOf({ forms, tables, formulas }: CheckSetup): ReadonlyMap<string, FormModel> {
  const known = new Map(forms.map((form) => [form.key, form]));
  const functions = functionsOf(tables, formulas);
  const built = forms.map(
    (form) => [form.key, buildFormModel(form, (key) => known.get(key), { functions })] as const,
  );
  return new Map(built.flatMap(([key, model]) => (model.ok ? [[key, model.value] as const] : [])));
}

/** Tables and formulas with a fault are left out; the check of the release tells of them. */
function functionsOf(
  tables: readonly DecisionTableDefinition[],
  formulas: readonly FormulaDefinition[],
): readonly FunctionPart[] {
  const isWhole = (definition: unknown): boolean => checkDefinition(definition).ok;
  return compileNamedFormulas(formulas.filter(isWhole), tables.filter(isWhole).flatMap(tableFunction))
    .functions;
}

/** A table is called with values, whatever form it is about. */
function tableFunction({ form: _, ...free }: DecisionTableDefinition): readonly FunctionPart[] {
  const compiled = compileDecisionTable(free);
  return compiled.ok ? [decisionTableFunction(compiled.value)] : [];
}

function peopleOf({ users, roles, posts, departments }: CheckSetup): NonNullable<CheckFlowContext['people']> {
  const active = new Set(users);
  const byKey = new Map((departments ?? []).map((department) => [department.key, department]));
  return {
    isActive: (user) => active.has(user),
    usersOfRole: (role) => roles[role] ?? [],
    ...(posts === undefined ? {} : { usersOfPost: (post: string) => posts[post] ?? [] }),
    ...(departments === undefined
      ? {}
      : {
          leaderOf: (department: string) => byKey.get(department)?.leader ?? undefined,
          parentOf: (department: string) => byKey.get(department)?.parent ?? undefined,
        }),
  };
}
