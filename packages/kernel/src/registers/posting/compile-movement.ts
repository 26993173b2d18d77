import { issue, ok, pointer, refused } from '../../foundation/index.js';
import type { Issue, Result } from '../../foundation/index.js';
import { compileCondition, compileFormula } from '../../expression/index.js';
import type {
  CompiledCondition,
  CompiledFormula,
  FieldTypes,
  Scope,
  ValueType,
} from '../../expression/index.js';
import type { MovementRule } from '../../metadata/index.js';
import type { Direction } from '../movement.js';
import type { CompiledDimension, CompiledRegister, CompiledResource } from '../register.js';
import { checkEntry, entryOf } from './entry-parts.js';
import type { EntryKind } from './entry-parts.js';
import { PickCheck } from './compile-pick.js';
import type { CompiledPick, CompiledPicked } from './compile-pick.js';
import { Findings } from './findings.js';

/** Where the value of a resource comes from: a formula, or what another rule moved on the same line. */
export type CompiledSource =
  | { readonly resource: CompiledResource; readonly formula: CompiledFormula }
  | { readonly resource: CompiledResource; readonly movement: string };

/** Formulas for the dimensions of a register, in its order; `undefined` leaves one blank. */
export type CompiledDimensions = readonly (CompiledFormula | undefined)[];

export interface CompiledLink {
  readonly postings: readonly string[];
  readonly movement: string;
  readonly document: CompiledFormula;
  readonly line?: CompiledFormula;
}

export interface CompiledAvailable {
  readonly register: CompiledRegister;
  readonly dimensions: readonly { readonly id: string; readonly formula: CompiledFormula }[];
  readonly sign: 'plus' | 'minus';
}

export interface CompiledGuard {
  readonly lastDay?: CompiledFormula;
  readonly lastDayWaived?: CompiledFormula;
  readonly available: readonly CompiledAvailable[];
  readonly later: boolean;
}

/** A movement rule of a posting, ready to be evaluated. */
export interface CompiledMovement {
  readonly id: string;
  readonly register: CompiledRegister;
  /** The lines field that it runs over; once for the document when absent. */
  readonly foreach?: string;
  readonly when?: CompiledCondition;
  /** None where the entry itself says what happens. */
  readonly direction?: Direction | 'move' | CompiledFormula;
  /** In a register that is not valued only a return is one. */
  readonly entry?: EntryKind;
  readonly dimensions: CompiledDimensions;
  /** Of a move: `undefined` is the same on the other side. */
  readonly to?: CompiledDimensions;
  readonly resources: readonly CompiledSource[];
  readonly capped: boolean;
  readonly price?: CompiledFormula;
  readonly costWhenEmpty?: CompiledFormula;
  readonly at: 'original' | 'current';
  readonly basis: 'quantity' | 'amount' | 'equal' | CompiledFormula;
  readonly link?: CompiledLink;
  readonly guard?: CompiledGuard;
  readonly pick?: CompiledPick;
  readonly picked?: CompiledPicked;
  /** Of a pool that is replaced: how much of it. */
  readonly held?: CompiledFormula;
}

/** What the pieces of one posting are compiled with. */
export interface PostingContext {
  readonly register: (key: string) => CompiledRegister | undefined;
  readonly scope: Scope;
  readonly blank?: 'propagate' | 'zero';
  /** The rules of the posting that come before this one. */
  readonly before: readonly MovementRule[];
  /** Fields of the records of a form. */
  readonly fieldsOf: (form: string) => FieldTypes | undefined;
  /** The field that names the organisation of the document. */
  readonly organisationField?: string | undefined;
}

/** Compiles one movement rule; every fault of it is reported with its place. */
export function compileMovement(
  rule: MovementRule,
  path: string,
  context: PostingContext,
): Result<CompiledMovement, readonly Issue[]> {
  const findings = new Findings(path);
  const register = context.register(rule.register);
  if (!register)
    return refused([issue('unknown_register', pointer(path, 'register'), { register: rule.register })]);
  const scope = scopeOf(rule, context.scope, findings);
  const compiled = new MovementCompiler(rule, register, scope, context, findings).compile();
  return findings.issues.length > 0 ? refused(findings.issues) : ok(compiled);
}

function scopeOf(rule: MovementRule, scope: Scope, findings: Findings): Scope {
  if (rule.foreach === undefined) return scope;
  if (scope.fields[rule.foreach]?.kind !== 'table')
    findings.add('unknown_lines_field', ['foreach'], { field: rule.foreach });
  return { ...scope, row: rule.foreach };
}

class MovementCompiler {
  private readonly lots: PickCheck;

  constructor(
    private readonly rule: MovementRule,
    private readonly register: CompiledRegister,
    private readonly scope: Scope,
    private readonly context: PostingContext,
    private readonly findings: Findings,
  ) {
    this.lots = new PickCheck(rule, register, context, findings);
  }

