import type { Value } from '../../types.js';
import { isBlank } from '../../wire.js';
import { below, checkLength, refuse } from '../context.js';
import type { ConditionContext } from '../context.js';
import { strictNode } from '../node.js';
import type { ConditionNode, Telling } from '../node.js';
import { filled, LIST_WORDS, phrase, PRESENCE_WORDS } from '../words.js';
import { compileAll } from './part.js';
import type { OperatorPart } from './part.js';

function presence(code: 'empty' | 'notEmpty'): OperatorPart {
  const wanted = code === 'empty';
  const compute = ([value]: readonly Value[]): boolean => isBlank(value) === wanted;
  return {
    code,
    minimum: 1,
    maximum: 1,
    compile(args, context) {
      const operands = compileAll(args, context);
      return strictNode({
        operator: code,
        type: { kind: 'boolean' },
        operands,
        compute,
        tell: (telling) =>
          filled(phrase(PRESENCE_WORDS, code, telling), (operands[0] as ConditionNode).tell(telling)),
      });
    },
  };
}

/** Names are written as texts; each must be a field, so that a typing error cannot pass for a missing value. */
function fieldsNamed(names: readonly unknown[], context: ConditionContext): readonly ConditionNode[] {
  checkLength(names);
  return names.map((name, index) => {
    if (typeof name !== 'string') return refuse('TYPE', { name: 'missing', expected: 'text' });
    return context.compile({ var: name }, below(context, index));
  });
}

function tellFields(fields: readonly ConditionNode[], telling: Telling): string {
  return fields.map((field) => field.tell(telling)).join(phrase(LIST_WORDS, 'separator', telling));
}

function missingOf(fields: readonly ConditionNode[], values: readonly Value[]): Value {
  const titles = fields.map((field) => field.tell({ title: (path) => path, language: 'en' }));
  return titles.filter((_, index) => isBlank(values[index]));
}

const NAMES = { kind: 'list', of: { kind: 'text' } } as const;

const missing: OperatorPart = {
  code: 'missing',
  minimum: 1,
  compile(args, context) {
    const fields = fieldsNamed(args.flat(), context);
    return strictNode({
      operator: 'missing',
      type: NAMES,
      operands: fields,
      compute: (values) => missingOf(fields, values),
      tell: (telling) => filled(phrase(PRESENCE_WORDS, 'missing', telling), tellFields(fields, telling)),
    });
  },
};

const missingSome: OperatorPart = {
  code: 'missing_some',
  minimum: 2,
  maximum: 2,
  compile([needed, names], context) {
    if (typeof needed !== 'number' || !Array.isArray(names))
      return refuse('TYPE', { name: 'missing_some', expected: 'number' });
    const fields = fieldsNamed(names, context);
    const compute = (values: readonly Value[]): Value => {
      const absent = missingOf(fields, values) as readonly Value[];
      return fields.length - absent.length >= needed ? [] : absent;
    };
    const count = String(needed);
    const tell = (telling: Telling): string =>
      filled(phrase(PRESENCE_WORDS, 'missing_some', telling), count, tellFields(fields, telling));
    return strictNode({ operator: 'missing_some', type: NAMES, operands: fields, compute, tell });
  },
};

export const PRESENCE = [presence('empty'), presence('notEmpty'), missing, missingSome];
