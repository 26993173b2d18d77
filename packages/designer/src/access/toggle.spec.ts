import type { FormDefinition, RoleDefinition } from '@dougong/kernel/metadata';
import { OWN_ACTIONS } from './actions.js';
import { ownGrant } from './grants.js';
import { standingAt, toggled } from './toggle.js';

const title = (text: string) => ({ 'zh-CN': text, en: text });

const form = (key: string, actions: readonly string[] = []) =>
  ({
    kind: 'form',
    format: 1,
    key,
    title: title(key),
    usage: 'document',
    schema: { type: 'object', properties: {}, additionalProperties: false },
    ui: { order: [] },
    lifecycle: {
      initial: 'draft',
      states: [{ id: 'draft', title: title('Draft'), tone: 'draft' }],
      actions: actions.map((id) => ({ id, title: title(id), from: ['draft'], to: 'draft' })),
    },
  }) as unknown as FormDefinition;

const role = (key: string, forms: RoleDefinition['forms']): RoleDefinition => ({
  kind: 'role',
  format: 1,
  key,
  title: title(key),
  forms,
});

const FORMS = [form('note', ['submit', 'close']), form('memo')];
const CLERK = role('clerk', [{ form: 'note', actions: ['read'], rows: 'own' }]);
const CHIEF = role('chief', [{ form: '*', actions: ['read'], rows: 'all' }]);

const places = (action: string, ...of: readonly string[]) =>
  of.map((each) => ({ form: each, role: 'clerk', action }));

test('an action is given in all places of a range, and taken where all of them have it', () => {
  const [given] = toggled([CLERK], FORMS, places('export', 'note', 'memo'));
  expect(given?.forms).toEqual([
    { form: 'note', actions: ['read', 'export'], rows: 'own' },
    { form: 'memo', actions: ['export'], rows: 'all' },
  ]);
  const [taken] = given ? toggled([given], FORMS, places('export', 'note', 'memo')) : [];
  expect(taken).toEqual(CLERK);
});

test('what only a part of the range has is given in the rest of it', () => {
  const [given] = toggled([CLERK], FORMS, places('read', 'note', 'memo'));
  expect(given && ownGrant(given, 'memo')?.actions).toEqual(['read']);
});

test('the own actions of a form are given and taken together', () => {
  const [given] = toggled([CLERK], FORMS, places(OWN_ACTIONS, 'note'));
  expect(given && ownGrant(given, 'note')?.actions).toEqual(['read', 'submit', 'close']);
  const part = given && role('clerk', [{ form: 'note', actions: ['read', 'close'], rows: 'own' }]);
  expect(part && standingAt(part, FORMS[0] as FormDefinition, OWN_ACTIONS)).toEqual({
    given: 1,
    of: 2,
    isInherited: false,
  });
});

test('what a grant for every form gives is shown as such and is not taken here', () => {
  const place = { form: 'memo', role: 'chief', action: 'read' };
  expect(standingAt(CHIEF, FORMS[1] as FormDefinition, 'read')).toEqual({
    given: 1,
    of: 1,
    isInherited: true,
  });
  expect(toggled([CHIEF], FORMS, [place])).toEqual([]);
});

test('a form without actions of its own has none to give', () => {
  expect(toggled([CLERK], FORMS, places(OWN_ACTIONS, 'memo'))).toEqual([]);
});
