import { ACCOUNTS, all, document, grant, head, line, postedBy, title } from './organisations.fixtures.js';

/** What a group corrects: goods that go out and come back, and stock that is valued anew. */

const cost = { role: 'cost', code: '6401', title: title('Cost') };

const ISSUE_POSTING = {
  ...head('posting', 'give_out'),
  form: 'issue',
  businessDate: 'day',
  movements: [
    {
      id: 'stock',
      register: 'stock',
      direction: 'out',
      dimensions: { item: 'item' },
      resources: { qty: 'qty' },
    },
  ],
  vouchers: [
    {
      id: 'cost',
      summary: title('Cost'),
      lines: [
        line('cost', 'debit', 'cost', all('stock', 'out')),
        line('goods', 'credit', 'goods', all('stock', 'out')),
      ],
    },
  ],
  accounts: [...ACCOUNTS, cost],
};

const RETURN_POSTING = {
  ...head('posting', 'take_in'),
  form: 'return',
  businessDate: 'day',
  movements: [
    {
      id: 'stock',
      register: 'stock',
      direction: 'in',
      entry: 'return',
      dimensions: { item: 'item' },
      resources: { qty: 'qty' },
      link: { postings: ['give_out'], movement: 'stock', document: 'issue' },
    },
  ],
  vouchers: [
    {
      id: 'cost',
      summary: title('Cost comes back'),
      lines: [
        line('goods', 'debit', 'goods', all('stock', 'in')),
        line('cost', 'credit', 'cost', all('stock', 'in')),
      ],
    },
  ],
  accounts: [...ACCOUNTS, cost],
};

const RECOST_POSTING = {
  ...head('posting', 'value_anew'),
  form: 'recost',
  businessDate: 'day',
  movements: [],
  recosts: { register: 'stock', difference: 'cost' },
  accounts: [cost],
};

/** Beside the group: documents that give out, take back and value anew, and who may make them. */
export const CORRECTIONS = [
  document('issue'),
  document('return', {
    issue: {
      type: 'string',
      format: 'uuid',
      'x-title': title('Issue'),
      'x-reference': { form: 'issue' },
    },
  }),
  document('recost'),
  ISSUE_POSTING,
  RETURN_POSTING,
  RECOST_POSTING,
  {
    ...head('posting', 'bring_back'),
    form: 'transfer',
    movements: [],
    reverses: { postings: ['hand_on'] },
  },
  postedBy('issue', 'posted', 'give_out'),
  postedBy('return', 'posted', 'take_in'),
  postedBy('recost', 'posted', 'value_anew'),
  postedBy('transfer', 'undone', 'bring_back'),
  {
    ...head('role', 'corrector'),
    forms: ['issue', 'return', 'recost', 'receipt', 'transfer'].map((form) => grant(form, 'all')),
    registers: ['*'],
    system: [],
  },
];
