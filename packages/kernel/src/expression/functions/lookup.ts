import { fail } from '../formula-error.js';
import type { CallNode, Node } from '../formula/ast.js';
import type { LazyPart } from './part.js';

/**
 * `LOOKUP(place, "leader")` is `place.leader` in other words: a look-up goes along a reference that the form declares
 * and nowhere else.
 */
function asPath(call: CallNode): Node {
  const [object, field, otherwise] = call.args as readonly [Node, Node, Node | undefined];
  if (field.kind !== 'literal' || typeof field.value !== 'string')
    return fail('TYPE', field.span, { name: 'LOOKUP', expected: 'text' });
  if (object.kind !== 'name' && object.kind !== 'member')
    return fail('TYPE', object.span, { name: 'LOOKUP', expected: 'reference' });
  // The name stands between quotes.
  const span = { start: object.span.start, end: field.span.end - 1 };
  const member: Node = { kind: 'member', object, name: field.value, nameSpan: field.span, span };
  if (otherwise === undefined) return member;
  return {
    kind: 'call',
    name: 'COALESCE',
    nameSpan: call.nameSpan,
    args: [member, otherwise],
    span: call.span,
  };
}

const lookup: LazyPart = {
  code: 'LOOKUP',
  title: { 'zh-CN': '关联取值', en: 'Look up' },
  description: {
    'zh-CN': '取所引用记录的字段：引用字段、“字段编码”、没有时的值；只能沿表单声明的引用取值',
    en: 'A field of the record referred to: reference, "field", value when there is none; only along references that the form declares',
  },
  aliases: ['关联取值', '查找引用'],
  minimum: 2,
  maximum: 3,
  parameters: ['any', 'text', 'any'],
  result: { kind: 'any' },
  lazy: true,
  rewrite: asPath,
  evaluate: () => null,
};

export const LOOKUPS = [lookup];
