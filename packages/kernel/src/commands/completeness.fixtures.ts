import type {
  Definition,
  FlowDefinition,
  FormDefinition,
  PostingDefinition,
  RegisterDefinition,
} from '../metadata/index.js';
import { action, rule, title } from './commands.fixtures.js';

/** A lending business whose processes are whole: what is asked for is reserved, lent, brought back, and can be taken back. */

const head = <K extends Definition['kind']>(kind: K, key: string) =>
  ({ kind, format: 1, key, title: title(key) }) as const;
const decimal = { type: 'string', format: 'decimal', 'x-title': title('qty'), 'x-scale': 2 } as const;

export const loanForm: FormDefinition = {
  ...head('form', 'loan'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: { name: { type: 'string', 'x-title': title('name') }, qty: decimal },
  },
  ui: { order: ['name', 'qty'] },
  lifecycle: {
    initial: 'draft',
    states: [
      { id: 'draft', title: title('draft'), tone: 'draft', editable: true },
      { id: 'asked', title: title('asked'), tone: 'waiting' },
      { id: 'lent', title: title('lent'), tone: 'done' },
      { id: 'reversed', title: title('reversed'), tone: 'refused' },
    ],
    actions: [
      { id: 'ask', title: title('ask'), from: ['draft'] },
      { id: 'reverse', title: title('reverse'), from: ['lent'], to: 'reversed' },
    ],
  },
};

export const noteForm: FormDefinition = {
  ...head('form', 'note'),
  usage: 'document',
  schema: {
    type: 'object',
    properties: {
      loan: { type: 'string', format: 'uuid', 'x-title': title('loan'), 'x-reference': { form: 'loan' } },
    },
  },
  ui: { order: ['loan'] },
  reverses: [{ form: 'loan', kind: 'return' }],
};

const register = (key: string): RegisterDefinition => ({
  ...head('register', key),
  type: 'balance',
  dimensions: [{ id: 'name', title: title('name'), type: 'text', required: true }],
  resources: [{ id: 'qty', title: title('qty'), scale: 2, role: 'quantity' }],
  negative: 'allow',
  valuation: 'none',
});

const moves = (id: string, key: string, direction: 'in' | 'out', guarded = false) => ({
  id,
  register: key,
  direction,
  dimensions: { name: 'name' },
  resources: { qty: 'qty' },
  ...(guarded ? { guard: { available: TERMS } } : {}),
});
const TERMS = (['held', 'promised'] as const).map((key) => ({
  register: key,
  dimensions: { name: 'name' },
  sign: key === 'held' ? ('plus' as const) : ('minus' as const),
}));

export const promise: PostingDefinition = {
  ...head('posting', 'promise'),
  form: 'loan',
  movements: [moves('promised', 'promised', 'in')],
};

export const lend: PostingDefinition = {
  ...head('posting', 'lend'),
  form: 'loan',
  movements: [moves('used', 'promised', 'out'), moves('lent', 'held', 'out', true)],
};

export const back = (key: string): PostingDefinition => ({
  ...head('posting', `${key}_back`),
  form: 'loan',
  movements: [],
  reverses: { postings: [key] },
});

const asks = (key: string, state: string, posting: string) =>
  rule(key, [action('post', { posting })], { form: 'loan', trigger: { on: ['state'], states: [state] } });

export const loanFlow: FlowDefinition = {
  ...head('flow', 'loan_flow'),
  form: 'loan',
  startAction: 'ask',
  states: { running: 'asked', approved: 'lent', rejected: 'draft' },
  admin: 'clerk',
  nodes: [
    { id: 'start', type: 'start', title: title('start'), config: {}, owner: 'clerk' },
    {
      id: 'agree',
      type: 'approval',
      title: title('agree'),
      config: { assignees: [{ role: 'clerk' }], dueIn: 'PT8H' },
      owner: 'clerk',
      standardTime: 'PT8H',
      inputs: ['name', 'qty'],
    },
    { id: 'end', type: 'end', title: title('end'), config: {} },
  ],
  edges: [
    { id: 'a', from: 'start', to: 'agree' },
    { id: 'b', from: 'agree', to: 'end' },
  ],
};

export const WHOLE: readonly Definition[] = [
  loanForm,
  noteForm,
  register('held'),
  register('promised'),
  promise,
  lend,
  back('promise'),
  back('lend'),
  asks('promise_it', 'asked', 'promise'),
  asks('lend_it', 'lent', 'lend'),
  asks('take_promise_back', 'reversed', 'promise_back'),
  asks('take_back', 'reversed', 'lend_back'),
  loanFlow,
  { ...head('role', 'clerk'), forms: [{ form: '*', actions: ['*'], rows: 'all' }] },
  { ...register('spare'), type: 'turnover' },
  {
    ...head('posting', 'count'),
    form: 'note',
    movements: [moves('spare', 'spare', 'in')].map((each) => ({
      ...each,
      dimensions: { name: '"x"' },
      resources: { qty: '1' },
    })),
  },
  rule('count_it', [action('post', { posting: 'count' })], { form: 'note', trigger: { on: ['create'] } }),
];

/** The whole business with some definitions changed, put in, or (null) taken out, by `kind/key`. */
export function withHole(changed: Readonly<Record<string, object | null>>): readonly Definition[] {
  const left = WHOLE.filter(({ kind, key }) => !(`${kind}/${key}` in changed));
  const put = Object.values(changed).filter((each) => each !== null);
  return [...left, ...(put as Definition[])];
}
