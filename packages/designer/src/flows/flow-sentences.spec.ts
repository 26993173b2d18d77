import { claimNames, CLAIM_FLOW, claimSurroundings } from './flows.fixtures.js';
import { tellingChanges } from './flow-diff.js';
import { conditionSentence } from '../surroundings/condition-sentence.js';
import { changeSentence, edgeLabel } from './flow-sentences.js';
import { TestDesigner } from './designer.fixtures.js';

function told(designer: TestDesigner, language: 'zh-CN' | 'en' = 'zh-CN'): string[] {
  const names = claimNames(language);
  return tellingChanges(CLAIM_FLOW, designer.document).map((change) => {
    const sentence = changeSentence(change, names, { before: CLAIM_FLOW, after: designer.document });
    return [change.kind, sentence.lead, sentence.before ?? '-', sentence.after ?? '-'].join(' | ');
  });
}

function open(): TestDesigner {
  return new TestDesigner(CLAIM_FLOW, claimSurroundings());
}

describe('what changed, in words', () => {
  test('nothing changed, nothing is said', () => {
    expect(told(open().rename('leader', 'A').undo())).toEqual([]);
  });

  test('a new threshold names the field and both amounts', () => {
    const designer = open().guard('e3', { '>': [{ var: 'amount' }, '8000'] });
    expect(told(designer)).toEqual([
      'changed | “金额较大？”到“董事审批”的线：条件 | 金额大于5,000 | 金额大于8,000',
    ]);
    expect(told(designer, 'en')).toEqual([
      'changed | line from “Large?” to “Board approves”: condition | Amount is more than 5,000 | Amount is more than 8,000',
    ]);
  });

  test('another approver is told by names', () => {
    const designer = open().configure('leader', 'assignees', [{ role: 'clerk' }, { users: ['u1'] }]);
    expect(told(designer)).toEqual(['changed | 组长审批：处理人 | 地点 › 组长 | 文员、安']);
  });

  test('time limits and choices are told as people read them', () => {
    const designer = open().configure('leader', 'dueIn', 'P2D').configure('leader', 'mode', 'all');
    expect(told(designer)).toEqual([
      'changed | 组长审批：多人处理方式 | 或签：一人处理即可 | 会签：所有人都要处理',
      'changed | 组长审批：时限 | 24 小时 | 2 天',
    ]);
  });

  test('a node that came is told with the one before it, and its lines are not told again', () => {
    const designer = open();
    designer.addOnEdge('cc', 'e1');
    expect(told(designer)[0]).toBe('added | 抄送“抄送”，接在“提交”之后 | - | -');
    expect(told(designer).filter((line) => line.includes('的线'))).toEqual([]);
  });

  test('a node that went is told without its lines', () => {
    expect(told(open().remove('leader'))).toEqual(['removed | 审批“组长审批” | - | -']);
  });

  test('another order of the conditions is told', () => {
    const designer = open();
    const copy = designer.append('cc', 'large');
    const line = designer.document.edges.find((edge) => edge.to === copy && edge.from === 'large');
    designer.guard(line?.id ?? '', { var: 'urgent' });
    const before = designer.document;
    designer.shift('e3', 1);
    const changes = tellingChanges(before, designer.document);
    expect(changes.map((change) => change.what)).toEqual(['order']);
  });
});

describe('a line says why it is taken', () => {
  const names = claimNames();

  test('by its condition', () => {
    expect(
      edgeLabel({ id: 'x', from: 'a', to: 'b', when: { '>': [{ var: 'amount' }, '5000'] } }, true, names),
    ).toBe('金额大于5000');
  });

  test('by what was written on it', () => {
    const edge = {
      id: 'x',
      from: 'a',
      to: 'b',
      default: true as const,
      title: { 'zh-CN': '小额', en: 'Small' },
    };
    expect(edgeLabel(edge, true, names)).toBe('小额');
  });

  test('as the rest, as a refusal, as still to be set', () => {
    expect(edgeLabel({ id: 'x', from: 'a', to: 'b', default: true }, true, names)).toBe('其他情况');
    expect(edgeLabel({ id: 'x', from: 'a', to: 'b', on: 'rejected' }, false, names)).toBe('不同意');
    expect(edgeLabel({ id: 'x', from: 'a', to: 'b' }, true, names)).toBe('未设条件');
    expect(edgeLabel({ id: 'x', from: 'a', to: 'b' }, false, names)).toBe('');
  });
});

test('a condition on a field that is gone cannot be read', () => {
  expect(conditionSentence({ '>': [{ var: 'gone' }, '1'] }, claimNames())).toBeUndefined();
});
