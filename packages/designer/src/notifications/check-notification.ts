import { compileNotifications } from '@dougong/kernel/commands';
import type { FunctionPart } from '@dougong/kernel/expression';
import { buildFormModel } from '@dougong/kernel/forms';
import type { FormModel } from '@dougong/kernel/forms';
import type { Issue } from '@dougong/kernel/foundation';
import { checkDefinition, isLinesField } from '@dougong/kernel/metadata';
import type { Definition, FormDefinition, NotificationDefinition } from '@dougong/kernel/metadata';
import type { CompiledNotification } from '@dougong/kernel/rules';

/** What a template is checked against: everything that would be published now. */
export interface TemplateGround {
  readonly all: readonly Definition[];
  readonly functions: readonly FunctionPart[];
}

export interface CheckedTemplate {
  /** Absent while something is wrong. */
  readonly template?: CompiledNotification;
  readonly findings: readonly Issue[];
}

/** Checks a template as a publish does, over the forms around it. */
export function checkTemplate(
  definition: NotificationDefinition,
  all: readonly Definition[],
  models: ReadonlyMap<string, FormModel>,
): CheckedTemplate {
  const shape = checkDefinition(definition);
  if (!shape.ok) return { findings: shape.error };
  const others = all.filter(
    ({ kind, key }) => kind === 'flow' || (kind === 'notification' && key !== definition.key),
  );
  const { notifications, issues } = compileNotifications([...others, definition], models);
  const template = notifications.get(definition.key);
  const findings = issues
    .filter(({ notification }) => notification === definition.key)
    .map(({ notification: _, ...found }) => found);
  return { findings, ...(template === undefined ? {} : { template }) };
}

const FORMS_MAX = 200;

/** The form of a template and everything that it refers to, as they would be published now. */
export function modelsAround(
  form: string | undefined,
  { all, functions }: TemplateGround,
): ReadonlyMap<string, FormModel> {
  const forms = new Map(
    all.flatMap((each) => (each.kind === 'form' ? [[each.key, each as FormDefinition] as const] : [])),
  );
  const lists = all.filter((each) => each.kind === 'choice-list');
  const choices = (key: string) => lists.find((list) => list.key === key);
  const models = new Map<string, FormModel>();
  const wanted = form === undefined ? [] : [form];
  const seen = new Set(wanted);
  for (let at = 0; at < Math.min(wanted.length, FORMS_MAX); at += 1) {
    const definition = forms.get(wanted[at] ?? '');
    if (definition === undefined) continue;
    const model = buildFormModel(definition, (key) => forms.get(key), { functions, choices });
    if (model.ok) models.set(definition.key, model.value);
    for (const next of referredBy(definition)) if (!seen.has(next)) wanted.push((seen.add(next), next));
  }
  return models;
}

function referredBy({ schema }: FormDefinition): readonly string[] {
  return Object.values(schema.properties).flatMap((field) =>
    !isLinesField(field) && 'x-reference' in field ? [field['x-reference'].form] : [],
  );
}
