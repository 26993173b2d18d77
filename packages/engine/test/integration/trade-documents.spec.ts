import { TEST_DAY } from '../support/test-clock.js';
import { TradeCompany } from './trade.fixtures.js';
import type { TradeRecord } from './trade.fixtures.js';

let company: TradeCompany;

beforeAll(async () => {
  company = await TradeCompany.open();
});

afterAll(() => company.stop());

/** What was booked after this, oldest first. */
async function newlyBooked(id: string, work: () => Promise<unknown>): Promise<readonly string[]> {
  const before = await company.booked(id);
  await work();
  const after = await company.booked(id);
  expect(after.slice(0, before.length)).toEqual(before);
  return after.slice(before.length);
}

const daysBefore = (days: number) =>
  new Date(Date.parse(TEST_DAY) - days * 86_400_000).toISOString().slice(0, 10);

const inRed = (lines: readonly string[]) =>
  lines.map((line) => line.replace(/ (\S+)$/, ' -$1').replace('--', ''));

describe('goods that were ordered come in parts', () => {
  let order: TradeRecord;

  test('an approved order is expected, and the receipt takes its lines from it', async () => {
    order = await company.ordered('MF-0012', '500', '12.00');
    expect(await company.kept('on_order', { order: order.id })).toEqual(['500 6000.00']);
    const draft = await company.create('keeper', 'purchase_receipt', { order: order.id });
    expect(draft).toMatchObject({ supplier: company.master('GY-001'), warehouse: company.master('WH-3') });
    expect(draft.lines).toMatchObject([{ item: company.master('MF-0012'), open_qty: '500.000' }]);
    const tooMuch = { 'if-match': `"${draft.version}"` };
    const path = `/forms/purchase_receipt/records/${draft.id}`;
    const answer = await company.ask(
      'keeper',
      'PATCH',
      path,
      company.lines(draft, { qty: '500.001' }),
      tooMuch,
    );
    expect(answer.status).toBe(422);
    expect((await company.tries('keeper', 'purchase_receipt', draft.id, 'post')).status).toBe(422);
    await company.act('keeper', 'purchase_receipt', draft.id, 'discard');
  });

  test('the receipt books 借 库存商品 贷 应付账款——暂估', async () => {
    const first = await company.received(order, '300');
    expect(first).toMatchObject({ status: 'posted', amount: '3600.00' });
    expect(await company.booked(first.id)).toEqual(['借 库存商品 3600.00', '贷 应付账款——暂估 3600.00']);
    expect(await company.kept('on_order', { order: order.id })).toEqual(['200 2400.00']);
  });

  test('the rest comes later, and then nothing is expected any more', async () => {
    await company.received(order, '200');
    expect(await company.worth('MF-0012')).toBe('500 6000.00');
    expect(await company.kept('on_order', { order: order.id })).toEqual([]);
  });
});

describe('the warehouse has 500 pieces more than finance, and no invoice has come', () => {
  let receipt: TradeRecord;
  const notInvoiced = () =>
    company.kept('uninvoiced', { supplier: company.master('GY-001'), item: company.master('MF-0015') });

  test('the open list says of which supplier and receipt they are, and what they are estimated at', async () => {
    const paid = await company.received(await company.ordered('MF-0015', '200', '8.00'), '200');
    await company.invoiced(paid, '200', '8.00');
    receipt = await company.received(await company.ordered('MF-0015', '500', '8.00'), '500');
    expect(await company.worth('MF-0015')).toBe('700 5600.00');
    expect(await notInvoiced()).toEqual(['500 4000.00']);
    expect(await company.kept('uninvoiced', { receipt: receipt.id })).toEqual(['500 4000.00']);
    expect(await company.kept('uninvoiced', { receipt: paid.id })).toEqual([]);
  });

  test('the invoice takes the estimate back in red and books 贷 应付账款', async () => {
    const invoice = await company.invoiced(receipt, '500', '8.00');
    expect(await company.booked(invoice.id)).toEqual([
      '借 库存商品 -4000.00',
      '贷 应付账款——暂估 -4000.00',
      '借 库存商品 4000.00',
      '贷 应付账款 4000.00',
    ]);
    expect(await notInvoiced()).toEqual([]);
    expect(await company.worth('MF-0015')).toBe('700 5600.00');
    const beside = async (form: string, id: string) => {
      const { data } = await company.read('finance', `/forms/${form}/records/${id}/related`);
      return data.map((each) => `${String(each['relation'])} ${String(each['code'])}`);
    };
    expect(await beside('purchase_invoice', invoice.id)).toContain(`refers_to ${receipt.no}`);
    expect(await beside('purchase_receipt', receipt.id)).toContain(`referred_by ${invoice.no}`);
  });
});

