import { Injectable } from '@nestjs/common';
import type { Language } from '@dougong/kernel/foundation';
import { issue } from '@dougong/kernel/foundation';
import type { FormModel } from '@dougong/kernel/forms';
import { pathTitles } from '@dougong/kernel/rules';
import { tellCondition } from '@dougong/kernel/expression';
import type { Scope } from '@dougong/kernel/expression';
import { invalid } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { formOf, readGrant } from '../records/form-grant.js';
import { InForce } from '../records/in-force.js';
import type { Standing } from '../records/in-force.js';
import type { CheckExpression, FindingWire } from './expression.wire.js';
import { readExpression } from './read-expression.js';
import type { ReadExpression } from './read-expression.js';
import { hiddenReads } from './refuse-hidden.js';
import { visibleScope } from './sight.js';
import type { Sight } from './sight.js';
import { isDesigner } from './usable-functions.js';
import { findingToWire, typeToWire } from './wire-findings.js';
import type { WireType } from './wire-findings.js';

export interface ExpressionCheck {
  readonly valid: boolean;
  readonly type?: WireType;
  readonly dependencies: readonly string[];
  readonly normalized?: unknown;
  readonly sentence?: string;
  readonly findings: readonly FindingWire[];
  readonly release: number;
}

const NOBODY_HIDES: ReadonlySet<string> = new Set();

/** Reads expressions without evaluating them, for designers and for people who read the form. */
@Injectable()
export class ExpressionChecks {
  constructor(private readonly inForce: InForce) {}

  check(subject: Subject, asked: CheckExpression, language: Language): Promise<ExpressionCheck> {
    return this.inForce.read(async (standing) => ({ value: checkIn(standing, subject, asked, language) }));
  }
}

function checkIn(
  { release }: Standing,
  subject: Subject,
  asked: CheckExpression,
  language: Language,
): ExpressionCheck {
  const model = formOf(release, asked.form);
  checkLine(model, asked.line);
  const whole = isDesigner(release, subject);
  const hidden = whole ? NOBODY_HIDES : readGrant(release, subject, model).hidden;
  const sight: Sight = { release, subject, model, hidden, names: true };
  const scope = whole ? wholeScope(model, asked.line) : visibleScope(sight, asked.line);
  const read = readExpression(asked.kind, asked.source, scope, model.blank);
  const issues = read.ok ? (whole ? [] : hiddenReads(sight, scope, read.value)) : read.error;
  const findings = issues.map((found) => findingToWire(found, language));
  if (!read.ok || issues.length > 0)
    return { valid: false, dependencies: [], findings, release: release.number };
  return { valid: true, ...described(sight, read.value, language), findings, release: release.number };
}

function described(
  { release, model }: Sight,
  read: ReadExpression,
  language: Language,
): Pick<ExpressionCheck, 'type' | 'dependencies' | 'normalized' | 'sentence'> {
  const { dependencies, normalized } = read;
  if (read.kind === 'formula') return { type: typeToWire(read.formula.type), dependencies, normalized };
  const sentence = tellCondition(read.condition, pathTitles(model, release.models))[language];
  return { type: { kind: 'boolean' }, dependencies, normalized, sentence };
}

function wholeScope(model: FormModel, line: string | undefined): Scope {
  return line === undefined ? model.scope : model.lineScope(line);
}

/** The table that an expression is about must be one of the form. */
export function checkLine(model: FormModel, line: string | undefined): void {
  if (line === undefined || model.line(line)) return;
  throw invalid([issue('unknown_lines_field', '/line', { field: line })]);
}
