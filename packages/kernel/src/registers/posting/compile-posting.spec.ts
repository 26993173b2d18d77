import type { PostingDefinition } from '../../metadata/index.js';
import { compilePosting } from './compile-posting.js';
import { CORRECTION, SCOPE } from './posting.fixtures.js';
import { REGISTERS } from '../registers.fixtures.js';

type Movement = PostingDefinition['movements'][number];
type VoucherLine = NonNullable<PostingDefinition['vouchers']>[number]['lines'][number];

const compile = (definition: PostingDefinition) =>
  compilePosting(definition, {
    registers: REGISTERS,
    scope: SCOPE,
    posting: (key) => (key === CORRECTION.key ? CORRECTION : undefined),
  });

function faults(definition: PostingDefinition): readonly string[] {
  const compiled = compile(definition);
  return compiled.ok ? [] : compiled.error.map(({ code, path }) => `${code} ${path}`);
}

const withMovement = (at: number, change: Partial<Movement>): PostingDefinition => ({
  ...CORRECTION,
  movements: CORRECTION.movements.map((rule, index) => (index === at ? { ...rule, ...change } : rule)),
});

const withVoucherLines = (change: (lines: readonly VoucherLine[]) => VoucherLine[]): PostingDefinition => ({
  ...CORRECTION,
  vouchers: (CORRECTION.vouchers ?? []).map((rule) => ({ ...rule, lines: change(rule.lines) })),
});

