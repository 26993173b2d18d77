/** A trading group: a company, its branch and a store, with items that all share and documents that are each one's own. */

export const title = (text: string) => ({ 'zh-CN': text, en: text });
const text = (name: string, more = {}) => ({ type: 'string', 'x-title': title(name), ...more });
const decimal = (name: string, scale: number) => text(name, { format: 'decimal', 'x-scale': scale });
export const head = (kind: string, key: string) => ({ kind, format: 1, key, title: title(key) });
const department = (name: string) => text(name, { 'x-department': true });

const lifecycle = {
  initial: 'draft',
  states: [
    { id: 'draft', title: title('Draft'), tone: 'draft', editable: true },
    { id: 'posted', title: title('Posted'), tone: 'done' },
    { id: 'undone', title: title('Undone'), tone: 'refused' },
  ],
  actions: [
    { id: 'post', title: title('Post'), from: ['draft'], to: 'posted' },
    { id: 'undo', title: title('Undo'), from: ['posted'], to: 'undone' },
  ],
};

const fields = {
  organisation: { ...department('Organisation'), 'x-organisation': true, 'x-index': true },
  day: text('Day', { format: 'date' }),
  item: text('Item'),
  qty: decimal('Quantity', 0),
  amount: decimal('Amount', 2),
};

export const document = (key: string, more = {}) => ({
  ...head('form', key),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      number: text('Number', { 'x-number': { pattern: '{organisation}-{yyyy}-{seq:3}', gaps: 'none' } }),
      ...fields,
      ...more,
    },
    required: ['organisation', 'day'],
    additionalProperties: false,
  },
  ui: { order: ['number', ...Object.keys(fields), ...Object.keys(more)], titleField: 'number' },
  lists: [{ id: 'all', title: title('All'), columns: ['number', 'organisation'] }],
  lifecycle,
});

export const postedBy = (form: string, state: string, posting: string) => ({
  ...head('rule', `${posting}_rule`),
  form,
  enabled: true,
  trigger: { on: ['state'], states: [state] },
  phase: 'afterSave',
  priority: 100,
  condition: true,
  actions: [{ id: 'post', type: 'post', posting }],
});

export const ACCOUNTS = [
  { role: 'goods', code: '1405', title: title('Goods') },
  { role: 'owed', code: '2202', title: title('Payables') },
  { role: 'between', code: '1243', title: title('Between organisations') },
];

export const all = (movement: string, direction: 'in' | 'out') => ({
  movement,
  resource: 'amount',
  direction,
});
export const line = (id: string, side: 'debit' | 'credit', account: string, amount: object) => ({
  id,
  side,
  account,
  amount,
});

export const RECEIPT_POSTING = {
  ...head('posting', 'receive'),
  form: 'receipt',
  businessDate: 'day',
  movements: [
    {
      id: 'stock',
      register: 'stock',
      direction: 'in',
      dimensions: { item: 'item' },
      resources: { qty: 'qty', amount: 'amount' },
    },
  ],
  vouchers: [
    {
      id: 'receipt',
      summary: title('Receipt'),
      lines: [
        line('goods', 'debit', 'goods', all('stock', 'in')),
        line('owed', 'credit', 'owed', all('stock', 'in')),
      ],
    },
  ],
  accounts: ACCOUNTS,
};

export const TRANSFER_POSTING = {
  ...head('posting', 'hand_on'),
  form: 'transfer',
  businessDate: 'day',
  movements: [
    {
      id: 'stock',
      register: 'stock',
      direction: 'move',
      dimensions: { item: 'item' },
      to: { organisation: 'receiver' },
      resources: { qty: 'qty' },
    },
  ],
  vouchers: [
    {
      id: 'giving',
      summary: title('Handed on'),
      lines: [
        line('between', 'debit', 'between', all('stock', 'out')),
        line('goods', 'credit', 'goods', all('stock', 'out')),
      ],
    },
    {
      id: 'taking',
      summary: title('Taken over'),
      organisation: 'receiver',
      lines: [
        line('goods', 'debit', 'goods', all('stock', 'in')),
        line('between', 'credit', 'between', all('stock', 'in')),
      ],
    },
  ],
  accounts: ACCOUNTS,
};

export const grant = (form: string, rows: string, actions = ['*']) => ({ form, actions, rows });
const role = (key: string, forms: readonly object[], system: readonly string[] = []) => ({
  ...head('role', key),
  forms,
  registers: ['*'],
  system,
});

const DOCUMENTS = ['receipt', 'transfer'];

/** Everything that the group works with. */
export const GROUP = [
  {
    ...head('form', 'item'),
    usage: 'master',
    schema: { type: 'object', properties: { name: text('Name') }, additionalProperties: false },
    ui: { order: ['name'], titleField: 'name' },
    lists: [{ id: 'all', title: title('All'), columns: ['name'] }],
  },
  document('receipt'),
  document('transfer', { receiver: department('Receiver') }),
  {
    ...head('register', 'stock'),
    type: 'balance',
    dimensions: [
      { id: 'item', title: title('Item'), type: 'text', required: true },
      { id: 'organisation', title: title('Organisation'), type: 'organisation', required: true },
    ],
    resources: [
      { id: 'qty', title: title('Quantity'), scale: 0, role: 'quantity' },
      { id: 'amount', title: title('Amount'), scale: 2, role: 'amount' },
    ],
    negative: 'refuse',
    valuation: 'moving_average',
  },
  RECEIPT_POSTING,
  TRANSFER_POSTING,
  { ...head('posting', 'take_back'), form: 'receipt', movements: [], reverses: { postings: ['receive'] } },
  postedBy('receipt', 'posted', 'receive'),
  postedBy('receipt', 'undone', 'take_back'),
  postedBy('transfer', 'posted', 'hand_on'),
  role('clerk', [
    grant('item', 'organisation', ['read', 'create']),
    ...DOCUMENTS.map((form) => grant(form, 'organisation')),
  ]),
  role(
    'area',
    DOCUMENTS.map((form) => grant(form, 'organisations_below')),
  ),
  role(
    'chief',
    [grant('*', 'all')],
    ['administer', 'vouchers', 'close_periods', 'reopen_periods', 'design', 'audit'],
  ),
];
