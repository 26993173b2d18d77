import { title } from '../../flows/template/title.mjs';

/** Who takes part: one designs and looks at everything, one makes documents, one has them to approve. */

const role = (key, forms, more = {}) => ({
  kind: 'role',
  format: 1,
  key: `ledger_bench_${key}`,
  title: title(key),
  forms,
  ...more,
});

const FORMS = ['average_note', 'layers_note', 'locked_note', 'queued_note', 'anew_note', 'anew_close'];
const grant = (form, actions) => ({ form, actions, rows: 'all' });

export const ROLES = [
  role('owner', [grant('*', ['*'])], { registers: ['*'], system: ['design', 'administer', 'vouchers'] }),
  role('clerk', [
    grant('ledger_item', ['read']),
    grant('ledger_place', ['read']),
    ...FORMS.map((form) => grant(form, ['read', 'create', 'update'])),
  ]),
  role('approver', [{ form: 'average_note', actions: ['read'], rows: 'assigned' }]),
];

const user = (key) => ({ login: `ledger_${key}`, name: key, roles: [`ledger_bench_${key}`] });

export const PEOPLE = { kind: 'seed', format: 1, users: ['owner', 'clerk', 'approver'].map(user) };
