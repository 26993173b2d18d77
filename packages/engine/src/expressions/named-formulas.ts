import { Inject, Injectable } from '@nestjs/common';
import { evaluateNamedFormula, isFormulaError, toWire } from '@dougong/kernel/expression';
import type { EvaluationInput, NamedFormula } from '@dougong/kernel/expression';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Clock, Localized } from '@dougong/kernel/foundation';
import type { FormulaDefinition } from '@dougong/kernel/metadata';
import { businessDay } from '@dougong/kernel/foundation';
import { invalid } from '../http/refusal.js';
import type { Subject } from '../identity/subject.js';
import { CLOCK } from '../ports.js';
import { InForce } from '../records/in-force.js';
import { checkArguments, roundedArguments } from './argument-values.js';
import type { Asker } from './expression-evaluation.js';
import type { ExpressionErrorWire } from './expression.wire.js';
import { explanation } from './explanation.js';
import { functionList } from './function-list.js';
import type { FunctionEntry } from './function-list.js';
import { usableFormula, usableFormulas } from './named-formula-access.js';
import { isDesigner, usableFunctions } from './usable-functions.js';
import { errorToWire } from './wire-findings.js';

/** A named formula as an editor completes it; what it says is for designers. */
export interface FormulaEntry {
  readonly key: string;
  readonly title: Localized;
  readonly description?: Localized;
  readonly parameters: FormulaDefinition['parameters'];
  readonly result: FormulaDefinition['result'];
}

export interface FormulaResult {
  readonly value: unknown;
  readonly error?: ExpressionErrorWire;
  readonly explain?: unknown;
  readonly version: number;
}

export interface Versioned<T> {
  readonly data: readonly T[];
  /** The release that it is read from. */
  readonly version: number;
}

/** The functions and named formulas of the release in force. */
@Injectable()
export class NamedFormulas {
  constructor(
    private readonly inForce: InForce,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  list(subject: Subject): Promise<Versioned<FormulaEntry>> {
    return this.inForce.read(async ({ release }) => ({
      value: { data: usableFormulas(release, subject).map(entryOf), version: release.number },
    }));
  }

  functions(subject: Subject): Promise<Versioned<FunctionEntry>> {
    return this.inForce.read(async ({ release }) => ({
      value: { data: functionList(release, subject), version: release.number },
    }));
  }

  /** Works a named formula out on its own. */
  evaluate(asker: Asker, key: string, given: Readonly<Record<string, unknown>>): Promise<FormulaResult> {
    return this.inForce.read(async ({ release }) => {
      const formula = usableFormula(release, asker.subject, key);
      const faults = checkArguments(formula.definition, given);
      if (faults.length > 0) throw invalid(faults);
      return { value: { ...this.workOut(release, formula, asker, given), version: release.number } };
    });
  }

  private workOut(
    release: CompiledRelease,
    formula: NamedFormula,
    { subject, language }: Asker,
    given: Readonly<Record<string, unknown>>,
  ): Omit<FormulaResult, 'version'> {
    const now = this.clock();
    const variables = { actor: subject.id, now, today: businessDay(now) };
    const result = evaluateNamedFormula(formula, given, variables);
    const explain = explainCall(release, subject, formula, given, variables);
    if (isFormulaError(result)) return { value: null, error: errorToWire(result, language), explain };
    return { value: toWire(result, formula.result), explain };
  }
}

/** Designers see what the formula itself does; others what it was given, because the rest is not for them. */
function explainCall(
  release: CompiledRelease,
  subject: Subject,
  { definition, scope }: NamedFormula,
  given: Readonly<Record<string, unknown>>,
  variables: EvaluationInput['variables'],
): FormulaResult['explain'] {
  const { key, parameters, expression } = definition;
  const input = { record: roundedArguments(definition, given), variables };
  if (isDesigner(release, subject)) return explanation(expression, scope, input);
  const call = `${key}(${parameters.map(({ id }) => id).join(', ')})`;
  return explanation(call, { ...scope, functions: usableFunctions(release, subject) }, input);
}

function entryOf({ definition }: NamedFormula): FormulaEntry {
  const { key, title, description, parameters, result } = definition;
  return { key, title, ...(description ? { description } : {}), parameters, result };
}
