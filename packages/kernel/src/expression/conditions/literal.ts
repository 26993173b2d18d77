import { Decimal, parseDecimal } from '../../foundation/index.js';
import type { Language } from '../../foundation/index.js';
import { parseDate } from '../calendar.js';
import type { Value, ValueType } from '../types.js';
import { shortOf } from '../short-decimal.js';
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
  const short = Decimal.isDecimal(value) ? shortOf(value as Decimal) : undefined;
  return {
    operator: 'literal',
    literal: true,
    constant: value,
    type,
    run: always(value),
    trace: () => result,
    leaf: () => result.node,
    ...(short === undefined ? {} : { short: always(short), sum: [short] }),
    tell: ({ language }) => literalText(value, type, language),
  };
}

function always<T>(value: T): () => T {
  return () => value;
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
  const moment = typeof raw === 'string' ? momentOf(kind, raw) : undefined;
  return moment === undefined ? mistyped(operator, kind, node.type.kind) : constant(moment, { kind });
}

const INSTANT = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)?$/;

/** A day or an instant as values of fields are written, for these compare as texts; an instant without zone is UTC. */
function momentOf(kind: ScalarKind, text: string): string | undefined {
  if (kind === 'date') return parseDate(text) ? text : undefined;
  const [, day, , , zone] = (kind === 'datetime' && INSTANT.exec(text)) || [];
  if (day === undefined || !parseDate(day)) return undefined;
  const instant = new Date(zone === undefined ? `${text}Z` : text);
  return Number.isNaN(instant.getTime()) ? undefined : instant.toISOString();
}

function mistyped(operator: string, kind: string, given = 'text'): never {
  return refuse('TYPE', { name: operator, expected: kind, given });
}
