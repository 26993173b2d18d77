import { compileRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import { Parameters } from '../database/sql-text.js';
import { conditionSql } from './condition-sql.js';

const title = { 'zh-CN': '—', en: '—' };

function form(key: string, properties: object): unknown {
  return {
    kind: 'form',
    format: 1,
    key,
    title,
    usage: 'document',
    schema: { type: 'object', properties, additionalProperties: false },
    ui: { order: Object.keys(properties) },
  };
}

const text = { type: 'string', 'x-title': title };

function compiled() {
  const definitions = [
    form('place', { code: text, leader: { ...text, format: 'uuid', 'x-user': true } }),
    form('doc', {
      name: text,
      qty: { ...text, format: 'decimal', 'x-scale': 2 },
      day: { ...text, format: 'date' },
      open: { type: 'boolean', 'x-title': title },
      place: { ...text, format: 'uuid', 'x-reference': { form: 'place' } },
      count: { type: 'integer', 'x-title': title },
      lines: {
        type: 'array',
        'x-title': title,
        items: {
          type: 'object',
          properties: { note: text, place: { ...text, format: 'uuid', 'x-reference': { form: 'place' } } },
        },
      },
    }),
  ];
  const release = compileRelease(1, definitions as Definition[]);
  if (!release.ok) throw new Error(JSON.stringify(release.error));
  return release.value;
}

const release = compiled();

function sql(condition: unknown): readonly [string, readonly unknown[]] {
  const parameters = new Parameters();
  const model = release.models.get('doc');
  if (!model) throw new Error('the form is there');
  const occasion = { actor: 'me', today: '2026-11-22', now: '2026-11-22T08:00:00.000Z' };
  const text = conditionSql(condition as never, { release, model, alias: 'r', parameters, occasion });
  return [text, parameters.values];
}

test.each([
  [{ '==': [{ var: 'name' }, "it's"] }, `(r."name" COLLATE "C" = $1::text COLLATE "C")`, ["it's"]],
  [{ '<': [1, { var: 'qty' }, 10.5] }, `($1::numeric < r."qty" AND r."qty" < $2::numeric)`, ['1', '10.5']],
  [{ in: [{ var: 'qty' }, ['1', 2]] }, `r."qty" IN ($1::numeric, $2::numeric)`, ['1', '2']],
  [{ '>=': [{ var: 'today' }, { var: 'day' }] }, `($1::date >= r."day")`, ['2026-11-22']],
  [{ '!': { '==': [{ var: 'qty' }, 1] } }, `NOT coalesce((r."qty" = $1::numeric), false)`, ['1']],
  [
    { and: [{ var: 'open' }, { or: [{ empty: { var: 'day' } }, { var: 'qty' }] }] },
    `(r."open" AND (r."day" IS NULL OR r."qty" <> 0))`,
    [],
  ],
  [
    { '==': [{ var: 'place.leader' }, { var: 'actor' }] },
    `((SELECT x."leader" FROM data."place" x WHERE x.id = r."place") = $1::uuid)`,
    ['me'],
  ],
  [{ '>': [{ var: 'count' }, 1.5] }, `(r."count" > $1::numeric)`, ['1.5']],
  [{ '>': [{ var: ['qty', 3] }, 2] }, `(coalesce(r."qty", $1::numeric) > $2::numeric)`, ['3', '2']],
  [{ '==': [{ var: 'place' }, { var: 'name' }] }, `(r."place"::text COLLATE "C" = r."name" COLLATE "C")`, []],
  [
    { some: [{ var: 'lines' }, { '==': [{ var: 'note' }, 'a'] }] },
    `EXISTS (SELECT 1 FROM data."doc__lines" ln WHERE ln.record_id = r.id AND coalesce((ln."note" COLLATE "C" = $1::text COLLATE "C"), false))`,
    ['a'],
  ],
  [
    { none: [{ var: 'lines' }, { empty: { var: 'place.code' } }] },
    `NOT EXISTS (SELECT 1 FROM data."doc__lines" ln WHERE ln.record_id = r.id AND coalesce((SELECT x."code" FROM data."place" x WHERE x.id = ln."place") IS NULL, false))`,
    [],
  ],
  [{ '==': [{ var: 'status' }, 'open'] }, `(r."status" COLLATE "C" = $1::text COLLATE "C")`, ['open']],
])('%j becomes SQL with its values as parameters', (condition, text, values) => {
  expect(sql(condition)).toEqual([text, values]);
});

test.each([
  [{ '>': [{ call: ['share', { var: 'qty' }] }, '1'] }],
  [{ '>': ['1', { call: ['share'] }] }],
  [{ '==': [{ var: 'qty' }, { call: ['share'] }] }],
  [{ in: [{ call: ['share'] }, ['a']] }],
  [{ call: 'share' }],
])('%j is refused with the name of what it calls', (condition) => {
  expect(() => sql(condition)).toThrow(
    expect.objectContaining({ options: { params: { found: 'call share' } } }),
  );
});

test.each([
  [{ some: [{ var: 'name' }, true] }],
  [{ constructor: [{ var: 'name' }] }],
  [{ '==': [{ var: 'nothing' }, 1] }],
  [{ '==': [{ var: 'name"; DROP TABLE x --' }, 1] }],
  [{ '==': [{ var: 'place.leader.login' }, 'x'] }],
  [{ '>': [{ '+': [{ var: 'qty' }, 1] }, 2] }],
  [{ '==': [{ var: 'day' }, '2026-02-31'] }],
  [{ '==': [{ var: 'place' }, 'the one at the corner'] }],
])('%j is refused, because lists cannot ask it', (condition) => {
  expect(() => sql(condition)).toThrow('list_condition_unsupported');
});