  compile(): CompiledMovement {
    const { rule, register } = this;
    checkEntry(rule, register, this.findings);
    return {
      id: rule.id,
      register,
      foreach: rule.foreach,
      when:
        rule.when === undefined
          ? undefined
          : this.findings.take(compileCondition(rule.when, this.scope), ['when']),
      direction: this.direction(),
      entry: register.valued ? entryOf(rule, register) : rule.entry,
      dimensions: this.dimensions(),
      to: this.otherSide(),
      resources: this.resources(),
      capped: rule.capped === true,
      price: this.number(rule.price, 'price'),
      costWhenEmpty: this.number(rule.costWhenEmpty, 'costWhenEmpty'),
      at: rule.at ?? 'original',
      basis: this.basis(),
      link: this.link(),
      guard: this.guard(),
      pick: this.pick(),
      picked: this.lots.picked(),
      held: this.number(rule.held, 'held'),
    };
  }

  private direction(): CompiledMovement['direction'] {
    const { direction } = this.rule;
    if (direction === undefined || typeof direction === 'string') return direction;
    return this.formula(direction.formula, ['direction', 'formula'], isText, 'direction_not_text') ?? 'in';
  }

  private dimensions(): CompiledDimensions {
    this.checkDimensions(this.rule.dimensions, 'dimensions');
    const { dimensions, standardBy } = this.register;
    return dimensions.map((dimension, at) => {
      if (dimension.type === 'organisation') return this.organisation(dimension);
      const source = this.rule.dimensions[dimension.id];
      if (typeof source === 'string') return this.dimension(source, dimension, 'dimensions');
      const isNeeded = this.rule.entry === 'revalue' ? standardBy.includes(at) : dimension.required;
      const isFound = source !== undefined || this.rule.pick?.dimension === dimension.id;
      // What refers to an earlier movement has its dimensions from there.
      if (!isNeeded || isFound || this.rule.link !== undefined) return undefined;
      const params = { register: this.register.key, dimension: dimension.id };
      return this.findings.add('dimension_missing', ['dimensions'], params);
    });
  }

  /** Supplied from the document, so that nothing is booked for an organisation that the document does not belong to. */
  private organisation({ id }: CompiledDimension): CompiledFormula | undefined {
    const { organisationField } = this.context;
    if (this.rule.dimensions[id] !== undefined)
      return this.findings.add('organisation_supplied', ['dimensions', id], { dimension: id });
    if (organisationField === undefined)
      return this.findings.add('document_without_organisation', ['register'], {
        register: this.register.key,
      });
    return this.findings.take(compileFormula(organisationField, this.context.scope), ['dimensions', id]);
  }

  private otherSide(): CompiledDimensions | undefined {
    const { to } = this.rule;
    if (!to) return undefined;
    this.checkDimensions(to, 'to');
    return this.register.dimensions.map((dimension) => {
      const source = to[dimension.id];
      return source === undefined ? undefined : this.dimension(source, dimension, 'to');
    });
  }

  private checkDimensions(given: Readonly<Record<string, unknown>>, part: 'dimensions' | 'to'): void {
    const known = new Set(this.register.dimensions.map((dimension) => dimension.id));
    for (const id of Object.keys(given).filter((each) => !known.has(each)))
      this.findings.add('unknown_dimension', [part, id], { register: this.register.key });
  }

  private dimension(
    source: string,
    { id, form }: CompiledDimension,
    ...path: readonly (string | number)[]
  ): CompiledFormula | undefined {
    const fits = (type: ValueType) =>
      isText(type) && (type.kind !== 'reference' || !form || type.form === form);
    return this.formula(source, [...path, id], fits, 'dimension_type_mismatch');
  }

  private resources(): readonly CompiledSource[] {
    const { register, rule } = this;
    const known = new Map(register.resources.map((resource) => [resource.id, resource]));
    return Object.entries(rule.resources).flatMap(([id, source]): CompiledSource[] => {
      const resource = known.get(id);
      if (!resource) {
        this.findings.add('unknown_resource', ['resources', id], { register: register.key });
        return [];
      }
      if (typeof source !== 'string') {
        this.checkCopied(source.movement, id);
        return [{ resource, movement: source.movement }];
      }
      const formula = this.formula(
        source,
        ['resources', id],
        isNumber,
        'resource_not_number',
        this.amountScope,
      );
      return formula ? [{ resource, formula }] : [];
    });
  }

  /** A late cost is one amount, whatever lines it is spread over. */
  private get amountScope(): Scope {
    return this.rule.entry === 'capitalise' ? this.context.scope : this.scope;
  }

  private checkCopied(movement: string, resource: string): void {
    const path = ['resources', resource, 'movement'];
    const source = this.context.before.find(({ id }) => id === movement);
    if (!source) this.findings.add('movement_not_before', path, { movement });
    else if (source.foreach !== this.rule.foreach)
      this.findings.add('movement_other_lines', path, { movement });
  }

