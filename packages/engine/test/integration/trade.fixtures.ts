import { join } from 'node:path';
import { Decimal, fixedText } from '@dougong/kernel/foundation';
import { TemplateInstaller } from '../../src/releases/template-installer.js';
import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';

/** People of the template's sample company, by what they do. */
const LOGINS = {
  keeper: 'lijuan',
  supervisor: 'zhoujianguo',
  director: 'zhaoliping',
  finance: 'sunxiaomei',
  sales: 'linxiaoyan',
  buyer: 'xuhaifeng',
  dispatcher: 'denglei',
  manager: 'gaozhiyuan',
} as const;

export type Person = keyof typeof LOGINS;

interface TradeLine {
  readonly id: string;
  readonly item: string;
  readonly [field: string]: unknown;
}

export interface TradeRecord {
  readonly id: string;
  readonly no: string;
  readonly status: string;
  readonly version: number;
  readonly lines: readonly TradeLine[];
  readonly [field: string]: unknown;
}

interface Body {
  readonly record: TradeRecord;
  readonly data: readonly Readonly<Record<string, unknown>>[];
  readonly editable: unknown;
  readonly errors: readonly { readonly code: string; readonly detail: string }[];
}

type Values = Readonly<Record<string, unknown>>;

interface VoucherLine {
  readonly account: { readonly title: Readonly<Record<string, string>> };
  readonly debit: string | null;
  readonly credit: string | null;
}

/** Folder of the template. */
export const TRADE = join(import.meta.dirname, '../../../../templates/trade');
const SIDES = { debit: '借', credit: '贷' } as const;

/** The sample company of the trade template at work: its people make documents and answer what is asked of them. */
export class TradeCompany {
  private constructor(
    readonly engine: TestApp,
    private readonly keys: ReadonlyMap<Person, string>,
    private readonly masters: ReadonlyMap<string, string>,
  ) {}

  static async open(template = TRADE): Promise<TradeCompany> {
    const engine = await startTestApp();
    await engine.get(TemplateInstaller).install(template, { demo: true, skipScenarios: true });
    const { rows: users } = await engine.database.query<{ id: string; login: string }>(
      'SELECT id, login FROM core.user_account',
    );
    const keys = new Map<Person, string>();
    for (const [person, login] of Object.entries(LOGINS)) {
      const user = users.find((each) => each.login === login);
      if (!user) throw new Error(`${login} is not in the sample company`);
      keys.set(person as Person, await engine.keyOf(user.id));
    }
    const { rows } = await engine.database.query<{ code: string; id: string }>(
      ['item', 'warehouse', 'supplier', 'customer']
        .map((form) => `SELECT code, id FROM data.${form}`)
        .join(' UNION ALL '),
    );
    return new TradeCompany(engine, keys, new Map(rows.map(({ code, id }) => [code, id])));
  }

  /** A master record, by its code. */
  master(code: string): string {
    const id = this.masters.get(code);
    if (id === undefined) throw new Error(`there is no ${code}`);
    return id;
  }