describe('the invoice has another price than the order, and some of the goods are gone', () => {
  test('dearer: what is still there bears its part, the rest is cost of sales', async () => {
    const receipt = await company.received(await company.ordered('TW-0113', '100', '10.00'), '100');
    await company.issued('TW-0113', '60', '15.00');
    const invoice = await company.invoiced(receipt, '100', '11.00');
    expect(await company.booked(invoice.id)).toEqual([
      '借 库存商品 -1000.00',
      '贷 应付账款——暂估 -1000.00',
      '借 库存商品 1000.00',
      '借 库存商品 40.00',
      '借 主营业务成本 60.00',
      '贷 应付账款 1100.00',
    ]);
    expect(await company.worth('TW-0113')).toBe('40 440.00');
  });

  test('cheaper: the same the other way round', async () => {
    const receipt = await company.received(await company.ordered('TW-0120', '100', '10.00'), '100');
    await company.issued('TW-0120', '60', '15.00');
    const invoice = await company.invoiced(receipt, '100', '9.00');
    expect(await company.booked(invoice.id)).toEqual([
      '借 库存商品 -1000.00',
      '贷 应付账款——暂估 -1000.00',
      '借 库存商品 1000.00',
      '贷 库存商品 40.00',
      '贷 主营业务成本 60.00',
      '贷 应付账款 900.00',
    ]);
    expect(await company.worth('TW-0120')).toBe('40 360.00');
  });
});

describe('a sale', () => {
  test('books 应收账款 and 结转销售成本 when the goods leave', async () => {
    await company.received(await company.ordered('TW-0131', '10', '7.00'), '10');
    const issue = await company.issued('TW-0131', '4', '9.00');
    expect(await company.booked(issue.id)).toEqual([
      '借 应收账款 36.00',
      '贷 主营业务收入 36.00',
      '借 主营业务成本 28.00',
      '贷 库存商品 28.00',
    ]);
  });

  test('comes back at the cost it left with, whatever the goods cost now; what is scrapped waits for its treatment', async () => {
    await company.received(await company.ordered('TW-0145', '10', '7.00'), '10');
    const issue = await company.issued('TW-0145', '4', '9.00');
    await company.received(await company.ordered('TW-0145', '6', '21.00'), '6');
    const back = await company.returned(issue, '3', '1');
    expect(back).toMatchObject({ status: 'booked', amount: '27.00' });
    expect(await company.booked(back.id)).toEqual([
      '借 应收账款 -27.00',
      '贷 主营业务收入 -27.00',
      '借 主营业务成本 -21.00',
      '贷 库存商品 -21.00',
      '借 待处理财产损溢 12.60',
      '贷 库存商品 12.60',
    ]);
    expect(await company.worth('TW-0145')).toBe('14 176.40');
    expect(await company.kept('sold', { issue: issue.id })).toEqual(['1 9.00']);
  });

  test('does not come back twice', async () => {
    await company.received(await company.ordered('GH-0031', '5', '7.00'), '5');
    const issue = await company.issued('GH-0031', '5', '9.00');
    await company.returned(issue, '5');
    const again = await company.create('sales', 'sales_return', {
      issue: issue.id,
      reason: '再退一次',
    });
    expect(again).toMatchObject({ customer: company.master('KH-001'), lines: [] });
  });
});

