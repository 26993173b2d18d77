import type { Balance } from '../registers/index.js';
import { balanceKey, factsOf, keysToLock } from '../registers/index.js';
import { action, definitionsWith, releaseOf, rule } from './commands.fixtures.js';
import type { PostingRequest } from './effects.js';
import { AMY, INK, LEA, NORTH, Office, PEN, requestOf } from './office.fixtures.js';
import { settlePostings } from './settle.js';

const pens = [PEN, NORTH];
const held = (qty: string): Balance => ({ register: 'holdings', key: pens, resources: { qty } });
const worth = (qty: string, amount: string): Balance => ({
  register: 'item_values',
  key: pens,
  resources: { qty, amount },
});
const locked = (...balances: readonly Balance[]) =>
  factsOf(new Map(balances.map((each) => [balanceKey(each.register, each.key), each])));

/** The posting that the final approval of a request asks for. */
function asked(quantity: string): PostingRequest {
  const office = new Office();
  const id = office.made(AMY, requestOf(quantity));
  office.act(AMY, id, 'send');
  const [posting] = office.answer(LEA, id, 'approve').effects?.postings ?? [];
  if (!posting) throw new Error('nothing was asked');
  return posting;
}

describe('postings', () => {
  test('are asked for by the final approval, with rule, flow and instance', () => {
    expect(asked('3')).toMatchObject({
      form: 'request',
      rule: 'book',
      flow: 'request_flow',
      instanceId: expect.any(String),
      businessDate: '2026-03-05',
      intents: [
        { ruleId: 'hold', register: 'holdings', key: pens, direction: 'out', line: { no: 1, index: 0 } },
        { ruleId: 'value', register: 'item_values', key: pens, direction: 'out', entry: 'issue' },
      ],
    });
  });

  test('settle into movements and a voucher that balances', () => {
    const settled = settlePostings([asked('3')], locked(held('10.000000'), worth('10.000000', '25.00')));
    expect(settled).toMatchObject({
      ok: true,
      value: [
        {
          settlement: {
            movements: [
              { register: 'holdings', resources: { qty: '-3.000000' } },
              { register: 'item_values', resources: { qty: '-3.000000', amount: '-7.50' } },
            ],
            vouchers: [
              {
                total: '7.50',
                lines: [
                  { side: 'debit', account: '6401', amount: '7.50' },
                  { side: 'credit', account: '1405', amount: '7.50' },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  test('see what earlier postings of the same command left', () => {
    const requests = [asked('3'), asked('7')];
    const enough = settlePostings(requests, locked(held('10.000000'), worth('10.000000', '10.01')));
    expect(enough.ok && enough.value.map(({ settlement }) => settlement.vouchers[0]?.total)).toEqual([
      '3.00',
      '7.01',
    ]);
    expect(enough.ok && enough.value[1]?.settlement.balances).toMatchObject([
      held('0.000000'),
      worth('0.000000', '0.00'),
    ]);
    const notes: string[] = [];
    const lenient = settlePostings(
      requests.map((request) => ({ ...request, onError: 'warn' as const })),
      locked(held('9.000000'), worth('9.000000', '9.00')),
      (issues) => notes.push(...issues.map(({ severity }) => severity ?? 'error')),
    );
    expect(lenient).toMatchObject({ ok: true, value: [{ request: { rule: 'book' } }] });
    expect(new Set(notes)).toEqual(new Set(['warning']));
    const short = settlePostings(requests, locked(held('9.000000'), worth('9.000000', '9.00')));
    expect(
      short.ok ? [] : short.error.map(({ code, path, params }) => [code, path, params?.['balance']]),
    ).toEqual([
      ['insufficient_balance', '/lines/0/qty', '6.000000'],
      ['insufficient_balance', '/lines/0/qty', '6.000000'],
    ]);
  });

  test('name every key that must be locked once', () => {
    expect(keysToLock([asked('3'), asked('7')], new Map())).toEqual([
      { register: 'holdings', key: pens },
      { register: 'item_values', key: pens },
    ]);
  });

  test('are forbidden outside the flow that they belong to', () => {
    const early = rule('early', [action('post', { posting: 'booking' })], { trigger: { on: ['create'] } });
    const office = new Office(releaseOf(definitionsWith(early)));
    expect(office.create(AMY, requestOf('1'))).toMatchObject({
      reason: 'forbidden',
      codes: ['outside_flow'],
    });
  });

  test('are asked for with nothing to move, too, because their day must be open', () => {
    const office = new Office();
    const id = office.made(AMY, { place: NORTH, lines: [{ item: INK, qty: '0' }] });
    office.act(AMY, id, 'send');
    expect(office.answer(LEA, id, 'approve').effects).toMatchObject({
      subjectRecord: { status: 'approved' },
      postings: [{ intents: [], recordId: id }],
    });
  });
});
