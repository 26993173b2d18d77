import { checkForPublish } from './check-for-publish.js';

const title = { 'zh-CN': '—', en: '—' };

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