  private number(
    source: string | undefined,
    part: 'price' | 'costWhenEmpty' | 'held',
  ): CompiledFormula | undefined {
    return source === undefined ? undefined : this.formula(source, [part], isNumber, 'resource_not_number');
  }

  private basis(): CompiledMovement['basis'] {
    const { basis = 'quantity' } = this.rule;
    if (basis === 'quantity' || basis === 'amount' || basis === 'equal') return basis;
    return this.formula(basis, ['basis'], isNumber, 'resource_not_number') ?? 'quantity';
  }

  private link(): CompiledLink | undefined {
    const { link } = this.rule;
    if (!link) return undefined;
    const document = this.formula(link.document, ['link', 'document'], isText, 'link_not_a_record');
    const line =
      link.line === undefined
        ? undefined
        : this.formula(link.line, ['link', 'line'], isTextOrNumber, 'link_not_a_line');
    return document && { postings: link.postings, movement: link.movement, document, line };
  }

  private guard(): CompiledGuard | undefined {
    const { guard } = this.rule;
    if (!guard) return undefined;
    return {
      lastDay: guard.lastDay === undefined ? undefined : this.date(guard.lastDay, ['guard', 'lastDay']),
      lastDayWaived:
        guard.lastDayWaived === undefined
          ? undefined
          : this.formula(guard.lastDayWaived, ['guard', 'lastDayWaived'], isBoolean, 'guard_not_yes_or_no'),
      available: (guard.available ?? []).flatMap((term, at) => this.available(term, at) ?? []),
      later: guard.later === true,
    };
  }

  private pick(): CompiledPick | undefined {
    const pick = this.lots.pick();
    const { goodThrough, minimumDays } = this.rule.pick ?? {};
    const day = goodThrough === undefined ? undefined : this.date(goodThrough, ['pick', 'goodThrough']);
    const days =
      minimumDays === undefined
        ? undefined
        : this.formula(minimumDays, ['pick', 'minimumDays'], isNumber, 'resource_not_number');
    return pick && { ...pick, goodThrough: day, minimumDays: days };
  }

  private date(source: string, path: readonly string[]): CompiledFormula | undefined {
    return this.formula(source, path, isDate, 'guard_not_a_date');
  }

  private available(
    { register: key, dimensions, sign }: NonNullable<NonNullable<MovementRule['guard']>['available']>[number],
    at: number,
  ): CompiledAvailable | undefined {
    const path = ['guard', 'available', at];
    const register = this.context.register(key);
    if (!register) return this.findings.add('unknown_register', [...path, 'register'], { register: key });
    if (!register.locksBalance)
      return this.findings.add('guard_without_balance', [...path, 'register'], { register: key });
    const compiled = Object.entries(dimensions).flatMap(([id, source]) => {
      const dimension = register.dimensions.find((each) => each.id === id);
      if (dimension?.type === 'organisation') {
        this.findings.add('organisation_supplied', [...path, 'dimensions', id], { dimension: id });
        return [];
      }
      if (!dimension) {
        this.findings.add('unknown_dimension', [...path, 'dimensions', id], { register: key });
        return [];
      }
      const formula = this.dimension(source, dimension, ...path, 'dimensions');
      return formula ? [{ id, formula }] : [];
    });
    return { register, dimensions: [...compiled, ...this.ownBooks(register)], sign };
  }

  /** What other organisations have is not available here. */
  private ownBooks({ dimensions }: CompiledRegister): CompiledAvailable['dimensions'] {
    const { organisationField } = this.context;
    const dimension = dimensions.find(({ type }) => type === 'organisation');
    if (!dimension || organisationField === undefined) return [];
    const formula = this.formula(
      organisationField,
      ['guard', 'available'],
      isText,
      'dimension_type_mismatch',
    );
    return formula ? [{ id: dimension.id, formula }] : [];
  }

  private formula(
    source: string,
    segments: readonly (string | number)[],
    fits: (type: ValueType) => boolean,
    code: string,
    scope = this.scope,
  ): CompiledFormula | undefined {
    const compiled = this.findings.take(
      compileFormula(source, scope, { blank: this.context.blank }),
      segments,
    );
    if (!compiled || fits(compiled.type)) return compiled;
    return this.findings.add(code, segments, { type: compiled.type.kind });
  }
}

const isKind =
  (...kinds: readonly ValueType['kind'][]) =>
  (type: ValueType): boolean =>
    type.kind === 'any' || kinds.includes(type.kind);

const isText = isKind('text', 'reference');
const isNumber = isKind('number');
const isTextOrNumber = isKind('text', 'number');
const isDate = isKind('date');
const isBoolean = isKind('boolean');