describe('every posted document can be taken back, for a reason, in red', () => {
  test('without a reason it is refused, and so is whoever may not', async () => {
    const receipt = await company.received(await company.ordered('GH-0036', '5', '7.00'), '5');
    expect((await company.tries('finance', 'purchase_receipt', receipt.id, 'reverse')).status).toBe(422);
    const reason = { reversal_reason: '录入错误' };
    expect((await company.tries('keeper', 'purchase_receipt', receipt.id, 'reverse', reason)).status).toBe(
      403,
    );
  });

  test('a purchase receipt: the goods are expected again', async () => {
    const order = await company.ordered('GH-0042', '5', '7.00');
    const receipt = await company.received(order, '5');
    const red = await newlyBooked(receipt.id, () =>
      company.reverse('supervisor', 'purchase_receipt', receipt.id),
    );
    expect(red).toEqual(['借 库存商品 -35.00', '贷 应付账款——暂估 -35.00']);
    expect(await company.worth('GH-0042')).toBe('');
    expect(await company.kept('on_order', { order: order.id })).toEqual(['5 35.00']);
    expect(await company.kept('uninvoiced', { receipt: receipt.id })).toEqual([]);
    expect((await company.reverse('buyer', 'purchase_order', order.id, 'cancel')).status).toBe('cancelled');
    expect(await company.kept('on_order', { order: order.id })).toEqual([]);
  });

  test('a purchase receipt whose invoice is booked: the invoice first', async () => {
    const receipt = await company.received(await company.ordered('GH-0045', '10', '7.00'), '10');
    await company.issued('GH-0045', '4', '9.00');
    const invoice = await company.invoiced(receipt, '10', '8.00');
    const early = await company.tries('finance', 'purchase_receipt', receipt.id, 'reverse', {
      reversal_reason: '录入错误',
    });
    expect([early.status, early.body.errors[0]?.code]).toEqual([409, 'used_since']);
    expect(early.body.errors.map(({ detail }) => detail)).toEqual([
      'GH-0045 大红袍花椒、WH-3 三号仓：后面的单据已经用掉了它，“库存数量账”里现有 6，冲回要 10，差 4。请先冲销那些单据。',
      'GH-0045 大红袍花椒、WH-3 三号仓：后面的单据已经用掉了它，“库存价值账”里现有 6，冲回要 10，差 4。请先冲销那些单据。',
      `GH-0045 大红袍花椒、GY-001 平原面粉厂、${receipt.no} 补货、行 1：后面的单据已经用掉了它，“暂估应付账”里现有 0，冲回要 10，差 10。请先冲销那些单据。`,
    ]);
    const before = await company.booked(invoice.id);
    const red = await newlyBooked(invoice.id, () =>
      company.reverse('finance', 'purchase_invoice', invoice.id),
    );
    expect(red).toEqual(inRed(before));
    expect(await company.worth('GH-0045')).toBe('6 42.00');
    expect(await company.kept('uninvoiced', { receipt: receipt.id })).toEqual(['10 70.00']);
  });

  test('a stock issue: the goods are there again at what they left with', async () => {
    await company.received(await company.ordered('LC-0004', '10', '7.00'), '10');
    const issue = await company.issued('LC-0004', '4', '9.00');
    const before = await company.booked(issue.id);
    const red = await newlyBooked(issue.id, () => company.reverse('finance', 'stock_issue', issue.id));
    expect(red).toEqual(inRed(before));
    expect(await company.worth('LC-0004')).toBe('10 70.00');
    expect(await company.kept('sold', { issue: issue.id })).toEqual([]);
  });

  test('a stock issue of which something came back: the return first', async () => {
    await company.received(await company.ordered('LC-0009', '10', '7.00'), '10');
    const issue = await company.issued('LC-0009', '4', '9.00');
    const back = await company.returned(issue, '1');
    const reason = { reversal_reason: '录入错误' };
    const early = await company.tries('finance', 'stock_issue', issue.id, 'reverse', reason);
    expect([early.status, early.body.errors.map(({ code }) => code)]).toEqual([
      409,
      ['used_since', 'returned_since'],
    ]);
    const before = await company.booked(back.id);
    const red = await newlyBooked(back.id, () => company.reverse('finance', 'sales_return', back.id));
    expect(red).toEqual(inRed(before));
    expect(await company.worth('LC-0009')).toBe('6 42.00');
    await company.reverse('finance', 'stock_issue', issue.id);
    expect(await company.worth('LC-0009')).toBe('10 70.00');
  });

  test('a sales order that was shipped and signed for', async () => {
    await company.received(await company.ordered('LC-0013', '10', '7.00'), '10');
    const draft = await company.create('sales', 'sales_order', {
      customer: company.master('KH-001'),
      warehouse: company.master('WH-3'),
      lines: [{ item: company.master('LC-0013'), qty: '4', price: '9.00' }],
    });
    await company.act('sales', 'sales_order', draft.id, 'submit');
    await company.answer('sales', draft.id, 'approve', { promised_on: '2026-12-01' });
    await company.answer('keeper', draft.id, 'submit', company.lines(draft, { picked_qty: '4' }));
    await company.answer('dispatcher', draft.id, 'submit', { carrier: '城际', waybill: 'C-1' });
    const held = await company.tries('finance', 'sales_order', draft.id, 'reverse', {
      reversal_reason: '拒收',
    });
    expect([held.status, held.body.errors[0]?.code]).toEqual([403, 'outside_flow']);
    await company.answer('sales', draft.id, 'submit', { signed_by: '沈', signed_on: '2026-12-02' });
    const before = await company.booked(draft.id);
    const red = await newlyBooked(draft.id, () => company.reverse('finance', 'sales_order', draft.id));
    expect(red).toEqual(inRed(before));
    expect(await company.worth('LC-0013')).toBe('10 70.00');
  });

  test('an emergency receipt that was approved', async () => {
    const draft = await company.create('keeper', 'emergency_receipt', {
      title: '急用',
      urgent_reason: '断料',
      supplier: company.master('GY-002'),
      warehouse: company.master('WH-3'),
      lines: [{ item: company.master('LC-0017'), qty: '2', unit_cost: '50' }],
    });
    await company.act('keeper', 'emergency_receipt', draft.id, 'receive');
    await company.answer('supervisor', draft.id, 'approve');
    expect(await company.kept('uninvoiced', { emergency: draft.id })).toEqual(['2 100.00']);
    const red = await newlyBooked(draft.id, () => company.reverse('finance', 'emergency_receipt', draft.id));
    expect(red).toEqual(['借 库存商品 -100.00', '贷 应付账款——暂估 -100.00']);
    expect(await company.kept('uninvoiced', { emergency: draft.id })).toEqual([]);
  });

  test('a document that was taken back is not taken back again', async () => {
    const receipt = await company.received(await company.ordered('GH-0042', '5', '7.00'), '5');
    await company.reverse('finance', 'purchase_receipt', receipt.id);
    const again = await company.tries('finance', 'purchase_receipt', receipt.id, 'reverse', {
      reversal_reason: '再冲一次',
    });
    expect([again.status, again.body.errors[0]?.detail]).toEqual([
      409,
      '单据现在的状态“已红冲”不允许这样做。请刷新后看看可用的操作。',
    ]);
  });

  test('opening stock', async () => {
    const draft = await company.create('finance', 'opening_stock', {
      warehouse: company.master('WH-3'),
      lines: [{ item: company.master('YL-0003'), qty: '3', unit_cost: '2.50' }],
    });
    await company.act('finance', 'opening_stock', draft.id, 'post');
    const red = await newlyBooked(draft.id, () => company.reverse('finance', 'opening_stock', draft.id));
    expect(red).toEqual(['借 库存商品 -7.50', '贷 期初权益 -7.50']);
    expect(await company.worth('YL-0003')).toBe('');
  });
});

