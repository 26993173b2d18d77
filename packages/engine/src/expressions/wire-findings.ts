import type { FormulaError, ValueType } from '@dougong/kernel/expression';
import type { Issue, Language } from '@dougong/kernel/foundation';
import { sentence } from '../http/sentences/index.js';
import type { ExpressionErrorWire, FindingWire } from './expression.wire.js';

/** An issue with its sentence, as an answer carries it. */
export function findingToWire(found: Issue, language: Language): FindingWire {
  const { span, ...params } = found.params ?? {};
  return {
    code: found.code,
    pointer: `#${found.path}`,
    ...(span === undefined ? {} : { span: span as FindingWire['span'] }),
    detail: sentence(found.code, params, language),
    params,
    severity: found.severity ?? 'error',
  };
}

/** A failed evaluation: it is an answer, no refusal. */
export function errorToWire(error: FormulaError, language: Language): ExpressionErrorWire {
  const { code, span, detail, params } = findingToWire(error.toIssue(), language);
  return { kind: error.kind, code, ...(span === undefined ? {} : { span }), detail, params };
}

export interface WireType {
  readonly kind: ValueType['kind'];
  readonly scale?: number;
  readonly integer?: boolean;
  readonly form?: string;
  readonly of?: WireType;
}

/** A type without the fields behind references. */
export function typeToWire(type: ValueType): WireType {
  if (type.kind === 'list') return { kind: type.kind, of: typeToWire(type.of) };
  if (type.kind === 'reference') return { kind: type.kind, form: type.form };
  return type.kind === 'number' ? type : { kind: type.kind };
}
