import type { FlowDefinition } from '../metadata/index.js';
import { definitionsWith, releaseOf, requestFlow } from './commands.fixtures.js';
import { ADA, AMY, AT, LEA, Office, requestOf } from './office.fixtures.js';

/** A request that waits for its leader, in an office whose flow is drawn a little differently. */
function sent(change: (flow: FlowDefinition) => FlowDefinition = (flow) => flow) {
  const office = new Office(releaseOf(definitionsWith(change(requestFlow))));
  const id = office.made(AMY, requestOf('2'));
  office.act(AMY, id, 'send');
  return { office, id, task: office.taskOf(LEA, id)?.id ?? '' };
}

const withConfig = (id: string, config: Record<string, unknown>) => (flow: FlowDefinition) => ({
  ...flow,
  nodes: flow.nodes.map((node) =>
    node.id === id ? { ...node, config: { ...node.config, ...config } } : node,
  ),
});

describe('a document that comes back to its starter', () => {
  const returned = () => {
    const { office, id, task } = sent();
    const outcome = office.move(LEA, id, { type: 'return', taskId: task, to: 'start' });
    return { office, id, outcome };
  };

  test('has the state it had before, and waits for him in his list', () => {
    const { office, id, outcome } = returned();
    expect(outcome.effects).toMatchObject({
      instances: [{ state: { status: 'returned' } }],
      tasksClosed: [{ outcome: 'returned', by: LEA }],
      tasksOpened: [{ kind: 'resubmit', assignee: AMY }],
    });
    expect(office.record(id)).toMatchObject({ status: 'draft', version: 3 });
  });

  test('is corrected and sent again in one step', () => {
    const { office, id } = returned();
    const outcome = office.move(AMY, id, { type: 'resubmit' }, { note: 'better' });
    expect(outcome.codes).toEqual([]);
    expect(office.record(id)).toMatchObject({ note: 'better', status: 'sent', version: 4 });
    expect(office.taskOf(LEA, id)).toMatchObject({ nodeId: 'leader' });
  });

  test('can be changed like a draft and goes on with the button that first sent it', () => {
    const { office, id } = returned();
    expect(office.change(AMY, id, { note: 'better' }).codes).toEqual([]);
    expect(office.act(AMY, id, 'send').codes).toEqual([]);
    expect(office.record(id)).toMatchObject({ note: 'better', status: 'sent' });
    expect(office.taskOf(LEA, id)).toBeDefined();
  });
});

describe('who may do what with a flow', () => {
  test('only its administrators repair it', () => {
    const { office, id } = sent();
    const cancel = { type: 'cancel', reason: 'obsolete' } as const;
    expect(office.move(AMY, id, cancel)).toMatchObject({ reason: 'forbidden', codes: ['not_allowed'] });
    expect(office.move(ADA, id, cancel).effects).toMatchObject({
      instances: [{ state: { status: 'cancelled', reason: 'obsolete' } }],
      subjectRecord: { status: 'draft' },
    });
  });

  test('no person speaks for the platform', () => {
    const { office, id } = sent();
    expect(office.move(ADA, id, { type: 'timer', timerId: 't' })).toMatchObject({
      reason: 'forbidden',
      codes: ['not_allowed'],
    });
  });

  test('the starter revokes it, and a comment changes nothing of the record', () => {
    const { office, id } = sent();
    expect(office.move(AMY, id, { type: 'comment', comment: 'please hurry' }).effects).toMatchObject({
      records: [],
      flowEvents: [{ kind: 'commented' }],
    });
    expect(office.move(AMY, id, { type: 'revoke' }).effects).toMatchObject({
      instances: [{ state: { status: 'revoked' } }],
      subjectRecord: { status: 'refused' },
    });
  });
});

describe('fields of a step', () => {
  test('that it asks for must be filled in before anybody agrees, not before a refusal', () => {
    const { office, id } = sent(withConfig('leader', { required: ['note'] }));
    expect(office.answer(LEA, id, 'approve').codes).toEqual(['validation /note']);
    expect(office.answer(LEA, id, 'approve', { note: 'seen' }).codes).toEqual([]);
    const other = sent(withConfig('leader', { required: ['note'] }));
    expect(other.office.answer(LEA, other.id, 'reject').codes).toEqual([]);
  });

  test('that it hides or shows only cannot be changed, whatever else it says', () => {
    const { office, id } = sent(withConfig('leader', { readOnly: ['note'] }));
    expect(office.answer(LEA, id, 'approve', { note: 'x' }).codes).toEqual(['field_locked /note']);
  });
});

describe('timers', () => {
  const timeout = { after: 'PT2H', action: 'pass' };

  test('are left for the platform, which lets them go off', () => {
    const { office, id } = sent(withConfig('leader', { timeout }));
    const timer = office.send(ADA, {
      type: 'move',
      form: 'request',
      id,
      at: AT,
      step: { type: 'comment', comment: 'x' },
    });
    expect(timer.effects?.instances[0]?.state.timers).toMatchObject([
      { kind: 'timeout', dueAt: '2026-03-05T10:00:00.000Z' },
    ]);
    const timerId = timer.effects?.instances[0]?.state.timers?.[0]?.id ?? '';
    const step = { type: 'timer', timerId } as const;
    const fired = office.send(AMY, { type: 'move', form: 'request', id, at: AT, step, byPlatform: true });
    expect(fired.effects).toMatchObject({ subjectRecord: { status: 'approved' }, timersDropped: [timerId] });
  });
});

describe('a document with a running flow', () => {
  test('is not deleted, but for an administrator who insists', () => {
    const { office, id } = sent();
    expect(office.remove(ADA, id).codes).toEqual(['record_locked']);
    const insist = { type: 'delete', form: 'request', id, at: AT, force: true } as const;
    expect(office.send(ADA, insist).effects).toMatchObject({
      records: [{ kind: 'delete' }],
      instances: [{ state: { status: 'cancelled', reason: 'record_deleted' } }],
    });
    expect(office.record(id)).toBeUndefined();
  });
});

test('an open instance goes on with the flow of another release', () => {
  const { office, id } = sent();
  expect(office.move(AMY, id, { type: 'migrate', release: 1 }).codes).toEqual(['not_allowed']);
  expect(office.move(ADA, id, { type: 'migrate', release: 1 }).effects).toMatchObject({
    instances: [{ release: 1, state: { status: 'running' } }],
    flowEvents: [{ kind: 'migrated' }],
  });
});
