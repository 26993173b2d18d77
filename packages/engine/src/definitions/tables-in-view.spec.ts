import type { CompiledRelease } from '@dougong/kernel/commands';
import type { Definition } from '@dougong/kernel/metadata';
import { tablesInView } from './tables-in-view.js';

const table = (key: string, inside = '') => ({ kind: 'decision-table', key, rows: [inside] });
const form = (key: string, formula: string) => ({ kind: 'form', key, schema: { 'x-formula': formula } });
const rule = (form: string, where: 'client' | 'server', condition: unknown) => ({
  kind: 'rule',
  key: `of_${form}`,
  form,
  trigger: { on: ['update'], where },
  condition,
});

function inView(forms: readonly string[], ...definitions: readonly object[]): readonly string[] {
  const release = { definitions: definitions as readonly Definition[] } as CompiledRelease;
  return [...tablesInView(release, new Set(forms))].sort();
}

describe('which decision tables reach a screen', () => {
  test('those that a form in view computes with, also by way of another table', () => {
    const all = [
      form('claim', 'rate (amount) * 2'),
      table('rate', 'base（1）'),
      table('base'),
      table('other'),
    ];
    expect(inView(['claim'], ...all)).toEqual(['base', 'rate']);
  });

  test('those that a named formula asks', () => {
    expect(inView(['claim'], { kind: 'formula', key: 'f', expression: 'rate(1)' }, table('rate'))).toEqual([
      'rate',
    ]);
  });

  test('those that rules of the page ask, and not those of the server alone', () => {
    const asked = { call: ['rate', { var: 'amount' }] };
    expect(inView(['claim'], rule('claim', 'client', asked), table('rate'))).toEqual(['rate']);
    expect(inView(['claim'], rule('claim', 'server', asked), table('rate'))).toEqual([]);
  });

  test('none of forms out of view, nor one whose name is part of another', () => {
    expect(inView(['claim'], form('order', 'rate(1)'), form('claim', 'my_rate(1)'), table('rate'))).toEqual(
      [],
    );
  });
});