describe('the reason why a document is taken back', () => {
  test('can be typed by whoever may take it back, although nothing else of the document can', async () => {
    const receipt = await company.received(await company.ordered('DJ-0002', '5', '7.00'), '5');
    const path = `/forms/purchase_receipt/records/${receipt.id}`;
    const open = async (person: 'keeper' | 'finance') => (await company.read(person, path)).editable;
    expect(await open('finance')).toEqual({ header: ['reversal_reason'], lines: {} });
    expect(await open('keeper')).toEqual({ header: [], lines: {} });
  });
});

describe('an invoice of goods that were received in an emergency', () => {
  test('takes that estimate back as well', async () => {
    const draft = await company.create('keeper', 'emergency_receipt', {
      title: '急用',
      urgent_reason: '断料',
      supplier: company.master('GY-003'),
      warehouse: company.master('WH-3'),
      lines: [{ item: company.master('YL-0008'), qty: '2', unit_cost: '50' }],
    });
    await company.act('keeper', 'emergency_receipt', draft.id, 'receive');
    const invoice = await company.create('finance', 'purchase_invoice', {
      supplier: company.master('GY-003'),
      invoice_no: 'F-9',
    });
    expect(invoice.lines).toMatchObject([{ emergency: draft.id, open_qty: '2.000', open_amount: '100.00' }]);
    await company.change(
      'finance',
      'purchase_invoice',
      invoice,
      company.lines(invoice, { qty: '2', price: '51' }),
    );
    await company.act('finance', 'purchase_invoice', invoice.id, 'post');
    expect(await company.worth('YL-0008')).toBe('2 102.00');
    expect(await company.kept('uninvoiced', { emergency: draft.id })).toEqual([]);
  });
});

