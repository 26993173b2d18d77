import { startTestApp } from '../support/test-app.js';
import type { TestAnswer, TestApp } from '../support/test-app.js';
import { actors, publishExpressions } from './expressions.fixtures.js';
import type { Actor } from './expressions.fixtures.js';

interface Entry {
  readonly key?: string;
  readonly code?: string;
  readonly [more: string]: unknown;
}

interface Body {
  readonly data?: readonly Entry[];
  readonly value?: unknown;
  readonly error?: unknown;
  readonly errors?: readonly { readonly code: string; readonly pointer: string }[];
  readonly [more: string]: unknown;
}

let engine: TestApp;
let designer: Actor;
let reader: Actor;
let outsider: Actor;

beforeAll(async () => {
  engine = await startTestApp();
  await publishExpressions(engine);
  ({ designer, reader, outsider } = await actors(engine, 'designer', 'reader', 'outsider'));
});

afterAll(() => engine.stop());

function get(actor: Actor, path: string): Promise<TestAnswer<Body>> {
  return engine.request<Body>('GET', `/api/v1/${path}`, { key: actor.key });
}

function workOut(actor: Actor, key: string, given: unknown, language = 'en'): Promise<TestAnswer<Body>> {
  return engine.request<Body>('POST', `/api/v1/formulas/${key}/evaluate`, {
    key: actor.key,
    body: { arguments: given },
    headers: { 'accept-language': language },
  });
}

const keys = ({ body }: TestAnswer<Body>) => (body.data ?? []).map(({ key, code }) => key ?? code);
const places = ({ body }: TestAnswer<Body>) =>
  (body.errors ?? []).map(({ code, pointer }) => `${code} ${pointer}`);

describe('named formulas', () => {
  test('are listed with their parameters, without what they say', async () => {
    const { status, body } = await get(designer, 'formulas');
    expect(status).toBe(200);
    expect(body['version']).toBe(1);
    expect(body.data?.find(({ key }) => key === 'with_tax')).toEqual({
      key: 'with_tax',
      title: { 'zh-CN': '含税价', en: 'With tax' },
      description: { 'zh-CN': '净价加税', en: 'A net price with its tax' },
      parameters: [
        { id: 'net', title: { 'zh-CN': '净价', en: 'Net' }, type: 'number' },
        { id: 'rate', title: { 'zh-CN': '税率', en: 'Rate' }, type: 'number' },
      ],
      result: { type: 'number', scale: 2 },
    });
  });

  test('are listed for those who see a number that comes from them', async () => {
    expect(keys(await get(designer, 'formulas')).toSorted()).toEqual([
      'days_left',
      'hundred',
      'inner_price',
      'with_tax',
    ]);
    expect(keys(await get(reader, 'formulas')).toSorted()).toEqual(['hundred', 'with_tax']);
    expect(keys(await get(outsider, 'formulas'))).toEqual([]);
  });

  test('give exact results with the release that they are from', async () => {
    const answer = await workOut(reader, 'with_tax', { net: '1234567890123.45', rate: '13' });
    expect(answer.body).toMatchObject({ value: '1395061715839.50', version: 1 });
    expect((await workOut(reader, 'with_tax', { net: '0.10', rate: '5' })).text).toContain('"value":"0.11"');
    expect((await workOut(reader, 'with_tax', { net: null })).body.value).toBeNull();
  });

  test('explain their steps to designers, and to others what they were given', async () => {
    const whole = await workOut(designer, 'with_tax', { net: '100', rate: '13' });
    expect(whole.body['explain']).toMatchObject({
      root: {
        text: 'net * (1 + rate / hundred())',
        value: '113',
        operands: [
          { text: 'net', value: '100' },
          { text: '1 + rate / hundred()', value: '1.13' },
        ],
      },
    });
    const { body, text } = await workOut(reader, 'with_tax', { net: '100', rate: '13' });
    expect(text).not.toContain('hundred');
    expect(body['explain']).toMatchObject({
      root: {
        kind: 'call',
        value: '113',
        operands: [
          { parameter: 'net', value: '100' },
          { parameter: 'rate', value: '13' },
        ],
      },
    });
  });

  test('know the day', async () => {
    const today = engine.clock.read().slice(0, 10);
    expect((await workOut(designer, 'days_left', { due: today })).body.value).toBe('0');
  });

  test('name each argument that does not fit', async () => {
    expect(places(await workOut(designer, 'with_tax', { net: 0.1, rate: 'x', more: 1 }))).toEqual([
      'decimal_invalid #/arguments/net',
      'decimal_invalid #/arguments/rate',
      'unknown_parameter #/arguments/more',
    ]);
    expect(places(await workOut(designer, 'with_tax', { net: '1'.repeat(100_000) }))).toEqual([
      'decimal_invalid #/arguments/net',
    ]);
    expect(places(await workOut(designer, 'days_left', { due: '2026-02-30' }))).toEqual([
      'date_invalid #/arguments/due',
    ]);
    expect(places(await workOut(designer, 'with_tax', []))).toEqual(['bad_shape #/arguments']);
    expect(places(await workOut(designer, 'with_tax', { constructor: 1 }))).toEqual([
      'unknown_parameter #/arguments/constructor',
    ]);
  });

  test('are refused to those who see none of their numbers', async () => {
    expect((await workOut(reader, 'inner_price', { net: '1' })).status).toBe(403);
    expect((await workOut(outsider, 'with_tax', { net: '1', rate: '1' })).status).toBe(403);
    expect((await workOut(designer, 'nothing', {})).status).toBe(404);
    expect((await workOut(designer, 'constructor', {})).status).toBe(404);
  });
});

describe('the list of functions', () => {
  test('helps with those of the language in both languages', async () => {
    const { body } = await get(outsider, 'functions');
    expect(body.data?.find(({ code }) => code === 'ROUND')).toMatchObject({
      aliases: expect.arrayContaining(['四舍五入']),
      title: { 'zh-CN': expect.any(String), en: expect.any(String) },
      description: { 'zh-CN': expect.any(String), en: expect.any(String) },
      parameters: [{ kind: 'number' }, { kind: 'number' }],
      result: { kind: 'number' },
    });
  });

  test('has the named formulas that somebody may call', async () => {
    const entry = (await get(reader, 'functions')).body.data?.find(({ code }) => code === 'with_tax');
    expect(entry).toMatchObject({
      aliases: ['含税价'],
      parameters: [
        { kind: 'number', name: 'net' },
        { kind: 'number', name: 'rate' },
      ],
      minimum: 2,
      maximum: 2,
      definition: { kind: 'formula', key: 'with_tax' },
    });
    expect(keys(await get(reader, 'functions'))).not.toContain('inner_price');
    expect(keys(await get(designer, 'functions'))).toContain('inner_price');
  });
});
