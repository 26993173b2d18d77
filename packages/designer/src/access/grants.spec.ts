import type { RoleDefinition } from '@dougong/kernel/metadata';
import {
  copyOf,
  furtherGrants,
  gives,
  ownGrant,
  sightOf,
  withAction,
  withRows,
  withSight,
  withStates,
} from './grants.js';

const ROLE: RoleDefinition = {
  kind: 'role',
  format: 1,
  key: 'clerk',
  title: { 'zh-CN': '文员', en: 'Clerk' },
  forms: [
    { form: '*', actions: ['export'], rows: 'all' },
    { form: 'note', actions: ['read'], rows: 'own', hidden: ['cost'] },
    { form: 'note', actions: ['read'], rows: 'assigned' },
  ],
};

test('an action is given and taken in the grant of the form; others stay as they are', () => {
  const given = withAction(ROLE, 'note', 'update', true);
  expect(ownGrant(given, 'note')?.actions).toEqual(['read', 'update']);
  expect(furtherGrants(given, 'note')).toBe(1);
  expect(withAction(given, 'note', 'update', false)).toEqual(ROLE);
  expect(gives(ROLE, 'other', 'export')).toBe(true);
  expect(gives(ROLE, 'other', 'read')).toBe(false);
});

test('a first action makes the grant, and with the last one it goes', () => {
  const given = withAction(ROLE, 'memo', 'read', true);
  expect(ownGrant(given, 'memo')).toEqual({ form: 'memo', actions: ['read'], rows: 'all' });
  expect(withAction(given, 'memo', 'read', false)).toEqual(ROLE);
});

test('a field is in one list at most, and in none when it is shown', () => {
  const masked = withSight(ROLE, 'note', 'cost', 'masked');
  expect(ownGrant(masked, 'note')).toMatchObject({ masked: [{ field: 'cost', last: 4 }] });
  expect(ownGrant(masked, 'note')).not.toHaveProperty('hidden');
  expect(sightOf(ownGrant(masked, 'note'), 'cost')).toBe('masked');
  const shown = withSight(masked, 'note', 'cost', 'shown');
  expect(Object.keys(ownGrant(shown, 'note') ?? {})).toEqual(['form', 'actions', 'rows']);
});

test('rows and states belong to a grant that is there', () => {
  expect(ownGrant(withRows(ROLE, 'note', 'department'), 'note')?.rows).toBe('department');
  expect(withRows(ROLE, 'memo', 'own')).toBe(ROLE);
  const narrowed = withStates(ROLE, 'note', ['open']);
  expect(ownGrant(narrowed, 'note')?.states).toEqual(['open']);
  expect(withStates(narrowed, 'note', [])).toEqual(ROLE);
});

test('a copy has a name of its own and shares nothing with the role', () => {
  const copy = copyOf(ROLE, 'clerk_2', 'Second clerk');
  expect(copy).toMatchObject({ key: 'clerk_2', title: { en: 'Second clerk' }, forms: ROLE.forms });
  expect(copy.forms).not.toBe(ROLE.forms);
});