describe('a count that was adjusted by mistake', () => {
  test('is taken back by the finance director: goods, value and voucher', async () => {
    const { id } = await company.adjusted('SB-0001', '-1');
    expect(await company.worth('SB-0001')).toBe('7 7000.00');
    expect((await company.tries('finance', 'stock_difference', id, 'reverse')).status).toBe(403);
    const red = await newlyBooked(id, () => company.reverse('director', 'stock_difference', id));
    expect(red).toEqual(['借 待处理财产损溢 -1000.00', '贷 库存商品 -1000.00']);
    expect(await company.worth('SB-0001')).toBe('8 8000.00');
  });
});

describe('at the end of a period', () => {
  const recost = (effective_on: string) =>
    company.create('finance', 'cost_recost', { title: '期末重算', effective_on });

  test('costs are worked out anew in the order of days, and the difference is booked beside', async () => {
    await company.received(await company.ordered('DJ-0005', '10', '10.00'), '10', {
      received_on: daysBefore(2),
    });
    await company.issued('DJ-0005', '5', '30.00');
    await company.received(await company.ordered('DJ-0005', '10', '20.00'), '10', {
      received_on: daysBefore(4),
    });
    expect(await company.worth('DJ-0005')).toBe('15 250.00');
    const draft = await recost(TEST_DAY);
    await company.act('finance', 'cost_recost', draft.id, 'run');
    expect(await company.booked(draft.id)).toEqual(['借 主营业务成本 25.00', '贷 库存商品 25.00']);
    expect(await company.worth('DJ-0005')).toBe('15 225.00');
  });

  test('a closed month takes neither receipts nor new costs; a softly closed one takes costs from finance', async () => {
    const through = daysBefore(Number(TEST_DAY.slice(8)));
    const close = (state: string) =>
      company.ask('finance', 'POST', '/ledger/periods/close', { through, state, reason: '月结' });
    expect((await close('soft')).status).toBe(200);
    const order = await company.ordered('DJ-0011', '5', '7.00');
    await expect(company.received(order, '5', { received_on: through })).rejects.toThrow('period_not_open');
    const soft = await recost(through);
    expect((await company.act('finance', 'cost_recost', soft.id, 'run')).status).toBe('posted');
    expect((await close('closed')).status).toBe(200);
    const late = await recost(through);
    const answer = await company.tries('finance', 'cost_recost', late.id, 'run');
    expect([answer.status, answer.body.errors[0]?.code]).toEqual([409, 'period_not_open']);
  });
});

describe('in the end', () => {
  test('the accounts say what the register of values says', async () => {
    expect(await company.onAccount('1405')).toBe(await company.inRegister('stock_value'));
  });

  test('what stands on 应付账款——暂估 is what has no invoice yet', async () => {
    expect(await company.onAccount('220202')).toBe(`-${await company.inRegister('uninvoiced')}`);
  });
});
