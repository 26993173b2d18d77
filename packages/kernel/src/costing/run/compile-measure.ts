import { compileCondition, compileFormula } from '../../expression/index.js';
import type { CompiledCondition, CompiledFormula, Scope, ValueType } from '../../expression/index.js';
import { issue, pointer } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import type { AllocationReading } from '../../metadata/index.js';

/** A reading of a source, ready to be evaluated row by row. */
export interface CompiledMeasure {
  readonly at: string;
  readonly source: string;
  readonly where?: CompiledCondition;
  readonly formulas: Readonly<Record<string, CompiledFormula>>;
}

/** Properties of readings that are formulas, and what they must give. */
const TEXTS = ['receiver', 'item', 'group', 'asset', 'from', 'to'];
const NUMBERS = [
  'amount',
  'quantity',
  'hours',
  'cost',
  'residual',
  'life',
  'formula',
  'chargedEarlier',
  'usedEarlier',
  'share',
  'price',
  'netRealisable',
];

/** Collects what is wrong with formulas and conditions while it compiles them. */
export class FormulaCompiler {
  readonly issues: Issue[] = [];

  text(source: string, scope: Scope, at: string): CompiledFormula | undefined {
    return this.formula(source, scope, at, ['text', 'reference'], 'cost_name_not_text');
  }

  number(source: string, scope: Scope, at: string): CompiledFormula | undefined {
    return this.formula(source, scope, at, ['number'], 'resource_not_number');
  }

  /** A formula of any type. */
  value(source: string, scope: Scope, at: string): CompiledFormula | undefined {
    return this.take(compileFormula(source, scope), at);
  }

  take<T>(result: Result<T, readonly Issue[]>, at: string): T | undefined {
    if (result.ok) return result.value;
    this.issues.push(...result.error.map((found) => ({ ...found, path: at + found.path })));
    return undefined;
  }

  measure({ at, reading }: AllocationReading, scope: Scope): CompiledMeasure {
    const where =
      reading.where === undefined
        ? undefined
        : this.take(compileCondition(reading.where, scope), pointer(at, 'where'));
    return { at, source: reading.source, where, formulas: this.formulas(at, reading, scope) };
  }

  private formulas(
    at: string,
    reading: AllocationReading['reading'],
    scope: Scope,
  ): CompiledMeasure['formulas'] {
    const compile = (names: readonly string[], kind: 'text' | 'number') =>
      names.flatMap((name) => {
        const source = reading[name];
        const formula = typeof source === 'string' && this[kind](source, scope, pointer(at, name));
        return formula ? [[name, formula] as const] : [];
      });
    return Object.fromEntries([...compile(TEXTS, 'text'), ...compile(NUMBERS, 'number')]);
  }

  private formula(
    source: string,
    scope: Scope,
    at: string,
    kinds: readonly ValueType['kind'][],
    code: string,
  ): CompiledFormula | undefined {
    const compiled = this.value(source, scope, at);
    if (!compiled || compiled.type.kind === 'any' || kinds.includes(compiled.type.kind)) return compiled;
    this.issues.push(issue(code, at, { type: compiled.type.kind }));
    return undefined;
  }
}
