import { issue, ok, pointer, refused } from '../foundation/index.js';
import type { Issue, Result } from '../foundation/index.js';
import { compileCondition, compileFormula } from '../expression/index.js';
import type { CompiledCondition, CompiledFormula, Scope, ValueType } from '../expression/index.js';
import type { MovementRule } from '../metadata/index.js';
import type { Direction } from './costing/index.js';
import type { CompiledDimension, CompiledRegister, CompiledResource } from './register.js';

/** A movement rule of a posting, ready to be evaluated. */
export interface CompiledMovement {
  readonly id: string;
  readonly register: CompiledRegister;
  /** The lines field that it runs over; once for the document when absent. */
  readonly foreach?: string;
  readonly when?: CompiledCondition;
  readonly direction: Direction | CompiledFormula;
  /** One for each dimension of the register, in its order; `undefined` leaves the dimension blank. */
  readonly dimensions: readonly (CompiledFormula | undefined)[];
  readonly resources: readonly { readonly resource: CompiledResource; readonly formula: CompiledFormula }[];
  readonly cost: 'pool' | 'given';
  readonly costWhenEmpty?: CompiledFormula;
}

/** What the pieces of one posting are compiled with. */
export interface PostingContext {
  readonly register: (key: string) => CompiledRegister | undefined;
  readonly scope: Scope;
  readonly blank?: 'propagate' | 'zero';
}

/** Collects issues under one path of the definition. */
class Findings {
  readonly issues: Issue[] = [];

  constructor(private readonly base: string) {}

  add(
    code: string,
    segments: readonly (string | number)[] = [],
    params?: Record<string, unknown>,
  ): undefined {
    this.issues.push(issue(code, pointer(this.base, ...segments), params));
    return undefined;
  }

  /** The value of a result; its issues are filed under `segments`. */
  take<T>(result: Result<T, readonly Issue[]>, segments: readonly (string | number)[]): T | undefined {
    if (result.ok) return result.value;
    const base = pointer(this.base, ...segments);
    this.issues.push(...result.error.map((found) => ({ ...found, path: base + found.path })));
    return undefined;
  }
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
  const compiler = new MovementCompiler(
    rule,
    register,
    scopeOf(rule, context.scope, findings),
    context,
    findings,
  );
  const compiled = compiler.compile();
  return findings.issues.length > 0 ? refused(findings.issues) : ok(compiled);
}

function scopeOf(rule: MovementRule, scope: Scope, findings: Findings): Scope {
  if (rule.foreach === undefined) return scope;
  if (scope.fields[rule.foreach]?.kind !== 'table')
    findings.add('unknown_lines_field', ['foreach'], { field: rule.foreach });
  return { ...scope, row: rule.foreach };
}

class MovementCompiler {
  constructor(
    private readonly rule: MovementRule,
    private readonly register: CompiledRegister,
    private readonly scope: Scope,
    private readonly context: PostingContext,
    private readonly findings: Findings,
  ) {}

  compile(): CompiledMovement {
    const { rule, register } = this;
    this.checkCost();
    return {
      id: rule.id,
      register,
      foreach: rule.foreach,
      when:
        rule.when === undefined
          ? undefined
          : this.findings.take(compileCondition(rule.when, this.scope), ['when']),
      direction: this.direction(),
      dimensions: this.dimensions(),
      resources: this.resources(),
      cost: this.cost,
      costWhenEmpty: this.costWhenEmpty(),
    };
  }

  private get cost(): 'pool' | 'given' {
    const { valued } = this.register;
    if (!valued) return 'given';
    return this.rule.cost ?? (valued.amount.id in this.rule.resources ? 'given' : 'pool');
  }

  private direction(): CompiledMovement['direction'] {
    const { direction } = this.rule;
    if (typeof direction === 'string') return direction;
    return this.formula(direction.formula, ['direction', 'formula'], isText, 'direction_not_text') ?? 'in';
  }

  private dimensions(): CompiledMovement['dimensions'] {
    const known = new Set(this.register.dimensions.map((dimension) => dimension.id));
    Object.keys(this.rule.dimensions)
      .filter((id) => !known.has(id))
      .forEach((id) =>
        this.findings.add('unknown_dimension', ['dimensions', id], { register: this.register.key }),
      );
    return this.register.dimensions.map((dimension) => this.dimension(dimension));
  }

  private dimension(dimension: CompiledDimension): CompiledFormula | undefined {
    const source = this.rule.dimensions[dimension.id];
    if (source !== undefined) {
      const names = dimension.form;
      const fits = (type: ValueType) =>
        isText(type) && (type.kind !== 'reference' || !names || type.form === names);
      return this.formula(source, ['dimensions', dimension.id], fits, 'dimension_type_mismatch');
    }
    const params = { register: this.register.key, dimension: dimension.id };
    return dimension.required ? this.findings.add('dimension_missing', ['dimensions'], params) : undefined;
  }

  private resources(): CompiledMovement['resources'] {
    const { register, rule } = this;
    const known = new Map(register.resources.map((resource) => [resource.id, resource]));
    return Object.entries(rule.resources).flatMap(([id, source]) => {
      const resource = known.get(id);
      if (!resource) {
        this.findings.add('unknown_resource', ['resources', id], { register: register.key });
        return [];
      }
      const formula = this.formula(source, ['resources', id], isNumber, 'resource_not_number');
      return formula ? [{ resource, formula }] : [];
    });
  }

  private costWhenEmpty(): CompiledFormula | undefined {
    const source = this.rule.costWhenEmpty;
    return source === undefined
      ? undefined
      : this.formula(source, ['costWhenEmpty'], isNumber, 'resource_not_number');
  }

  private checkCost(): void {
    const { rule, register, findings } = this;
    const given = (id: string) => id in rule.resources;
    if (Object.keys(rule.resources).length === 0) findings.add('resource_missing', ['resources']);
    if (!register.valued) {
      if (rule.cost !== undefined) findings.add('register_not_valued', ['cost'], { register: register.key });
      if (rule.costWhenEmpty !== undefined)
        findings.add('register_not_valued', ['costWhenEmpty'], { register: register.key });
      return;
    }
    const { quantity, amount } = register.valued;
    if (!given(quantity.id)) findings.add('resource_missing', ['resources'], { resource: quantity.id });
    if (this.cost === 'given') {
      if (!given(amount.id)) findings.add('resource_missing', ['resources'], { resource: amount.id });
      if (rule.costWhenEmpty !== undefined) findings.add('cost_is_given', ['costWhenEmpty']);
    } else if (given(amount.id))
      findings.add('cost_is_from_pool', ['resources', amount.id], { resource: amount.id });
  }

  private formula(
    source: string,
    segments: readonly (string | number)[],
    fits: (type: ValueType) => boolean,
    code: string,
  ): CompiledFormula | undefined {
    const compiled = this.findings.take(
      compileFormula(source, this.scope, { blank: this.context.blank }),
      segments,
    );
    if (!compiled || fits(compiled.type)) return compiled;
    return this.findings.add(code, segments, { type: compiled.type.kind });
  }
}

function isText(type: ValueType): boolean {
  return type.kind === 'text' || type.kind === 'reference' || type.kind === 'any';
}

function isNumber(type: ValueType): boolean {
  return type.kind === 'number' || type.kind === 'any';
}
