import {
  DECIMAL_DIGITS_MAX,
  Decimal,
  ZERO,
  decimalText,
  issue,
  pointer,
  roundTo,
} from '../../foundation/index.js';
import type { Issue } from '../../foundation/index.js';
import { isFormulaError } from '../../expression/index.js';
import type { CompiledFormula, EvaluationInput, Value } from '../../expression/index.js';
import type { DimensionValues } from '../balance-key.js';
import type {
  Direction,
  IntendedEntry,
  IntendedGuard,
  IntendedLink,
  LineOrigin,
  MovementIntent,
} from '../movement.js';
import type { CompiledDimension, CompiledResource } from '../register.js';
import type { CompiledDimensions, CompiledMovement } from './compile-movement.js';
import { linkQuery } from './link-query.js';

/** One place of the document that a rule looks at: the header or one line. */
export interface Place {
  readonly input: EvaluationInput;
  readonly path: string;
  readonly line?: LineOrigin;
}

/** Evaluates one rule at one place. */
export class MovementPlanner {
  readonly issues: Issue[] = [];

  constructor(
    private readonly rule: CompiledMovement,
    private readonly place: Place,
  ) {}

  /** The movement that the rule wants here, if it wants one. */
  plan(): MovementIntent[] {
    const { rule, place } = this;
    if (!this.applies()) return [];
    const direction = this.direction();
    const key = this.key(rule.dimensions, direction);
    const intent = {
      ruleId: rule.id,
      register: rule.register.key,
      key,
      direction,
      entry: this.entry(direction),
      resources: this.planResources(),
      ...this.copied(),
      ...(direction === 'move' && rule.to && { to: this.otherSide(rule.to, key) }),
      ...(rule.capped && direction !== 'in' && { capped: true }),
      ...this.prices(direction),
      ...(rule.entry === 'return' && { at: rule.at }),
      ...(rule.link && { links: this.planLinks() }),
      ...(rule.guard && { guard: this.guard() }),
      ...this.lots(key, direction),
      ...this.held(),
      line: place.line,
      path: this.path,
    };
    return this.issues.length > 0 || this.isNothing(intent) ? [] : [intent];
  }

  /** The earlier movements that the rule refers to here. */
  planLinks(): readonly IntendedLink[] {
    const { link, basis } = this.rule;
    if (!link || !this.applies()) return [];
    const document = this.evaluate(link.document);
    if (typeof document !== 'string' || document === '') {
      if (document !== undefined) this.refuse('link_blank', link.document, {});
      return [];
    }
    const line = link.line && this.evaluate(link.line);
    const weight = typeof basis === 'string' ? undefined : this.weight(basis);
    const query = linkQuery({ ...link, document, line: lineName(line) });
    return [{ query, ...(weight && { weight }) }];
  }

  planResources(): Readonly<Record<string, Decimal>> {
    return Object.fromEntries(
      this.rule.resources.flatMap((source) =>
        'formula' in source ? [[source.resource.id, this.quantity(source.resource, source.formula)]] : [],
      ),
    );
  }

  /** Where a refusal of this movement points to: the field that its first resource reads. */
  get path(): string {
    const [first] = this.rule.resources;
    return this.pathOf(first && 'formula' in first ? first.formula : undefined);
  }

  private applies(): boolean {
    return this.rule.when?.holds(this.place.input) ?? true;
  }

  /** Nothing of nothing is left out, unless that is what was counted, or only the price changes. */
  private isNothing({
    entry,
    resources,
    copied,
  }: Pick<MovementIntent, 'entry' | 'resources' | 'copied'>): boolean {
    if (entry === 'replace' || entry === 'revalue' || copied) return false;
    return Object.values(resources).every((value) => value.isZero());
  }

  private direction(): Direction | 'move' | undefined {
    const { direction } = this.rule;
    if (direction === undefined || typeof direction === 'string') return direction;
    const value = this.evaluate(direction);
    if (value === 'in' || value === 'out') return value;
    if (value !== undefined) this.refuse('bad_direction', direction, { value });
    return 'in';
  }

  private entry(direction: MovementIntent['direction']): IntendedEntry | undefined {
    const { entry } = this.rule;
    return entry !== 'receive_or_issue' ? entry : direction === 'in' ? 'receive' : 'issue';
  }

  private key(formulas: CompiledDimensions, direction: MovementIntent['direction']): DimensionValues {
    const { register, link, pick } = this.rule;
    return register.dimensions.map((dimension, at) => {
      const formula = formulas[at];
      const isFound = link !== undefined || (pick?.at === at && direction !== 'in');
      return formula ? this.dimension(dimension, formula, isFound) : null;
    });
  }

  private otherSide(formulas: CompiledDimensions, key: DimensionValues): DimensionValues {
    return this.rule.register.dimensions.map((dimension, at) => {
      const formula = formulas[at];
      return formula ? this.dimension(dimension, formula, false) : (key[at] ?? null);
    });
  }

