import { conditionedFields } from '../forms/index.js';
import type { ConditionedField, FieldAspect, FormModel } from '../forms/index.js';
import type { Localized } from '../foundation/index.js';
import type { RuleDefinition } from '../metadata/index.js';

interface AspectWords {
  /** The action that switches the aspect. */
  readonly action: 'setVisible' | 'setRequired' | 'setReadOnly';
  title(field: Localized): Localized;
}

const ASPECTS: Readonly<Record<FieldAspect, AspectWords>> = {
  visible: {
    action: 'setVisible',
    title: (field) => ({ 'zh-CN': `“${field['zh-CN']}”何时显示`, en: `When "${field.en}" is shown` }),
  },
  required: {
    action: 'setRequired',
    title: (field) => ({ 'zh-CN': `“${field['zh-CN']}”何时必填`, en: `When "${field.en}" is asked for` }),
  },
  readOnly: {
    action: 'setReadOnly',
    title: (field) => ({ 'zh-CN': `“${field['zh-CN']}”何时只读`, en: `When "${field.en}" is locked` }),
  },
};

/**
 * The conditions of a form's fields as rules, so that one code answers for the form on the screen and for the save.
 * They come last: what a rule of its own says about a field goes before its definition. Their keys have points, which
 * no rule of a person has.
 */
export function fieldConditionRules(model: FormModel): readonly RuleDefinition[] {
  return conditionedFields(model.definition).flatMap((field) =>
    Object.entries(field.conditions).map(([aspect, condition]) =>
      ruleOf(model, field, aspect as FieldAspect, condition),
    ),
  );
}

function ruleOf(
  model: FormModel,
  { path, line }: ConditionedField,
  aspect: FieldAspect,
  condition: RuleDefinition['condition'],
): RuleDefinition {
  const { action, title } = ASPECTS[aspect];
  const named = model.line(path) ?? model.field(path);
  const says = (value: boolean) => [{ id: action, type: action, fields: [path], value }];
  return {
    kind: 'rule',
    format: 1,
    key: `${model.key}.${path}.${aspect}`,
    title: title(named?.title ?? { 'zh-CN': path, en: path }),
    form: model.key,
    enabled: true,
    trigger: { on: ['create', 'update'], where: 'both' },
    phase: 'derive',
    priority: LAST,
    ...(line === undefined ? {} : { foreach: line }),
    condition,
    actions: says(true),
    else: says(false),
  };
}

/** Below every priority that a rule of a person may have. */
const LAST = -1;
