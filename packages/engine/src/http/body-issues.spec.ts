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

  test('what a text must look like', () => {
    const Target = Type.Object({ url: Type.String({ pattern: '^https?://', maxLength: 20 }) });
    expect(bodyIssues(Target, { url: 'ftp://a' })).toMatchObject([
      { path: '/url', params: { expected: 'string ≤ 20 ~ ^https?://' } },
    ]);
  });

  describe('of several shapes, by the one that was meant', () => {
    const Step = Type.Union([
      Type.Object(
        { op: Type.Literal('set'), path: Type.String(), was: Type.Unknown() },
        { additionalProperties: false },
      ),
      Type.Object({ op: Type.Literal('move'), path: Type.String(), after: Type.String() }),
    ]);
    const Steps = Type.Object({ steps: Type.Array(Step) });
    const toldOf = (step: unknown) =>
      bodyIssues(Steps, { steps: [step] }).map(({ code, path, params }) => [
        code,
        path,
        params?.['expected'],
      ]);

    test.each([
      [{ op: 'set', path: '/a' }, [['body_missing', '/steps/0/was', undefined]]],
      [{ op: 'set', path: '/a', was: 1, wass: 1 }, [['body_unknown', '/steps/0/wass', undefined]]],
      [{ op: 'move', path: 1, after: 'b' }, [['bad_shape', '/steps/0/path', 'string']]],
      [{ op: 'sett', path: '/a' }, [['bad_shape', '/steps/0/op', 'set | move']]],
      [{ path: '/a' }, [['body_missing', '/steps/0/op', undefined]]],
      ['set', [['bad_shape', '/steps/0', 'object']]],
    ])('%j', (step, expected) => {
      expect(toldOf(step)).toEqual(expected);
    });

    test('an object that may also be left blank', () => {
      const Blank = Type.Union([Type.Object({ day: Type.String() }), Type.Null()]);
      expect(bodyIssues(Type.Object({ quiet: Blank }), { quiet: { dya: 'x' } })).toMatchObject([
        { code: 'body_missing', path: '/quiet/day' },
      ]);
    });
  });
});