  private dimension(
    dimension: CompiledDimension,
    formula: CompiledFormula,
    mayBeBlank: boolean,
  ): string | null {
    const value = this.evaluate(formula);
    if (typeof value === 'string' && value !== '') return value;
    if (dimension.required && !mayBeBlank && value !== undefined)
      this.refuse('dimension_blank', formula, { register: this.rule.register.key, dimension: dimension.id });
    return null;
  }

  private copied(): Pick<MovementIntent, 'copied'> {
    const sources = this.rule.resources.flatMap((source) =>
      'movement' in source ? [[source.resource.id, source.movement]] : [],
    );
    return sources.length === 0 ? {} : { copied: Object.fromEntries(sources) as Record<string, string> };
  }

  private quantity(resource: CompiledResource, formula: CompiledFormula): Decimal {
    const value = this.evaluate(formula);
    if (value === undefined) return ZERO;
    const params = { register: this.rule.register.key, resource: resource.id, scale: resource.scale };
    if (!Decimal.isDecimal(value)) {
      this.refuse('resource_blank', formula, params);
      return ZERO;
    }
    // A late cost may turn out to be a credit.
    const fault = faultOf(value, resource, this.rule.entry === 'capitalise');
    if (fault) this.refuse(fault, formula, { ...params, value: value.toString() });
    return value;
  }

  private prices(direction: MovementIntent['direction']): Pick<MovementIntent, 'price' | 'costWhenEmpty'> {
    const { price, costWhenEmpty, register, entry } = this.rule;
    if (!register.valued || direction === 'out') return {};
    const unit = price && this.evaluate(price);
    const whole = costWhenEmpty && this.evaluate(costWhenEmpty);
    if (price && entry === 'revalue' && unit === null) this.refuse('price_blank', price, {});
    if (price && Decimal.isDecimal(unit) && unit.isNegative() && !unit.isZero())
      this.refuse('negative_price', price, { value: unit.toString() });
    return {
      ...(Decimal.isDecimal(unit) && { price: unit }),
      ...(Decimal.isDecimal(whole) && { costWhenEmpty: roundTo(whole, register.valued.amount.scale) }),
    };
  }

  private weight(formula: CompiledFormula): Decimal {
    const value = this.evaluate(formula);
    if (!Decimal.isDecimal(value)) return ZERO;
    if (value.isNegative() && !value.isZero())
      this.refuse('negative_weight', formula, { value: value.toString() });
    return value;
  }

  private guard(): IntendedGuard {
    const { lastDay, lastDayWaived, available = [], later = false } = this.rule.guard ?? {};
    const day = lastDay && this.evaluate(lastDay);
    const isWaived = lastDayWaived !== undefined && this.evaluate(lastDayWaived) === true;
    return {
      ...(typeof day === 'string' && day !== '' && !isWaived && { lastDay: day }),
      available: available.map(({ register, dimensions, sign }) => ({
        register: register.key,
        sign,
        where: Object.fromEntries(dimensions.map(({ id, formula }) => [id, this.text(formula)])),
      })),
      later,
    };
  }

  /** The lots that it is split over, if the document names none. */
  private lots(
    key: DimensionValues,
    direction: MovementIntent['direction'],
  ): Pick<MovementIntent, 'pick' | 'picked'> {
    const { pick, picked } = this.rule;
    if (picked) return { picked };
    if (!pick || direction === 'in' || key[pick.at] !== null) return {};
    const { at, order, lastDay, received, goodThrough, minimumDays } = pick;
    const day = goodThrough && this.text(goodThrough);
    const days = minimumDays && this.evaluate(minimumDays);
    return {
      pick: {
        ...{ at, order, lastDay, received },
        ...(day != null && { goodThrough: day }),
        minimumDays: Decimal.isDecimal(days) ? wholeDays(days) : 0,
      },
    };
  }

  private held(): Pick<MovementIntent, 'held'> {
    const { held, register } = this.rule;
    if (!held) return {};
    const value = this.evaluate(held);
    if (value === undefined) return {};
    if (!Decimal.isDecimal(value)) {
      this.refuse('resource_blank', held, { register: register.key });
      return {};
    }
    return { held: value };
  }

  private text(formula: CompiledFormula): string | null {
    const value = this.evaluate(formula);
    return typeof value === 'string' && value !== '' ? value : null;
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

/** How a line is named: by its id or by its number. */
function lineName(value: Value | undefined): string | undefined {
  if (Decimal.isDecimal(value)) return decimalText(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const DAYS_MAX = 36_500;

/** A part of a day counts as one. */
function wholeDays(days: Decimal): number {
  return Number.parseInt(decimalText(Decimal.max(0, Decimal.min(DAYS_MAX, days.ceil()))), 10);
}

function faultOf(value: Decimal, resource: CompiledResource, mayBeNegative: boolean): string | undefined {
  if (value.isNegative() && !value.isZero() && !mayBeNegative) return 'negative_movement';
  if (value.decimalPlaces() > resource.scale) return 'too_many_decimals';
  if (value.precision(true) - value.decimalPlaces() > DECIMAL_DIGITS_MAX) return 'too_many_digits';
  return undefined;
}
