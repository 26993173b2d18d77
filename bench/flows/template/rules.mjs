import { title } from './title.mjs';

/**
 * The 20 rules that every new document meets: 5 set fields, 10 would refuse, 2 warn, 3 act after the save. An ordinary
 * document fires three: its level is set, its approver is told and the flow starts.
 */

const above = (field, limit) => ({ '>': [{ var: field }, limit] });
const atMost = (field, limit) => ({ '<=': [{ var: field }, limit] });
const is = (field, value) => ({ '==': [{ var: field }, value] });
const and = (...conditions) => ({ and: conditions });
const not = (condition) => ({ '!': [condition] });

const set = (field, formula) => ({ id: 'set', type: 'setField', field, formula });
const refuse = (field) => ({ id: 'refuse', type: 'block', field, message: title('This cannot be.') });
const warn = (field) => ({ id: 'warn', type: 'warn', field, message: title('Is this right?') });
const tell = {
  id: 'tell',
  type: 'notify',
  to: [{ field: 'approver' }],
  title: title('Claim {no} is coming'),
  body: title('{subject}: {amount}'),
};

const ASKED = {
  level_high: ['derive', above('amount', '10000'), set('level', '"high"')],
  level_middle: ['derive', and(above('amount', '5000'), atMost('amount', '10000')), set('level', '"middle"')],
  level_low: ['derive', atMost('amount', '5000'), set('level', '"low"')],
  damage_is_urgent: ['derive', is('reason', 'damage'), set('urgent', 'true')],
  high_is_noted: ['derive', above('amount', '500000'), set('note', '"Large"')],

  amount_limit: ['validate', above('amount', '1000000'), refuse('amount')],
  quantity_is_positive: ['validate', atMost('quantity', '0'), refuse('quantity')],
  quantity_limit: ['validate', above('quantity', '100000'), refuse('quantity')],
  price_is_positive: ['validate', atMost('price', '0'), refuse('price')],
  price_limit: ['validate', above('price', '50000'), refuse('price')],
  other_is_explained: ['validate', and(is('reason', 'other'), not({ var: 'note' })), refuse('note')],
  urgent_has_contact: ['validate', and(is('urgent', true), not({ var: 'contact' })), refuse('contact')],
  high_is_not_returned: ['validate', and(is('level', 'high'), is('reason', 'return')), refuse('reason')],
  damage_is_small: ['validate', and(is('reason', 'damage'), above('quantity', '5000')), refuse('quantity')],
  return_is_cheap: ['validate', and(is('reason', 'return'), above('price', '20000')), refuse('price')],

  urgent_is_rare: ['validate', and(is('urgent', true), above('amount', '50000')), warn('urgent')],
  many_are_asked: ['validate', and(above('quantity', '10000'), is('level', 'high')), warn('quantity')],

  approver_is_told: ['afterSave', above('amount', '5000'), tell],
  urgent_is_told: ['afterSave', and(is('urgent', true), is('level', 'high')), tell],
  flow_starts: [
    'afterSave',
    above('amount', '0'),
    { id: 'start', type: 'startFlow', flow: 'claim_approval' },
  ],
};

export const RULES = Object.entries(ASKED).map(([name, [phase, condition, action]]) => ({
  kind: 'rule',
  format: 1,
  key: `claim_${name}`,
  title: title(name),
  form: 'flow_claim',
  enabled: true,
  trigger: { on: phase === 'afterSave' ? ['create'] : ['create', 'update'] },
  phase,
  priority: 100,
  condition,
  actions: [action],
}));
