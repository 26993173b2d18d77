import { Injectable } from '@nestjs/common';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { CompiledDimension, CompiledRegister } from '@dougong/kernel/registers';
import { noRight } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { badQuery } from '../../records/query-refusal.js';
import type { RawQuery } from '../../records/query-text.js';
import { mayRead, RegisterViews } from '../register-views.js';
import type { LedgerPageView } from '../register-views.js';
import { Available } from './available.js';
import type { AvailableRow, AvailableTerm } from './available.js';
import type { DimensionFilter } from './key-conditions.js';
import { movementsAddress } from './movements-address.js';
import { badParameter, conditionsIn, dimensionsIn, namesParameter, pageQuery } from './view-parameters.js';

export interface AvailableFigure extends Pick<AvailableRow, 'key' | 'available'> {
  readonly terms: readonly (AvailableRow['terms'][number] & { readonly movements: string })[];
}

/**
 * What can be promised, as pages read it. Which registers count is asked and not defined with the register: a desk that
 * promises from what lies there and one that counts what is on its way ask differently. What a posting insists on stands in its
 * own guard.
 */
@Injectable()
export class AvailableViews {
  constructor(
    private readonly registers: RegisterViews,
    private readonly available: Available,
  ) {}

  page(subject: Subject, key: string, query: RawQuery): Promise<LedgerPageView<AvailableFigure>> {
    return this.registers.page(subject, key, async (register, { release }) => {
      const terms = termsOf(register, query, (name, parameter) =>
        readableRegister(release, subject, name, parameter),
      );
      const dimensions = sharedDimensions(terms, namesParameter(query, 'group'));
      const page = await this.available.page({ ...pageQuery(query), terms, dimensions });
      return { ...page, data: page.data.map((row) => withMovements(row, terms)) };
    });
  }
}

function readableRegister(
  release: CompiledRelease,
  subject: Subject,
  name: string,
  parameter: string,
): CompiledRegister {
  const register = release.registers.get(name);
  if (!register) throw badParameter(parameter);
  if (!mayRead(release, subject, name)) throw noRight({ register: register.title });
  return register;
}

/** `filter` holds for every register that has the dimension; `where` of a register comes first. */
function termsOf(
  asked: CompiledRegister,
  query: RawQuery,
  find: (name: string, parameter: string) => CompiledRegister,
): readonly AvailableTerm[] {
  const filter = dimensionsIn(query);
  const conditions = conditionsIn(query);
  const others = (['plus', 'minus'] as const).flatMap((sign) =>
    (namesParameter(query, sign) ?? []).map((name) => {
      const register = find(name, sign);
      const own = Object.entries(filter).filter(([id]) => register.dimensions.some((each) => each.id === id));
      return termOf(register, sign, { ...Object.fromEntries(own), ...conditions.get(name) });
    }),
  );
  const unknown = [...conditions.keys()].find(
    (name) => !others.some(({ register }) => register.key === name),
  );
  if (unknown !== undefined) throw badParameter(`where[${unknown}]`);
  return [termOf(asked, 'plus', filter), ...others];
}

function termOf(
  register: CompiledRegister,
  sign: AvailableTerm['sign'],
  filter: DimensionFilter,
): AvailableTerm {
  const quantity = register.resources.find(({ role }) => role === 'quantity');
  if (!quantity || !register.keepsBalance) throw badParameter(sign);
  return { register, quantity, sign, filter };
}

/** Dimensions that name the same thing in every register. */
function sharedDimensions(
  terms: readonly AvailableTerm[],
  group: readonly string[] | undefined,
): readonly string[] {
  const [first, ...others] = terms.map(({ register }) => register);
  const isShared = ({ id, form }: CompiledDimension) =>
    others.every(({ dimensions }) => dimensions.some((each) => each.id === id && each.form === form));
  const shared = first?.dimensions.filter(isShared).map(({ id }) => id) ?? [];
  const unknown = group?.find((id) => !shared.includes(id));
  if (unknown !== undefined)
    throw badQuery('unknown_dimension', ['group'], { register: first?.key, dimension: unknown.slice(0, 40) });
  return group ? [...new Set(group)] : shared;
}

function withMovements(row: AvailableRow, terms: readonly AvailableTerm[]): AvailableFigure {
  return {
    ...row,
    terms: row.terms.map((term, at) => {
      const of = terms[at];
      const filter = { ...of?.filter, ...row.key };
      return { ...term, movements: movementsAddress({ key: term.register }, { filter }) };
    }),
  };
}
