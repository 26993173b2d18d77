import { own } from '../../names.js';
import { resolvePath } from '../../path.js';
import type { ResolvedPath } from '../../path.js';
import { comparableKind } from '../../typing.js';
import type { Value } from '../../types.js';
import { below, NOWHERE, refuse } from '../context.js';
import type { ConditionContext } from '../context.js';
import { adapt } from '../literal.js';
import { traced } from '../node.js';
import type { ConditionNode } from '../node.js';
import type { OperatorPart } from './part.js';

/** A field; own properties only, and the name must be written out. A second argument stands in for a blank. */
export const variable: OperatorPart = {
  code: 'var',
  minimum: 1,
  maximum: 2,
  compile(args, context) {
    const [name] = args;
    if (typeof name !== 'string' || name === '') return refuse('TYPE', { name: 'var', expected: 'text' });
    const resolved = resolvePath(
      name.split('.').map((part) => ({ name: part, span: NOWHERE })),
      { scope: context.scope, lineColumns: context.lines?.columns },
    );
    const path = fullPath(resolved.path, context);
    context.found.dependencies.add(path);
    return fieldNode(path, resolved, args.length > 1 ? fallbackOf(args[1], resolved, context) : null);
  },
};

function fullPath(path: string, { lines }: ConditionContext): string {
  const [root = ''] = path.split('.');
  return lines && own(lines.columns, root) !== undefined ? `${lines.path}.${path}` : path;
}

function fallbackOf(raw: unknown, { type }: ResolvedPath, context: ConditionContext): Value {
  const node = context.compile(raw, below(context, 1));
  const kind = comparableKind(type);
  if (!node.literal || kind === undefined || kind === 'list')
    return refuse('TYPE', { name: 'var', expected: 'value' });
  return adapt(node, kind, 'var').constant as Value;
}

function fieldNode(path: string, { type, run: read }: ResolvedPath, fallback: Value): ConditionNode {
  const run = fallback === null ? read : (frame: Parameters<typeof read>[0]) => read(frame) ?? fallback;
  return {
    operator: 'var',
    type,
    run,
    trace: (frame) => traced('var', run(frame), [], { path }),
    tell: ({ title }) => title(path),
  };
}
