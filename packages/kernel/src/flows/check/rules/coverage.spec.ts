import type { FlowEdge } from '../../../metadata/index.js';
import { flowOf, line, node, SCOPE } from '../../flows.fixtures.js';
import { checkFlow } from '../check-flow.js';
import type { CheckFlowContext } from '../check-context.js';
import type { Finding } from '../finding.js';

const CONTEXT: CheckFlowContext = {
  scope: { fields: { ...SCOPE.fields, kind: { kind: 'text' }, weight: { kind: 'number' } } },
  titleOf: (path) => (path === 'amount' ? { 'zh-CN': '金额', en: 'Amount' } : { 'zh-CN': path, en: path }),
  choicesOf: (path) => (path === 'kind' ? ['a', 'b', 'c'] : undefined),
};

/** A choice with these conditions, and a line for all other cases unless it is left out. */
function findings(conditions: readonly FlowEdge['when'][], hasDefault = true): readonly Finding[] {
  const ids = conditions.map((_, at) => `n${at}`);
  const lines = conditions.map((when, at) => line('c', `n${at}`, when === undefined ? {} : { when }));
  const definition = flowOf(
    [
      node('s', 'start'),
      node('c', 'condition'),
      ...ids.map((id) => node(id, 'cc', { recipients: [{ starter: true }] })),
      node('e', 'end'),
    ],
    [
      line('s', 'c'),
      ...lines,
      ...(hasDefault ? [line('c', 'e', { default: true })] : []),
      ...ids.map((id) => line(id, 'e')),
    ],
  );
  return checkFlow(definition, CONTEXT).filter(({ severity }) => severity !== undefined);
}

function told(found: readonly Finding[]): string[] {
  return found.map(({ code, edges = [], severity }) => [code, severity, ...edges].join(' '));
}

const x = { var: 'amount' };

describe('conditions that overlap', () => {
  test('partly: the first of the two is followed, and an example is given', () => {
    const found = findings([{ '<': [x, '100'] }, { '>': [x, '50'] }]);
    expect(told(found)).toEqual(['overlap warning c-n0 c-n1']);
    expect(found[0]?.params).toMatchObject({ witness: { en: 'Amount = 50.01' } });
  });

  test('steps from narrow to wide are only mentioned', () => {
    expect(told(findings([{ '>': [x, '5000'] }, { '>': [x, '1000'] }]))).toEqual(['overlap info c-n0 c-n1']);
  });

  test('a line that the ones before it leave nothing', () => {
    expect(told(findings([{ '>': [x, '1000'] }, { '>': [x, '5000'] }]))).toEqual([
      'line_covered warning c-n1',
    ]);
    const two = [{ '<=': [x, '10'] }, { '>': [x, '10'] }, { '==': [x, '7'] }];
    expect(told(findings(two))).toEqual(['line_covered warning c-n2']);
  });

  test('several fields overlap where all of them do', () => {
    const one = { and: [{ '>': [x, '10'] }, { '==': [{ var: 'kind' }, 'a'] }] };
    expect(
      told(findings([one, { and: [{ '<': [x, '20'] }, { in: [{ var: 'kind' }, ['b', 'c']] }] }])),
    ).toEqual([]);
    expect(told(findings([one, { and: [{ '<': [x, '20'] }, { '!=': [{ var: 'kind' }, 'b'] }] }]))).toEqual([
      'overlap warning c-n0 c-n1',
    ]);
  });

  test('what cannot be compared is not judged', () => {
    expect(told(findings([{ '>': [x, { var: 'weight' }] }, { '>': [x, '1'] }]))).toEqual([]);
  });
});

describe('holes between conditions', () => {
  test('one value that both miss', () => {
    const found = findings([{ '<': [x, '5000'] }, { '>': [x, '5000'] }]);
    expect(told(found)).toEqual(['gap warning']);
    expect(found[0]?.params).toMatchObject({ title: { 'zh-CN': '金额' }, value: '5000' });
  });

  test('a narrow span', () => {
    const weight = { var: 'weight' };
    const found = findings([{ '<=': [weight, '5000'] }, { '>=': [weight, '5000.01'] }]);
    expect(found[0]?.params).toMatchObject({ from: '5000', to: '5000.01' });
  });

  test('neighbouring values leave no hole: there is nothing between 5000.00 and 5000.01 where two places are kept', () => {
    expect(told(findings([{ '<=': [x, '5000'] }, { '>=': [x, '5000.01'] }]))).toEqual([]);
    const day = { var: 'day' };
    expect(told(findings([{ '<=': [day, '2026-01-31'] }, { '>=': [day, '2026-02-01'] }]))).toEqual([]);
    expect(told(findings([{ '<': [day, '2026-01-31'] }, { '>': [day, '2026-01-31'] }]))).toEqual([
      'gap warning',
    ]);
  });

  test('a wide space is what the line for all other cases is for', () => {
    expect(told(findings([{ '<': [x, '10'] }, { '>': [x, '100'] }]))).toEqual([]);
  });

  test('without such a line every space is told, by an example', () => {
    const found = findings([{ '==': [{ var: 'kind' }, 'a'] }, { '==': [{ var: 'kind' }, 'b'] }], false);
    expect(told(found)).toEqual(['gap warning']);
    expect(found[0]?.params).toMatchObject({ witness: { en: 'kind = c' } });
    const whole = [{ '==': [{ var: 'urgent' }, true] }, { '==': [{ var: 'urgent' }, false] }];
    expect(told(findings(whole, false))).toEqual([]);
  });
});