describe('publishing a posting', () => {
  test('passes when every name and type fits', () => {
    expect(compile(CORRECTION)).toMatchObject({ ok: true, value: { key: 'correction', warnings: [] } });
  });

  test.each<[string, PostingDefinition, string]>([
    [
      'a register that does not exist',
      withMovement(0, { register: 'other' }),
      'unknown_register /movements/0/register',
    ],
    [
      'lines that the form does not have',
      withMovement(0, { foreach: 'rows' }),
      'unknown_lines_field /movements/0/foreach',
    ],
    [
      'a dimension that the register does not have',
      withMovement(1, { dimensions: { item: 'lines.item', place: 'place', lot: 'lines.lot' } }),
      'unknown_dimension /movements/1/dimensions/lot',
    ],
    [
      'a required dimension left out',
      withMovement(0, { dimensions: { item: 'lines.item' } }),
      'dimension_missing /movements/0/dimensions',
    ],
    [
      'a dimension filled with a record of another form',
      withMovement(0, { dimensions: { item: 'place', place: 'place' } }),
      'dimension_type_mismatch /movements/0/dimensions/item',
    ],
    [
      'a resource that the register does not have',
      withMovement(0, { resources: { qty: 'lines.diff', weight: 'lines.diff' } }),
      'unknown_resource /movements/0/resources/weight',
    ],
    [
      'a quantity that is a text',
      withMovement(0, { resources: { qty: 'lines.lot' } }),
      'resource_not_number /movements/0/resources/qty',
    ],
    [
      'a direction that is a number',
      withMovement(0, { direction: { formula: 'lines.diff' } }),
      'direction_not_text /movements/0/direction/formula',
    ],
    [
      'an entry where nothing is valued',
      withMovement(0, { entry: 'count' }),
      'register_not_valued /movements/0/entry',
    ],
    [
      'a return where nothing is valued that refers to nothing',
      withMovement(0, { entry: 'return', direction: 'in' }),
      'movement_key_missing /movements/0',
    ],
    [
      'an amount beside the cost of the pool',
      withMovement(1, { resources: { qty: 'ABS(lines.diff)', amount: 'lines.unit_cost' } }),
      'cost_is_from_pool /movements/1/resources/amount',
    ],
    [
      'a receipt without an amount',
      withMovement(1, { entry: 'receive', direction: 'in', costWhenEmpty: undefined }),
      'resource_missing /movements/1/resources',
    ],
    [
      'a move of quantities to nowhere',
      withMovement(0, { direction: 'move' }),
      'movement_key_missing /movements/0',
    ],
    [
      'another side of what does not move',
      withMovement(0, { to: { place: 'place' } }),
      'movement_key_not_used /movements/0/to',
    ],
    [
      'another side that the register does not have',
      withMovement(0, { direction: 'move', to: { shelf: 'place' } }),
      'unknown_dimension /movements/0/to/shelf',
    ],
    [
      'a return that refers to nothing',
      withMovement(1, { entry: 'return', costWhenEmpty: undefined }),
      'movement_key_missing /movements/1',
    ],
    [
      'a link of what refers to nothing',
      withMovement(1, {
        link: { postings: [CORRECTION.key], movement: 'value', document: 'lines.lot' },
      }),
      'movement_key_not_used /movements/1/link',
    ],
    [
      'a link to a posting that does not exist',
      withMovement(0, { link: { postings: ['other'], movement: 'hold', document: 'lines.lot' } }),
      'unknown_posting /movements/0/link/postings/0',
    ],
    [
      'a link to a movement that does not exist',
      withMovement(0, { link: { postings: [CORRECTION.key], movement: 'no', document: 'lines.lot' } }),
      'unknown_movement /movements/0/link/movement',
    ],
    [
      'a link to what moves another register',
      withMovement(0, { link: { postings: [CORRECTION.key], movement: 'value', document: 'lines.lot' } }),
      'link_other_register /movements/0/link/movement',
    ],
    [
      'a link to a number',
      withMovement(0, { link: { postings: [CORRECTION.key], movement: 'hold', document: 'lines.diff' } }),
      'link_not_a_record /movements/0/link/document',
    ],
    [
      'a direction where a pool is replaced',
      withMovement(1, { entry: 'replace', costWhenEmpty: undefined }),
      'direction_does_not_fit /movements/1/direction',
    ],
    [
      'a quantity where only a cost is spread',
      withMovement(1, { entry: 'capitalise', direction: undefined, costWhenEmpty: undefined }),
      'resource_not_used /movements/1/resources/qty',
    ],
    [
      'as much as a movement that comes later',
      withMovement(0, { resources: { qty: { movement: 'value' } } }),
      'movement_not_before /movements/0/resources/qty/movement',
    ],
    [
      'as much as a movement over other lines',
      withMovement(1, { foreach: undefined, resources: { qty: { movement: 'hold' } } }),
      'movement_other_lines /movements/1/resources/qty/movement',
    ],
    [
      'a last day that is no date',
      withMovement(0, { guard: { lastDay: 'lines.lot' } }),
      'guard_not_a_date /movements/0/guard/lastDay',
    ],
    [
      'something available in a register without balances',
      withMovement(0, { guard: { available: [{ register: 'usage', dimensions: {}, sign: 'plus' }] } }),
      'guard_without_balance /movements/0/guard/available/0/register',
    ],
    [
      'a reversal of a posting that does not exist',
      { ...CORRECTION, reverses: { postings: ['other'] } },
      'unknown_posting /reverses/postings/0',
    ],
    [
      'a new valuation of what has no value',
      { ...CORRECTION, recosts: { register: 'holdings' } },
      'register_not_valued /recosts/register',
    ],
    [
      'an account that is a number',
      {
        ...CORRECTION,
        accounts: (CORRECTION.accounts ?? []).map((one) => ({ ...one, code: { formula: 'fee' } })),
      },
      'account_not_text /accounts/0/code/formula',
    ],
    [
      'a credit for what is no return',
      withVoucherLines((lines) =>
        lines.map((one) => ({ ...one, amount: { movement: 'value', credit: true } })),
      ),
      'voucher_credit_without_return /vouchers/0/lines/0/amount',
    ],
    ['one id for two movements', withMovement(1, { id: 'hold' }), 'duplicate_id /movements/1'],
    [
      'a business date that is no date',
      { ...CORRECTION, businessDate: 'place' },
      'business_date_not_a_date /businessDate',
    ],
    [
      'an account role without an account',
      { ...CORRECTION, accounts: (CORRECTION.accounts ?? []).slice(1) },
      'unknown_account_role /vouchers/0/lines/1/account',
    ],
    [
      'a voucher with one side',
      withVoucherLines((lines) => lines.map((one) => ({ ...one, side: 'debit' }))),
      'voucher_one_sided /vouchers/0/lines',
    ],
    [
      'a voucher over quantities',
      withVoucherLines((lines) =>
        lines.map((one) => ({ ...one, amount: { movement: 'value', resource: 'qty', direction: 'in' } })),
      ),
      'voucher_resource_not_amount /vouchers/0/lines/0/amount/resource',
    ],
    [
      'a voucher over a movement that does not exist',
      withVoucherLines((lines) =>
        lines.map((one) => ({ ...one, amount: { movement: 'no', resource: 'amount' } })),
      ),
      'unknown_movement /vouchers/0/lines/0/amount/movement',
    ],
    [
      'a sum over both directions of a movement that has both',
      withVoucherLines((lines) =>
        lines.map((one) => ({ ...one, amount: { movement: 'value', resource: 'amount' } })),
      ),
      'voucher_direction_missing /vouchers/0/lines/0/amount',
    ],
  ])('refuses %s', (_, definition, expected) => {
    expect(faults(definition)).toContain(expected);
  });

  test('names the place of a formula that does not compile', () => {
    const found = faults(withMovement(0, { resources: { qty: 'lines.nothing + 1' } }));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain('/movements/0/resources/qty');
  });

  test('reports all faults at once', () => {
    const definition = withMovement(0, { resources: { qty: 'lines.lot' }, dimensions: {} });
    expect(faults(definition).length).toBeGreaterThanOrEqual(3);
  });

  test('warns when only a document can show that a voucher balances', () => {
    const unproven = withVoucherLines((lines) => lines.slice(0, 3));
    expect(compile(unproven)).toMatchObject({
      ok: true,
      value: { warnings: [{ code: 'voucher_balance_unproven', severity: 'warning', path: '/vouchers/0' }] },
    });
  });
});
