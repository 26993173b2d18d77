import { compileCondition } from '../expression/index.js';
import type { CompiledCondition } from '../expression/index.js';
import { ownPaths } from '../forms/index.js';
import type { FormModel } from '../forms/index.js';
import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { sidesOf } from '../metadata/index.js';
import type { RuleDefinition } from '../metadata/index.js';
import { scopeOf } from './action-part.js';
import type { ActionEnvironment, RuleSurroundings } from './action-part.js';
import { compileActions } from './compile-actions.js';
import type { CompiledActions } from './compile-actions.js';
import type { CompiledRule } from './compiled-rule.js';
import { occasionOf } from './occasion.js';

/** Compiles one rule; paths of issues point into its definition. */
export function compileRule(
  definition: RuleDefinition,
  surroundings: RuleSurroundings,
): Result<CompiledRule, readonly RuleIssue[]> {
  const compiled = compileParts(definition, surroundings);
  return compiled.ok ? compiled : refused(compiled.error.map((found) => named(found, definition.key)));
}

/** An issue of one rule; its path points into that rule's definition. */
export interface RuleIssue extends Issue {
  readonly rule: string;
}

/** Marks an issue with the rule that it is about. */
export function named(found: Issue, rule: string): RuleIssue {
  return { ...found, rule };
}

function compileParts(
  definition: RuleDefinition,
  surroundings: RuleSurroundings,
): Result<CompiledRule, readonly Issue[]> {
  const form = surroundings.models.get(definition.form);
  if (!form) return refused([issue('unknown_form', '/form', { form: definition.form })]);
  const line = definition.foreach;
  if (line !== undefined && !form.line(line))
    return refused([issue('unknown_field', '/foreach', { field: line })]);
  const occasion = occasionOf(definition.trigger, form, surroundings);
  const environment: ActionEnvironment = {
    ...surroundings,
    form,
    ...(line === undefined ? {} : { line }),
    ...(occasion.given === undefined ? {} : { given: occasion.given }),
    recordless: occasion.recordless,
  };
  const condition = compileCondition(definition.condition, scopeOf(environment));
  const actions = compileActions(definition.actions, definition.phase, environment, '/actions');
  const otherwise = compileActions(definition.else ?? [], definition.phase, environment, '/else');
  const issues = [
    ...checkTrigger(definition, form),
    ...occasion.issues,
    ...(isUnseen(definition, actions, otherwise) ? [issue('linkage_on_server', '/trigger/where')] : []),
    ...(condition.ok ? [] : condition.error.map((found) => ({ ...found, path: `/condition${found.path}` }))),
    ...(actions.ok ? [] : actions.error),
    ...(otherwise.ok ? [] : otherwise.error),
  ];
  if (issues.length > 0 || !condition.ok || !actions.ok || !otherwise.ok) return refused(issues);
  const rule = assemble(definition, form, condition.value, actions.value, otherwise.value);
  const { recordless, limit } = occasion;
  return ok({ ...rule, recordless, ...(limit === undefined ? {} : { limit }) });
}

function assemble(
  definition: RuleDefinition,
  form: FormModel,
  condition: CompiledCondition,
  actions: CompiledActions,
  otherwise: CompiledActions,
): Omit<CompiledRule, 'recordless' | 'limit'> {
  const { key, phase, foreach: line, trigger } = definition;
  const dependencies = [...new Set([...condition.dependencies, ...actions.reads, ...otherwise.reads])];
  const lines = new Map(form.lines.map((table) => [table.key, table]));
  const firstOnly = definition.group !== undefined && definition.groupMode === 'first';
  const watched = (trigger.fields ?? []).flatMap((field) => pathsOf(form, field));
  return {
    key,
    definition,
    form: form.key,
    phase,
    ...(line === undefined ? {} : { line }),
    condition,
    actions,
    ...(otherwise.count > 0 ? { otherwise } : {}),
    untilStable: definition.reentry === 'untilStable',
    firstOnly,
    touches: [...actions.touches, ...otherwise.touches],
    hides: [...new Set([...actions.hides, ...otherwise.hides])],
    linkage: actions.linkage || otherwise.linkage,
    linkageOnly: actions.linkageOnly && otherwise.linkageOnly && !firstOnly,
    dependencies,
    reads: new Set([...ownPaths(dependencies, lines), ...watched, ...(line === undefined ? [] : [line])]),
    writes: new Set([...actions.writes, ...otherwise.writes]),
  };
}

type Compiled = ReturnType<typeof compileActions>;

/** What a form shows must be asked where the form is. */
function isUnseen({ trigger }: RuleDefinition, ...lists: readonly Compiled[]): boolean {
  return lists.some((list) => list.ok && list.value.linkage) && !sidesOf(trigger).client;
}

/** A watched table stands for all its columns. */
function pathsOf(form: FormModel, field: string): readonly string[] {
  return [field, ...(form.line(field)?.fields.map((column) => column.path) ?? [])];
}

function checkTrigger({ trigger }: RuleDefinition, form: FormModel): readonly Issue[] {
  const { states, actions } = form.lifecycle;
  const at = '/trigger';
  return [
    ...unknown(
      trigger.fields,
      (key) => form.line(key) !== undefined || form.field(key) !== undefined,
      `${at}/fields`,
      'field',
    ),
    ...unknown(trigger.actions, (key) => actions.has(key), `${at}/actions`, 'action'),
    ...unknown(trigger.states, (key) => states.has(key), `${at}/states`, 'state'),
  ];
}

function unknown(
  keys: readonly string[] | undefined,
  isKnown: (key: string) => boolean,
  at: string,
  what: 'field' | 'action' | 'state',
): readonly Issue[] {
  return (keys ?? []).flatMap((key, index) =>
    isKnown(key) ? [] : [issue(`unknown_${what}`, pointer(at, index), { [what]: key })],
  );
}
