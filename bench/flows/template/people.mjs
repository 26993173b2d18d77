import { title } from './title.mjs';

/** Who takes part: one designs, one makes documents, twenty decide. */

const role = (key, forms, system) => ({
  kind: 'role',
  format: 1,
  key: `flow_bench_${key}`,
  title: title(key),
  forms,
  ...(system ? { system } : {}),
});

export const ROLES = [
  role('owner', [{ form: '*', actions: ['*'], rows: 'all' }], ['design', 'administer']),
  role('clerk', [
    { form: 'flow_claim', actions: ['read', 'create', 'update'], rows: 'own', hidden: ['level'] },
  ]),
  role('approver', [{ form: 'flow_claim', actions: ['read'], rows: 'assigned' }]),
];

export const APPROVERS = Array.from({ length: 20 }, (_, n) => `flow_approver_${n + 1}`);

const user = (login, key) => ({ login, name: login, roles: [`flow_bench_${key}`] });

export const PEOPLE = {
  kind: 'seed',
  format: 1,
  users: [
    user('flow_owner', 'owner'),
    user('flow_clerk', 'clerk'),
    ...APPROVERS.map((login) => user(login, 'approver')),
  ],
};
