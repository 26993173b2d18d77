import { Type } from '@sinclair/typebox';
import { bodyIssues } from './body-issues.js';

const Answer = Type.Object(
  {
    comment: Type.Optional(Type.String({ maxLength: 5 })),
    version: Type.Integer({ minimum: 1 }),
    order: Type.Optional(Type.Union([Type.Literal('asc'), Type.Literal('desc')])),
  },
  { additionalProperties: false },
);

const told = (body: unknown) =>
  bodyIssues(Answer, body).map(({ code, path, params }) => [
    code,
    path,
    params?.['name'] ?? params?.['expected'],
  ]);

describe('a body of another shape is told at its places', () => {
  test('a property that is not known, with the one that was probably meant', () => {
    expect(bodyIssues(Answer, { version: 1, coment: 'x' })).toEqual([
      {
        code: 'body_unknown',
        path: '/coment',
        params: { name: 'coment', known: ['comment', 'version', 'order'], suggestion: 'comment' },
      },
    ]);
  });

  test('a property that is missing, once', () => {
    expect(told({})).toEqual([['body_missing', '/version', 'version']]);
  });

  test.each([
    [{ version: 0 }, '/version', 'integer ≥ 1'],
    [{ version: 1, comment: 'far too long' }, '/comment', 'string ≤ 5'],
    [{ version: 1, order: 'up' }, '/order', 'asc | desc'],
    [7, '', 'object'],
  ])('a value that is something else: %j', (body, path, expected) => {
    expect(told(body)).toEqual([['bad_shape', path, expected]]);
  });

  test('where it stands in a larger body', () => {
    expect(bodyIssues(Answer, {}, '/items/0')).toMatchObject([{ path: '/items/0/version' }]);
  });
});
