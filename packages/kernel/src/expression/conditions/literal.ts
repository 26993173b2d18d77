import { Decimal, parseDecimal } from '../../foundation/index.js';
import type { Language } from '../../foundation/index.js';
import type { Value, ValueType } from '../types.js';
import { looksLike } from '../typing.js';
import type { ScalarKind } from '../typing.js';
import { valueText } from '../wire.js';
import { refuse } from './context.js';
import { traced } from './node.js';
import type { ConditionNode } from './node.js';

const YES_NO: Readonly<Record<Language, readonly [string, string]>> = {
  'zh-CN': ['是', '否'],
  en: ['yes', 'no'],
};

/** A node for a value that is written in the condition. JSON numbers count by their shortest text. */
export function literalNode(raw: unknown): ConditionNode {
  if (typeof raw === 'string') return constant(raw, { kind: 'text' });
  if (typeof raw === 'boolean') return constant(raw, { kind: 'boolean' });
  if (typeof raw === 'number' && Number.isFinite(raw)) return constant(new Decimal(raw), { kind: 'number' });
  return raw === null ? constant(null, { kind: 'any' }) : refuse('SYNTAX', { found: typeof raw });
}

function constant(value: Value, type: ValueType): ConditionNode {
  const result = traced('literal', value, []);
  return {
    operator: 'literal',
    literal: true,
    constant: value,
    type,
    run: () => value,
    trace: () => result,
    tell: ({ language }) => literalText(value, type, language),
  };
}

function literalText(value: Value, type: ValueType, language: Language): string {
  if (typeof value === 'boolean') return YES_NO[language][value ? 0 : 1];
  const text = valueText(value) ?? '';
  if (type.kind !== 'text') return text;
  return language === 'zh-CN' ? `“${text}”` : `"${text}"`;
}

/** Gives a literal the kind of what it stands beside; a text may be a decimal or a date there. */
export function adapt(node: ConditionNode, kind: ScalarKind, operator: string): ConditionNode {
  if (!node.literal) return node;
  const raw = node.constant as Value;
  // Blank and empty text are the same thing, and no comparison with a blank is ever met.
  if (raw === null || raw === '')
    return refuse('TYPE', { name: operator, expected: kind, given: 'blank', instead: 'empty' });
  if (node.type.kind === kind) return node;
  if (typeof raw === 'string' && kind === 'number')
    return constant(parseDecimal(raw) ?? mistyped(operator, kind), { kind });
  if (typeof raw === 'string' && (kind === 'date' || kind === 'datetime') && looksLike(kind, raw))
    return constant(raw, { kind });
  return mistyped(operator, kind, node.type.kind);
}

function mistyped(operator: string, kind: string, given = 'text'): never {
  return refuse('TYPE', { name: operator, expected: kind, given });
}