  ask(
    person: Person,
    method: 'GET' | 'POST' | 'PATCH',
    path: string,
    body?: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<TestAnswer<Body>> {
    const key = this.keys.get(person) ?? '';
    return this.engine.request<Body>(method, `/api/v1${path}`, { key, headers, ...(body ? { body } : {}) });
  }

  private async done(answer: Promise<TestAnswer<Body>>): Promise<Body> {
    const { status, body, text } = await answer;
    if (status >= 400) throw new Error(`${status}: ${text}`);
    return body;
  }

  async read(person: Person, path: string): Promise<Body> {
    return this.done(this.ask(person, 'GET', path));
  }

  async create(person: Person, form: string, values: Values): Promise<TradeRecord> {
    return (await this.done(this.ask(person, 'POST', `/forms/${form}/records`, values))).record;
  }

  async change(person: Person, form: string, record: TradeRecord, patch: Values): Promise<TradeRecord> {
    const path = `/forms/${form}/records/${record.id}`;
    const match = { 'if-match': `"${record.version}"` };
    return (await this.done(this.ask(person, 'PATCH', path, patch, match))).record;
  }

  /** Takes an action of the lifecycle, whatever comes of it. */
  tries(person: Person, form: string, id: string, action: string, record: Values = {}) {
    return this.ask(person, 'POST', `/forms/${form}/records/${id}/actions/${action}`, { record });
  }

  async act(person: Person, form: string, id: string, action: string, record: Values = {}) {
    return (await this.done(this.tries(person, form, id, action, record))).record;
  }

  /** Reverses a document for a reason. */
  reverse(person: Person, form: string, id: string, action = 'reverse') {
    return this.act(person, form, id, action, { reversal_reason: '录入错误' });
  }

  /** Answers what a document asks of somebody. */
  async answer(person: Person, id: string, verb: 'approve' | 'submit', record: Values = {}) {
    const { data } = await this.read(person, '/tasks?state=open&limit=100');
    const task = data.find(({ recordId }) => recordId === id);
    if (!task) throw new Error(`nothing of ${id} waits for ${person}`);
    return (
      await this.done(this.ask(person, 'POST', `/tasks/${String(task['id'])}/actions/${verb}`, { record }))
    ).record;
  }

  /** The first line of a document with other values. */
  lines(record: TradeRecord, values: Values): Values {
    return { lines: { upsert: [{ id: record.lines[0]?.id, ...values }] } };
  }

  /** What was booked for a document, oldest first: one text for each line of its vouchers. */
  async booked(id: string): Promise<readonly string[]> {
    const { data } = await this.read('finance', `/vouchers?recordId=${id}`);
    const lines = data.toReversed().flatMap(({ lines: each }) => each as readonly VoucherLine[]);
    return lines.map(({ account, debit, credit }) =>
      [debit === null ? SIDES.credit : SIDES.debit, account.title['zh-CN'], debit ?? credit].join(' '),
    );
  }

  /** Quantity and amount of an item in a warehouse. */
  async worth(item: string, warehouse = 'WH-3'): Promise<string> {
    const filter = `filter[item]=${this.master(item)}&filter[warehouse]=${this.master(warehouse)}`;
    const { data } = await this.read('finance', `/registers/stock_value/balances?${filter}`);
    return data.map(told).join();
  }

  /** What is kept in a register under some dimensions. */
  async kept(register: string, where: Readonly<Record<string, string>>): Promise<readonly string[]> {
    const filter = Object.entries(where).map(([dimension, id]) => `filter[${dimension}]=${id}`);
    const { data } = await this.read('finance', `/registers/${register}/balances?${filter.join('&')}`);
    return data.map(told);
  }

  /** An approved order of one item. */
  async ordered(item: string, qty: string, price: string): Promise<TradeRecord> {
    const made = await this.create('buyer', 'purchase_order', {
      title: '补货',
      category: 'seasoning',
      supplier: this.master('GY-001'),
      warehouse: this.master('WH-3'),
      lines: [{ item: this.master(item), qty, price }],
    });
    let order = await this.act('buyer', 'purchase_order', made.id, 'submit');
    for (const person of ['supervisor', 'finance', 'director'] as const)
      if (order.status === 'reviewing') order = await this.answer(person, order.id, 'approve');
    return order;
  }

  /** A receipt of some of an order. */
  async received(order: TradeRecord, qty: string, more: Values = {}): Promise<TradeRecord> {
    const draft = await this.create('keeper', 'purchase_receipt', { order: order.id, ...more });
    const filled = await this.change('keeper', 'purchase_receipt', draft, this.lines(draft, { qty }));
    return this.act('keeper', 'purchase_receipt', filled.id, 'post');
  }

  /** An invoice for some of a receipt. */
  async invoiced(receipt: TradeRecord, qty: string, price: string): Promise<TradeRecord> {
    const draft = await this.create('finance', 'purchase_invoice', {
      supplier: this.master('GY-001'),
      invoice_no: `F-${receipt.no}`,
      invoiced_on: receipt['received_on'],
    });
    const line = draft.lines.find((each) => each['receipt'] === receipt.id);
    const patch = { lines: { upsert: [{ id: line?.id, qty, price }] } };
    const filled = await this.change('finance', 'purchase_invoice', draft, patch);
    return this.act('finance', 'purchase_invoice', filled.id, 'post');
  }

  /** Goods that sales asked for, out of the door. */
  async issued(item: string, qty: string, price: string): Promise<TradeRecord> {
    const draft = await this.create('sales', 'stock_issue', {
      title: '发货',
      customer: this.master('KH-001'),
      warehouse: this.master('WH-3'),
      lines: [{ item: this.master(item), qty, price }],
    });
    await this.act('sales', 'stock_issue', draft.id, 'submit');
    await this.answer('manager', draft.id, 'approve');
    await this.answer('keeper', draft.id, 'submit');
    return this.answer('keeper', draft.id, 'submit', this.lines(draft, { picked_qty: qty }));
  }

  /** Delivered goods that came back, up to the agreement of finance. */
  async returned(issue: TradeRecord, qty: string, scrapped?: string): Promise<TradeRecord> {
    const draft = await this.create('sales', 'sales_return', {
      issue: issue.id,
      reason: '规格不符',
    });
    const filled = await this.change('sales', 'sales_return', draft, this.lines(draft, { qty }));
    await this.act('sales', 'sales_return', filled.id, 'submit');
    const inspected = scrapped === undefined ? {} : this.lines(filled, { scrap_qty: scrapped });
    await this.answer('keeper', filled.id, 'submit', inspected);
    return this.answer('finance', filled.id, 'approve');
  }

  /** A count of WH-3 in which one item differs, up to the confirmation on the shelf. */
  async adjusted(item: string, by: string): Promise<TradeRecord> {
    const { data: users } = await this.read('keeper', '/users');
    const user = (login: string) => users.find((each) => each['login'] === login)?.['id'];
    const draft = await this.create('keeper', 'stocktake', {
      warehouse: this.master('WH-3'),
      title: '抽盘',
      method: 'cycle',
      counted_by: user(LOGINS.keeper),
      recounted_by: user('chenguohua'),
      counted_at: '2026-11-22T01:00:00Z',
      recounted_at: '2026-11-22T02:00:00Z',
    });
    const line = draft.lines.find((each) => each.item === this.master(item));
    const counted = new Decimal(String(line?.['book_qty'])).plus(by);
    const upsert = [{ id: line?.id, counted_qty: fixedText(counted, 3) }];
    const count = await this.change('keeper', 'stocktake', draft, { lines: { upsert } });
    await this.act('keeper', 'stocktake', count.id, 'submit');
    await this.answer('supervisor', count.id, 'approve');
    const { data } = await this.read(
      'keeper',
      `/forms/stock_difference/records?filter[stocktake][eq]=${count.id}`,
    );
    const id = String(data[0]?.['id']);
    await this.act('keeper', 'stock_difference', id, 'submit');
    await this.answer('supervisor', id, 'approve');
    return this.answer('keeper', id, 'submit');
  }

  /** What an account holds, debit above zero. */
  onAccount(code: string): Promise<string> {
    return this.sum(
      `SELECT sum(CASE side WHEN 'debit' THEN amount ELSE -amount END)::text AS sum
         FROM ledger.voucher_line WHERE account = $1`,
      code,
    );
  }

  /** The amounts that a register holds. */
  inRegister(key: string): Promise<string> {
    return this.sum(
      `SELECT sum(m.r2)::text AS sum FROM ledger.movement m JOIN ledger.register_key k ON k.id = m.key_id
        WHERE k.register = $1`,
      key,
    );
  }

  private async sum(question: string, of: string): Promise<string> {
    const { rows } = await this.engine.database.query<{ sum: string }>(question, [of]);
    return fixedText(new Decimal(rows[0]?.sum ?? '0'), 2);
  }

  stop(): Promise<void> {
    return this.engine.stop();
  }
}

function told(row: Readonly<Record<string, unknown>>): string {
  const { qty = '', amount = '' } = row['resources'] as Readonly<Record<string, string>>;
  return `${qty.replace(/\.?0+$/, '')} ${amount}`.trim();
}
