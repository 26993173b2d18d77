import type { Definition, PostingDefinition, RegisterDefinition } from '@dougong/kernel/metadata';
import type { StockSetup } from '../valuation-case.js';

/** What a case asks of the template, set into its definitions as somebody who installs it would set it. */
export interface TemplateSetting {
  readonly setup: StockSetup;
  /** How a return that takes a sale back is written in vouchers. */
  readonly reversalStyle: 'red' | 'swap';
}

export const USUAL_SETUP: StockSetup = {
  method: 'moving_average',
  scope: ['item', 'wh'],
  amountScale: 2,
  mayGoNegative: false,
  standardCosts: new Map(),
  returnCost: 'original',
};

const VALUE = 'stock_value';
/** What the format calls the dimensions of the template. */
const DIMENSIONS: Readonly<Record<string, string>> = { wh: 'place', batch: 'lot' };

type MovementRule = PostingDefinition['movements'][number];

export function definitionsFor(
  template: readonly Definition[],
  setting: TemplateSetting,
): readonly Definition[] {
  return template.map((each) => {
    if (each.kind === 'register') return registerFor(each, setting.setup);
    if (each.kind === 'posting') return postingFor(each, setting);
    if (each.kind === 'formula')
      return { ...each, result: { ...each.result, scale: setting.setup.amountScale } };
    return each;
  });
}

function registerFor(register: RegisterDefinition, setup: StockSetup): RegisterDefinition {
  const negative = setup.mayGoNegative ? ('allow' as const) : register.negative;
  if (register.key !== VALUE) return register.key === 'stock' ? { ...register, negative } : register;
  const left = leftOut(setup);
  return {
    ...register,
    negative,
    valuation: setup.method as RegisterDefinition['valuation'],
    dimensions: register.dimensions.filter(({ id }) => !left.has(id)),
    resources: register.resources.map((resource) =>
      resource.role === 'amount' ? { ...resource, scale: setup.amountScale } : resource,
    ),
  };
}

/** The dimensions of the template that do not separate pools. */
function leftOut({ scope }: StockSetup): ReadonlySet<string> {
  return new Set(Object.entries(DIMENSIONS).flatMap(([name, id]) => (scope.includes(name) ? [] : [id])));
}

function postingFor(
  posting: PostingDefinition,
  { setup, reversalStyle }: TemplateSetting,
): PostingDefinition {
  const fitted = { ...posting, movements: posting.movements.map((rule) => ruleFor(rule, setup)) };
  return posting.key === 'customer_return' && reversalStyle === 'swap' ? swapped(fitted) : fitted;
}

function ruleFor(rule: MovementRule, setup: StockSetup): MovementRule {
  const guarded = setup.mayGoNegative ? unguarded(rule) : rule;
  if (rule.register !== VALUE) return guarded;
  const left = leftOut(setup);
  const keep = <T>(formulas: Readonly<Record<string, T>>) =>
    Object.fromEntries(Object.entries(formulas).filter(([dimension]) => !left.has(dimension)));
  return {
    ...guarded,
    dimensions: keep(rule.dimensions),
    ...(rule.to && { to: keep(rule.to) }),
    ...(rule.at && { at: setup.returnCost }),
  };
}

/** Where stock may be short nobody asks whether it suffices; that it has expired still counts. */
function unguarded({ guard, ...rule }: MovementRule): MovementRule {
  if (guard?.lastDay === undefined) return rule;
  const { available: _available, later: _later, ...others } = guard;
  return { ...rule, guard: others };
}

function swapped(posting: PostingDefinition): PostingDefinition {
  return {
    ...posting,
    vouchers: posting.vouchers?.map((voucher) => ({
      ...voucher,
      style: 'plain',
      lines: voucher.lines.map((line) => ({ ...line, side: line.side === 'debit' ? 'credit' : 'debit' })),
    })),
  };
}
