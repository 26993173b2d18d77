import { compileRules } from './compile-rules.js';
import { fireAfterSave } from './fire-once.js';
import { claim, rule, ruleSet, surroundings } from './rules.fixtures.js';
import { readPayload } from './webhook-payload.js';
import type { RuleAction, RuleWebhook } from '../metadata/index.js';

const hook: RuleWebhook = {
  key: 'paid',
  payload: { amount: 'number', by: 'text', on: 'date', final: 'boolean' },
};
const notify = {
  id: 'tell',
  type: 'notify',
  to: [{ role: 'boss' }],
  title: { 'zh-CN': '收到 {no}', en: 'Got {no}' },
} as RuleAction;
const call = {
  id: 'call',
  type: 'callWebhook',
  endpoint: 'books',
  payload: { sum: 'payload.amount * 2' },
} as RuleAction;

describe('what a webhook brings', () => {
  test('is read by the names and types that the rule declares, the rest is left out', () => {
    const body = { amount: '12.50', by: 'Ann', on: '2026-03-05', other: { x: 1 } };
    expect(readPayload(hook, body)).toEqual({
      ok: true,
      value: { amount: '12.50', by: 'Ann', on: '2026-03-05', final: null },
    });
  });

  test('of another type is refused with its place', () => {
    const body = { amount: 12.5, by: 7, on: 'today', final: 'yes' };
    const read = readPayload(hook, body);
    expect(read.ok ? [] : read.error.map((found) => `${found.code} ${found.path}`)).toEqual([
      'payload_type /amount',
      'payload_type /by',
      'payload_type /on',
      'payload_type /final',
    ]);
  });

  test.each([null, 'text', [], 7, JSON.parse('{"__proto__":{"amount":"1"}}')])(
    '%j brings nothing',
    (body) => {
      expect(readPayload(hook, body)).toMatchObject({ ok: true, value: { amount: null } });
    },
  );

  test('can be read by conditions and formulas as payload', () => {
    const rules = ruleSet(
      rule('paid', [call], {
        phase: 'afterSave',
        trigger: { on: ['webhook'], webhook: hook },
        condition: { '>': [{ var: 'payload.amount' }, '10'] },
      }),
    );
    const event = { type: 'webhook' as const, rule: 'paid', changed: new Set<string>() };
    const fired = (amount: string) =>
      fireAfterSave(rules, claim, event, {}, { variables: { payload: { amount } } });
    expect(fired('12.50').effects).toMatchObject([
      { type: 'call_webhook', endpoint: 'books', payload: { sum: '25' } },
    ]);
    expect(fired('10').effects).toEqual([]);
    expect(fireAfterSave(rules, claim, { ...event, rule: 'other' }, {}, {}).trace).toEqual([]);
  });

  test('that names no record leaves nothing to act on but what is made', () => {
    const without = rule('paid', [call, { id: 'post', type: 'post', posting: 'book' } as RuleAction], {
      phase: 'afterSave',
      trigger: { on: ['webhook'], webhook: hook },
    });
    expect(compileRules([without], surroundings)).toMatchObject({
      ok: false,
      error: [{ code: 'needs_record', path: '/actions/1/type' }],
    });
    const webhook = { key: 'paid', payload: { id: 'text' as const }, record: 'id' };
    const withRecord = { ...without, actions: [notify], trigger: { on: ['webhook' as const], webhook } };
    expect(compileRules([withRecord], surroundings).ok).toBe(true);
  });
});
