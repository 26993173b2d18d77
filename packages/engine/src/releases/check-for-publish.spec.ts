import { checkForPublish } from './check-for-publish.js';

const title = { 'zh-CN': '—', en: '—' };

const head = (kind: string, key: string) => ({ kind, format: 1, key, title });

/** A form with one list under this condition. */
function withList(where: unknown) {
  return {
    kind: 'form',
    format: 1,
    key: 'claim',
    title,
    usage: 'document',
    schema: {
      type: 'object',
      properties: { amount: { type: 'string', format: 'decimal', 'x-scale': 2, 'x-title': title } },
    },
    ui: { order: ['amount'] },
    lists: [{ id: 'large', title, columns: ['amount'], where }],
  };
}

const found = (where: unknown) =>
  checkForPublish(1, [withList(where)]).findings.map(({ code, path }) => `${code} ${path}`);

describe('the check before a publish', () => {
  test('lets pass what a list can ask of the database', () => {
    expect(found({ '>': [{ var: 'amount' }, '900'] })).toEqual([]);
  });

  test('refuses a condition that only rules understand, and names the list', () => {
    expect(found({ '>': [{ '+': [{ var: 'amount' }, '1'] }, '900'] })).toEqual([
      'list_condition_unsupported /lists/0/where',
    ]);
  });

  test('refuses a condition that is none', () => {
    expect(found({ '>': [{ var: 'sum' }, '900'] })).toEqual([
      expect.stringMatching(/^condition_unknown_variable \/lists\/0\/where/),
    ]);
  });
});

/** A rule, and a flow, that change claims under this condition. */
function withSearch(where: unknown) {
  const action = {
    id: 'a1',
    type: 'updateRecord',
    form: 'claim',
    by: { match: { amount: 'amount' }, where, max: 5 },
    values: { amount: '1' },
  };
  const node = (id: string, type: string, config = {}) => ({ id, type, title, config });
  const state = { id: 'draft', title, tone: 'draft', editable: true };
  const lifecycle = {
    initial: 'draft',
    states: [state, { id: 'asked', title, tone: 'waiting' }],
    actions: [{ id: 'ask', title, from: ['draft'] }],
  };
  return [
    { ...withList(true), lifecycle },
    {
      ...head('rule', 'follow'),
      form: 'claim',
      enabled: true,
      trigger: { on: ['update'] },
      phase: 'afterSave',
      priority: 100,
      reentry: 'once',
      condition: true,
      actions: [action],
      else: [{ ...action, id: 'a2' }],
    },
    {
      ...head('flow', 'agree'),
      form: 'claim',
      startAction: 'ask',
      states: { running: 'asked', approved: 'asked', rejected: 'draft' },
      admin: 'chief',
      nodes: [node('start', 'start'), node('act', 'action', { actions: [action] }), node('end', 'end')],
      edges: [
        { id: 'e1', from: 'start', to: 'act' },
        { id: 'e2', from: 'act', to: 'end' },
      ],
    },
    { ...head('role', 'chief'), forms: [{ form: '*', actions: ['*'], rows: 'all' }] },
  ];
}

describe('an action that looks for other records', () => {
  const errors = (where: unknown) =>
    checkForPublish(1, withSearch(where)).findings.filter(({ severity }) => severity !== 'warning');

  test('is let pass when the database can be asked for them', () => {
    expect(errors({ '>': [{ var: 'amount' }, '900'] })).toEqual([]);
  });

  test('is refused when it cannot, in a rule and in a node of a flow', () => {
    const found = errors({ '>': [{ '+': [{ var: 'amount' }, '1'] }, '900'] });
    expect(found.map(({ code, path, definition }) => [code, definition.key, path])).toEqual([
      ['search_unsupported', 'follow', '/actions/0/by/where'],
      ['search_unsupported', 'follow', '/else/0/by/where'],
      ['search_unsupported', 'agree', '/nodes/1/config/actions/0/by/where'],
    ]);
    expect(found.map(({ nodes }) => nodes)).toEqual([undefined, undefined, ['act']]);
  });
});
