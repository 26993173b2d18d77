import {
  DECIMAL_DIGITS_MAX,
  Decimal,
  ZERO,
  issue,
  ok,
  pointer,
  refused,
  roundTo,
} from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { isFormulaError } from '../expression/index.js';
import type { CompiledFormula, EvaluationInput, RecordData, Value } from '../expression/index.js';
import type { CompiledMovement } from './compile-movement.js';
import type { CompiledPosting } from './compile-posting.js';
import type { Direction } from './costing/index.js';
import type { LineOrigin, MovementIntent } from './movement.js';
import type { CompiledDimension, CompiledResource } from './register.js';

/**
 * Works out which keys a document moves, in which direction and by how much, before any balance is known. Movements
 * come in the order of the posting's rules, each over the lines in their order. All faults are reported.
 */
export function planPosting(
  posting: CompiledPosting,
  input: EvaluationInput,
): Result<readonly MovementIntent[], readonly Issue[]> {
  const planned = posting.movements.flatMap((rule) =>
    placesOf(rule, input).map((place) => new Planner(rule, place)),
  );
  const intents = planned.flatMap((planner) => planner.plan());
  const issues = planned.flatMap((planner) => planner.issues);
  return issues.length > 0 ? refused(issues) : ok(intents);
}

/** The business date of a document: its date field, or the day of posting when the posting names none. */
export function businessDateOf(
  posting: CompiledPosting,
  record: RecordData,
  today: string,
): Result<string, readonly Issue[]> {
  const field = posting.definition.businessDate;
  if (field === undefined) return ok(today);
  const date = record[field];
  return typeof date === 'string' && date !== ''
    ? ok(date)
    : refused([issue('business_date_blank', pointer('', field))]);
}

/** One place of the document that a rule looks at: the header or one line. */
interface Place {
  readonly input: EvaluationInput;
  readonly path: string;
  readonly line?: LineOrigin;
}

function placesOf(rule: CompiledMovement, input: EvaluationInput): Place[] {
  if (rule.foreach === undefined) return [{ input, path: '' }];
  const lines = input.record[rule.foreach];
  if (!Array.isArray(lines)) return [];
  const path = pointer('', rule.foreach);
  return (lines as readonly RecordData[]).map((row, index) => ({
    input: { ...input, row },
    path: pointer(path, index),
    line: originOf(row, index),
  }));
}

function originOf(row: RecordData, index: number): LineOrigin {
  const { id, line_no: no } = row;
  return { id: typeof id === 'string' ? id : '', no: typeof no === 'number' ? no : index + 1, index };
}

/** Evaluates one rule at one place. */
class Planner {
  readonly issues: Issue[] = [];

  constructor(
    private readonly rule: CompiledMovement,
    private readonly place: Place,
  ) {}

  plan(): MovementIntent[] {
    const { rule, place } = this;
    if (rule.when && !rule.when.holds(place.input)) return [];
    const direction = this.direction();
    const key = rule.register.dimensions.map((dimension, at) =>
      this.dimension(dimension, rule.dimensions[at]),
    );
    const resources = Object.fromEntries(
      rule.resources.map(({ resource, formula }) => [resource.id, this.quantity(resource, formula)]),
    );
    const costWhenEmpty = direction === 'in' ? this.costWhenEmpty() : undefined;
    if (this.issues.length > 0 || Object.values(resources).every((value) => value.isZero())) return [];
    const { id: ruleId, register, cost } = rule;
    const path = this.pathOf(rule.resources[0]?.formula);
    return [
      {
        ruleId,
        register: register.key,
        key,
        direction,
        resources,
        cost,
        costWhenEmpty,
        line: place.line,
        path,
      },
    ];
  }

  private direction(): Direction {
    const { direction } = this.rule;
    if (typeof direction === 'string') return direction;
    const value = this.evaluate(direction);
    if (value === 'in' || value === 'out') return value;
    if (value !== undefined) this.refuse('bad_direction', direction, { value });
    return 'in';
  }

  private dimension(dimension: CompiledDimension, formula: CompiledFormula | undefined): string | null {
    const value = formula && this.evaluate(formula);
    if (typeof value === 'string' && value !== '') return value;
    if (dimension.required && formula && value !== undefined) {
      this.refuse('dimension_blank', formula, { register: this.rule.register.key, dimension: dimension.id });
    }
    return null;
  }

  private quantity(resource: CompiledResource, formula: CompiledFormula): Decimal {
    const value = this.evaluate(formula);
    if (value === undefined) return ZERO;
    const params = { register: this.rule.register.key, resource: resource.id, scale: resource.scale };
    if (!Decimal.isDecimal(value)) {
      this.refuse('resource_blank', formula, params);
      return ZERO;
    }
    const fault = faultOf(value, resource);
    if (fault) this.refuse(fault, formula, { ...params, value: value.toString() });
    return value;
  }

  private costWhenEmpty(): Decimal | undefined {
    const { costWhenEmpty, register } = this.rule;
    const value = costWhenEmpty && this.evaluate(costWhenEmpty);
    if (!Decimal.isDecimal(value) || !register.valued) return undefined;
    return roundTo(value, register.valued.amount.scale);
  }

  /** The value, or `undefined` after a formula error, which is reported here. */
  private evaluate(formula: CompiledFormula): Value | undefined {
    const value = formula.evaluate(this.place.input);
    if (!isFormulaError(value)) return value;
    this.refuse('formula_error', formula, { kind: value.kind });
    return undefined;
  }

  private refuse(code: string, formula: CompiledFormula, params: Record<string, unknown>): void {
    this.issues.push(issue(code, this.pathOf(formula), { movement: this.rule.id, ...params }));
  }

  /** The field of this place that a formula reads, when it reads just one; else the place itself. */
  private pathOf(formula: CompiledFormula | undefined): string {
    const prefix = this.rule.foreach === undefined ? '' : `${this.rule.foreach}.`;
    const read = (formula?.dependencies ?? []).filter((path) => path.startsWith(prefix));
    const [field] = (read[0] ?? '').slice(prefix.length).split('.');
    return read.length === 1 && field ? pointer(this.place.path, field) : this.place.path;
  }
}

function faultOf(value: Decimal, resource: CompiledResource): string | undefined {
  if (value.isNegative() && !value.isZero()) return 'negative_movement';
  if (value.decimalPlaces() > resource.scale) return 'too_many_decimals';
  if (value.precision(true) - value.decimalPlaces() > DECIMAL_DIGITS_MAX) return 'too_many_digits';
  return undefined;
}
