import { textIn } from '../../i18n/text.js';
import { plan } from '../templates.fixtures.js';
import { isIdle, numbersOf, planDiff, sortedFindings } from './plan-numbers.js';
import { sideWords, valueWords } from './side-words.js';

const found = (severity: 'error' | 'warning') => ({
  kind: 'form',
  key: 'card',
  path: '/title',
  code: severity,
  severity,
  detail: severity,
});

describe('what a plan comes to', () => {
  test('counts definitions by what becomes of them, findings by weight, people and records', () => {
    const numbers = numbersOf(
      plan({
        changes: [
          { kind: 'form', key: 'a', change: 'added' },
          { kind: 'form', key: 'b', change: 'changed' },
          { kind: 'rule', key: 'c', change: 'changed' },
        ],
        findings: [found('warning'), found('error')],
        seeds: {
          people: ['ann'],
          records: [
            { form: 'a', count: 2, demo: false },
            { form: 'b', count: 3, demo: true },
          ],
        },
      }),
    );
    expect(numbers).toEqual({
      added: 1,
      changed: 2,
      removed: 0,
      errors: 1,
      warnings: 1,
      people: 1,
      records: 5,
    });
  });

  test('errors stand before warnings', () => {
    const { findings } = plan({ findings: [found('warning'), found('error')] });
    expect(sortedFindings(findings).map(({ code }) => code)).toEqual(['error', 'warning']);
  });

  test('a plan without changes, versions or data is nothing to carry out', () => {
    expect(isIdle(plan())).toBe(true);
    expect(isIdle(plan({ templates: [{ key: 'desk', from: '1.0.0', to: '1.1.0' }] }))).toBe(false);
    expect(isIdle(plan({ seeds: { people: [], records: [{ form: 'a', count: 1, demo: true }] } }))).toBe(
      false,
    );
  });

  test('its words are counted as a difference between two releases', () => {
    const change = {
      what: 'field_added',
      kind: 'added',
      weight: 'plain',
      path: '/x',
      sentence: 'Field added',
    } as const;
    const definition = {
      kind: 'form',
      key: 'a',
      title: { 'zh-CN': 'A', en: 'A' },
      change: 'changed',
    } as const;
    const diff = planDiff(plan({ diff: [{ ...definition, weight: 'plain', changes: [change, change] }] }));
    expect(diff.counts).toMatchObject({ definitions: 1, changes: 2, added: 2, removed: 0 });
    expect(diff.to.release).toBe(4);
  });
});

describe('a side of a conflict', () => {
  const text = textIn('en');

  test('is told in its sentences, else by the value', () => {
    expect(sideWords({ value: 1, told: ['Length from 100 to 300'] }, text)).toEqual([
      'Length from 100 to 300',
    ]);
    expect(sideWords({ value: 300, told: [] }, text)).toEqual(['300']);
  });

  test('nothing, empty and no are told apart', () => {
    expect(valueWords({}, text)).toBe('nothing');
    expect(valueWords({ value: '' }, text)).toBe('empty');
    expect(valueWords({ value: false }, text)).toBe('no');
  });

  test('a title is read in both languages, and a long value is cut', () => {
    expect(valueWords({ value: { 'zh-CN': '卡片', en: 'Card' } }, text)).toBe('卡片 / Card');
    expect(valueWords({ value: { list: 'x'.repeat(500) } }, text).length).toBeLessThan(200);
  });
});
