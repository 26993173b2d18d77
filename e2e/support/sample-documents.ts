import { done } from './api-client.js';
import type { ApiClient, ApiRecord } from './api-client.js';
import type { Stage } from './stage.js';
import { taskOn } from './stocktake-job.js';

export const SALES_ORDERS = '/forms/sales_order/records';
export const STOCK_ISSUES = '/forms/stock_issue/records';
export const PURCHASE_ORDERS = '/forms/purchase_order/records';
export const PAYABLES = '/forms/payable/records';
export const EMERGENCY_RECEIPTS = '/forms/emergency_receipt/records';

/** What stands in a line besides the item: quantities and prices as text. */
type LineValues = Readonly<Record<string, string>>;

/** Those who buy, sell, move and pay in the demo, and the documents that they begin. */
export class SampleDesk {
  private constructor(
    private readonly stage: Stage,
    readonly sales: ApiClient,
    readonly buyer: ApiClient,
    readonly dispatcher: ApiClient,
    readonly manager: ApiClient,
  ) {}

  static async open(stage: Stage): Promise<SampleDesk> {
    const [sales, buyer, dispatcher, manager] = await Promise.all(
      ['linxiaoyan', 'xuhaifeng', 'denglei', 'gaozhiyuan'].map((login) => stage.engine.signIn(login)),
    );
    if (!sales || !buyer || !dispatcher || !manager) throw new Error('somebody is missing');
    return new SampleDesk(stage, sales, buyer, dispatcher, manager);
  }

  async salesOrder(line: LineValues): Promise<ApiRecord> {
    return this.begin(this.sales, SALES_ORDERS, {
      customer: await this.partner(this.sales, 'customer', 'KH-001'),
      lines: [this.line('SB-0001', line)],
    });
  }

  async stockIssue(line: LineValues): Promise<ApiRecord> {
    return this.begin(this.sales, STOCK_ISSUES, {
      title: 'Scales for the canteen',
      customer: await this.partner(this.sales, 'customer', 'KH-001'),
      lines: [this.line('SB-0001', line)],
    });
  }

  async purchaseOrder(values: Readonly<Record<string, unknown>>, price: string): Promise<ApiRecord> {
    return this.begin(this.buyer, PURCHASE_ORDERS, {
      title: 'Flour',
      category: 'grain_oil',
      supplier: await this.partner(this.buyer, 'supplier', 'GY-001'),
      ...values,
      lines: [this.line('MF-0012', { qty: '1', price })],
    });
  }

  /** An order of an item for the third warehouse, approved by everybody who is asked. */
  async approvedOrder(item: string, line: LineValues): Promise<ApiRecord> {
    const { supervisor, accountant, director } = this.stage.job;
    const { id } = await this.begin(this.buyer, PURCHASE_ORDERS, {
      title: 'Spices',
      category: 'seasoning',
      warehouse: this.stage.job.warehouse('WH-3'),
      supplier: await this.partner(this.buyer, 'supplier', 'GY-001'),
      lines: [this.line(item, line)],
    });
    const path = `${PURCHASE_ORDERS}/${id}`;
    let order = done(await this.buyer.post(`${path}/actions/submit`)).record;
    for (const person of [supervisor, accountant, director])
      if (order.status === 'reviewing') order = await this.answer(person, path, 'approve');
    return order;
  }

  /** Goods of the third warehouse, out of the door. */
  async issued(item: string, line: LineValues): Promise<ApiRecord> {
    const { keeper } = this.stage.job;
    const draft = await this.begin(this.sales, STOCK_ISSUES, {
      title: 'Spices for the canteen',
      warehouse: this.stage.job.warehouse('WH-3'),
      customer: await this.partner(this.sales, 'customer', 'KH-001'),
      lines: [this.line(item, line)],
    });
    const path = `${STOCK_ISSUES}/${draft.id}`;
    done(await this.sales.post(`${path}/actions/submit`));
    await this.answer(this.manager, path, 'approve');
    await this.answer(keeper, path, 'submit');
    const picked = this.lines(draft, { picked_qty: line['qty'] ?? '' });
    return this.answer(keeper, path, 'submit', { record: picked });
  }

  async emergencyReceipt(): Promise<ApiRecord> {
    const { keeper } = this.stage.job;
    return this.begin(keeper, EMERGENCY_RECEIPTS, {
      title: 'Sugar for the night shift',
      urgent_reason: 'The line stands still',
      supplier: await this.partner(keeper, 'supplier', 'GY-001'),
      lines: [this.line('TF-0021', { qty: '2', unit_cost: '400' })],
    });
  }

  /** Answers the task that the record asks of somebody. */
  async answer(
    person: ApiClient,
    path: string,
    action: 'approve' | 'reject' | 'submit',
    body: object = {},
  ): Promise<ApiRecord> {
    const task = await taskOn(person, path);
    return done(await person.post(`/tasks/${task}/actions/${action}`, body)).record;
  }

  /** What the lines of a record are given at a node. */
  lines(record: ApiRecord, values: LineValues): object {
    return { lines: { upsert: record.lines.map(({ id }) => ({ id, ...values })) } };
  }

  private line(item: string, values: LineValues): object {
    return { item: this.stage.job.item(item), ...values };
  }

  private async begin(person: ApiClient, path: string, values: object): Promise<ApiRecord> {
    const warehouse = this.stage.job.warehouse('WH-1');
    return done(await person.post(path, { warehouse, ...values })).record;
  }

  private async partner(person: ApiClient, form: string, code: string): Promise<string> {
    const { data } = done(await person.get(`/forms/${form}/records?filter[code][eq]=${code}`));
    return String(data[0]?.['id']);
  }
}
