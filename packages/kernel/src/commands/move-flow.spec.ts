import type { FlowDefinition } from '../metadata/index.js';
import { action, definitionsWith, releaseOf, requestFlow, title } from './commands.fixtures.js';
import { ADA, AMY, DAN, LEA, Office, requestOf } from './office.fixtures.js';

/** A request that waits for its leader. */
function sent(pens = '2', office = new Office()) {
  const id = office.made(AMY, requestOf(pens));
  office.act(AMY, id, 'send');
  return { office, id };
}

describe('answering a task of a flow', () => {
  test('a small request needs the leader only', () => {
    const { office, id } = sent();
    expect(office.answer(LEA, id, 'approve').effects).toMatchObject({
      subjectRecord: { status: 'approved', version: 3 },
      instances: [{ kind: 'update', revision: 2, state: { status: 'approved', work: [] } }],
      tasksClosed: [{ outcome: 'approved', by: LEA }],
    });
  });

  test('a total above the limit goes on to the director, the limit itself does not', () => {
    const [at, above] = ['2000', '2000.004'].map((pens) => {
      const { office, id } = sent(pens);
      office.answer(LEA, id, 'approve');
      return [office.record(id)?.['total'], office.record(id)?.status, office.taskOf(DAN, id)?.nodeId];
    });
    expect(at).toEqual(['5000.00', 'approved', undefined]);
    expect(above).toEqual(['5000.01', 'sent', 'director']);
  });

  test('a refusal ends the flow', () => {
    const { office, id } = sent();
    expect(office.answer(LEA, id, 'reject').effects).toMatchObject({
      subjectRecord: { status: 'refused' },
      postings: [],
    });
    expect(office.taskOf(LEA, id)).toBeUndefined();
  });

  test('is forbidden to anybody else who sees the record', () => {
    const { office, id } = sent();
    const task = office.taskOf(LEA, id)?.id;
    expect(office.answer(AMY, id, 'approve', undefined, task)).toMatchObject({
      reason: 'forbidden',
      codes: ['not_yours'],
    });
    expect(office.answer(DAN, id, 'approve', undefined, task)).toMatchObject({ reason: 'hidden' });
  });

  test('comes late when the flow is over', () => {
    const { office, id } = sent();
    const task = office.taskOf(LEA, id)?.id;
    office.answer(LEA, id, 'approve');
    expect(office.answer(AMY, id, 'approve', undefined, task)).toMatchObject({
      reason: 'passed',
      codes: ['not_running'],
    });
  });

  test('changes only the fields that the node opens', () => {
    const { office, id } = sent();
    expect(office.answer(LEA, id, 'approve', { limit: '1.00' })).toMatchObject({
      reason: 'invalid',
      codes: ['field_locked /limit'],
    });
    expect(office.answer(LEA, id, 'approve', { status: 'approved' }).reason).toBe('invalid');
    expect(office.answer(LEA, id, 'approve', { note: 'seen' }).effects?.subjectRecord).toMatchObject({
      note: 'seen',
      status: 'approved',
      version: 3,
    });
  });

  test('goes to the administrators when the flow finds nobody', () => {
    const { office, id } = sent('2', new Office(undefined, [LEA]));
    expect(office.taskOf(ADA, id)).toMatchObject({ nodeId: 'leader' });
  });
});

describe('the nodes of a flow', () => {
  const [start, leader, size, director, end] = requestFlow.nodes;

  /** The flow with an action node in front of the condition. */
  function flowWith(actions: readonly unknown[], condition: Record<string, unknown>): FlowDefinition {
    const act = { id: 'act', type: 'action', title: title('act'), config: { actions } };
    return {
      ...requestFlow,
      nodes: [start, leader, act, size, director, end] as FlowDefinition['nodes'],
      edges: [
        { id: 'a', from: 'start', to: 'leader' },
        { id: 'b', from: 'leader', to: 'act' },
        { id: 'c', from: 'act', to: 'size' },
        { id: 'd', from: 'size', to: 'director', when: condition },
        { id: 'e', from: 'size', to: 'end', default: true },
        { id: 'f', from: 'director', to: 'end' },
      ],
    };
  }

  test('set fields, and what is computed out of them follows', () => {
    const flow = flowWith(
      [
        action('setField', { field: 'limit', formula: 'total - 1' }),
        action('setField', { field: 'lines.mark', formula: '"seen"' }, 'a_mark'),
      ],
      { '>': [{ var: 'total' }, '5000'] },
    );
    const { office, id } = sent('2', new Office(releaseOf(definitionsWith(flow))));
    office.answer(LEA, id, 'approve');
    expect(office.record(id)).toMatchObject({ limit: '4.00', excess: '1.00', lines: [{ mark: 'seen' }] });
  });

  test('behind an action see the record as the action leaves it', () => {
    const flow = flowWith([action('setField', { field: 'limit', formula: 'total - 1' })], {
      '>': [{ var: 'excess' }, '0'],
    });
    const { office, id } = sent('2', new Office(releaseOf(definitionsWith(flow))));
    office.answer(LEA, id, 'approve');
    expect(office.taskOf(DAN, id)?.nodeId).toBe('director');
  });

  test('copy people in with a task that only asks to be read, and tell everybody but the one who acts', () => {
    const cc = {
      id: 'copy',
      type: 'cc',
      title: title('copy'),
      config: { recipients: [{ users: [LEA, DAN] }] },
    };
    const flow: FlowDefinition = {
      ...requestFlow,
      nodes: [start, leader, cc, end] as FlowDefinition['nodes'],
      edges: [
        { id: 'a', from: 'start', to: 'leader' },
        { id: 'b', from: 'leader', to: 'copy' },
        { id: 'c', from: 'copy', to: 'end' },
      ],
    };
    const { office, id } = sent('2', new Office(releaseOf(definitionsWith(flow))));
    const { effects } = office.answer(LEA, id, 'approve');
    expect(effects?.tasksOpened.map(({ kind, assignee }) => [kind, assignee])).toEqual([
      ['cc', LEA],
      ['cc', DAN],
    ]);
    expect(effects?.notifications.map(({ to }) => to)).toEqual([[DAN], [AMY]]);
  });
});
