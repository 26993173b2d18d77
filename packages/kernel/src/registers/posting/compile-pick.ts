import type { CompiledFormula, FieldTypes } from '../../expression/index.js';
import type { MovementRule } from '../../metadata/index.js';
import type { PickOrder } from '../pick.js';
import type { CompiledRegister } from '../register.js';
import { countedResource } from '../counted-resource.js';
import type { Findings } from './findings.js';

type LotPick = NonNullable<MovementRule['pick']>;

/** How lots are picked where a line names none. */
export interface CompiledPick {
  /** Place of the lot among the dimensions. */
  readonly at: number;
  readonly order: PickOrder;
  /** Date fields of the record of the lot. */
  readonly lastDay?: string;
  readonly received?: string;
  readonly goodThrough?: CompiledFormula;
  readonly minimumDays?: CompiledFormula;
}

/** The lots that another rule took on the same line. */
export interface CompiledPicked {
  /** Place of the lot among the dimensions, here and there. */
  readonly at: number;
  readonly sourceAt: number;
  readonly movement: string;
}

/** What picks are checked against. */
interface PickContext {
  readonly register: (key: string) => CompiledRegister | undefined;
  /** Fields of the records of a form. */
  readonly fieldsOf: (form: string) => FieldTypes | undefined;
  readonly before: readonly MovementRule[];
}

/** Checks the lots that a rule picks, or takes over; its formulas are compiled by whoever asks. */
export class PickCheck {
  constructor(
    private readonly rule: MovementRule,
    private readonly register: CompiledRegister,
    private readonly context: PickContext,
    private readonly findings: Findings,
  ) {}

  /** How lots are picked, without the formulas. */
  pick(): Omit<CompiledPick, 'goodThrough' | 'minimumDays'> | undefined {
    const { pick } = this.rule;
    if (!pick) return undefined;
    const at = this.placeOf(pick.dimension, ['pick', 'dimension']);
    if (!this.register.locksBalance || this.register.definition.balance === 'split')
      this.findings.add('guard_without_balance', ['pick'], { register: this.register.key });
    if (pick.order === 'first_expired' && pick.lastDay === undefined)
      this.findings.add('movement_key_missing', ['pick'], { name: 'lastDay', entry: pick.order });
    const counted = Object.hasOwn(this.rule.resources, countedResource(this.register));
    if (!counted || (!this.register.valued && Object.keys(this.rule.resources).length > 1))
      this.findings.add('pick_one_resource', ['resources'], { register: this.register.key });
    if (at === undefined) return undefined;
    this.checkDates(pick, this.register.dimensions[at]?.form);
    const { order, lastDay, received } = pick;
    return { at, order, lastDay, received };
  }

  private checkDates({ lastDay, received, dimension }: LotPick, form: string | undefined): void {
    const fields = (form === undefined ? undefined : this.context.fieldsOf(form)) ?? {};
    for (const [name, field] of Object.entries({ lastDay, received }))
      if (field !== undefined && fields[field]?.kind !== 'date')
        this.findings.add('pick_field_not_a_date', ['pick', name], { dimension, field });
  }

  /** The rule whose lots are taken over, if a dimension says so. */
  picked(): CompiledPicked | undefined {
    const all = Object.entries(this.rule.dimensions).flatMap(([id, source]) =>
      typeof source === 'string' ? [] : [[id, source.picked] as const],
    );
    const [first, second] = all;
    if (second) this.findings.add('picked_twice', ['dimensions', second[0]]);
    if (!first) return undefined;
    const [id, movement] = first;
    const at = this.placeOf(id, ['dimensions', id]);
    const sourceAt = this.sourceOf(movement, id);
    this.checkQuantity(movement);
    return at === undefined || sourceAt === undefined ? undefined : { at, sourceAt, movement };
  }

  private placeOf(id: string, path: readonly string[]): number | undefined {
    const at = this.register.dimensions.findIndex((dimension) => dimension.id === id);
    return at >= 0 ? at : this.findings.add('unknown_dimension', path, { register: this.register.key });
  }

  /** Where the rule that picks, or that refers to what was picked before, has its lot. */
  private sourceOf(movement: string, id: string): number | undefined {
    const path = ['dimensions', id, 'picked'];
    const source = this.context.before.find((rule) => rule.id === movement);
    if (!source) return this.findings.add('movement_not_before', path, { movement });
    if (source.foreach !== this.rule.foreach)
      return this.findings.add('movement_other_lines', path, { movement });
    if (!source.pick && !source.link) return this.findings.add('picked_nothing', path, { movement });
    const dimensions = this.context.register(source.register)?.dimensions ?? [];
    const name = source.pick?.dimension ?? id;
    const at = dimensions.findIndex((dimension) => dimension.id === name);
    const form = this.register.dimensions.find((dimension) => dimension.id === id)?.form;
    return at >= 0 && dimensions[at]?.form === form
      ? at
      : this.findings.add('picked_nothing', path, { movement });
  }

  /** What takes over lots moves as much of each. */
  private checkQuantity(movement: string): void {
    const { resources } = this.rule;
    const own = resources[countedResource(this.register)];
    const isSame = typeof own === 'object' && own.movement === movement;
    if (!isSame || Object.keys(resources).length > 1)
      this.findings.add('picked_other_quantity', ['resources'], { movement });
  }
}
