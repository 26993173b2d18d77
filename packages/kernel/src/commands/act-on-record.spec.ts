import { action, definitionsWith, releaseOf, requestForm } from './commands.fixtures.js';
import { rule, title } from './commands.fixtures.js';
import { missingFor } from './index.js';
import { ADA, AMY, DAN, LEA, NORTH, Office, requestOf } from './office.fixtures.js';

describe('submitting a record', () => {
  test('starts the flow, moves the state and opens a task for whom the flow names', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    const { effects } = office.act(AMY, id, 'send');
    expect(effects).toMatchObject({
      subjectRecord: { id, status: 'sent', version: 2 },
      instances: [{ kind: 'insert', flow: 'request_flow', release: 1, recordId: id, revision: 1 }],
      tasksOpened: [{ kind: 'approve', recordId: id, assignee: LEA, nodeId: 'leader' }],
      events: [{ type: 'request.sent', data: { from: 'draft', to: 'sent' } }],
    });
    expect(effects?.notifications).toMatchObject([{ to: [LEA], recordId: id }]);
  });

  test('takes the change that comes with it', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    expect(office.act(AMY, id, 'send', { note: 'now' }).effects?.subjectRecord).toMatchObject({
      note: 'now',
      status: 'sent',
      version: 2,
    });
  });

  test('a second time comes late', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    office.act(AMY, id, 'send');
    expect(office.act(AMY, id, 'send')).toMatchObject({ reason: 'passed', codes: ['already_done'] });
  });

  test('is refused until what the action asks for is filled', () => {
    const needy = {
      ...requestForm,
      lifecycle: {
        ...requestForm.lifecycle,
        actions: requestForm.lifecycle?.actions?.map((each) =>
          each.id === 'send' ? { ...each, required: ['limit', 'note', 'lines.qty'] } : each,
        ),
      },
    };
    const office = new Office(releaseOf(definitionsWith(needy as never)));
    const id = office.made(AMY, requestOf('2', { note: 'x' }));
    expect(office.act(AMY, id, 'send')).toMatchObject({
      reason: 'invalid',
      codes: [expect.stringContaining('/limit')],
    });
    const send = office.release.models.get('request')?.lifecycle.actions.get('send');
    expect(send && missingFor(send, office.record(id) ?? {})).toEqual(['limit']);
  });
});

describe('an action', () => {
  test('that does not exist, or that leads around the flow, is forbidden', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    const outside = { reason: 'forbidden', codes: ['outside_flow'] };
    expect(office.act(AMY, id, 'fly')).toMatchObject(outside);
    expect(office.act(AMY, id, 'force')).toMatchObject(outside);
    office.act(AMY, id, 'send');
    expect(office.act(AMY, id, 'park')).toMatchObject(outside);
  });

  test('comes late when the state has passed', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    expect(office.act(AMY, id, 'wake')).toMatchObject({ reason: 'passed', codes: ['wrong_state'] });
  });

  test('moves the record into its state', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    expect(office.act(AMY, id, 'park').effects?.subjectRecord).toMatchObject({
      status: 'parked',
      version: 2,
    });
  });

  test('cannot carry values past the rules of a change', () => {
    const fixed = rule('limit_stays', [action('block', { field: 'limit', message: title('stays') })], {
      phase: 'validate',
      trigger: { on: ['update'], fields: ['limit'] },
    });
    const office = new Office(releaseOf(definitionsWith(fixed)));
    const id = office.made(AMY, requestOf('2'));
    expect(office.act(AMY, id, 'park', { limit: '9.00' }).codes).toEqual(['rule_refused /limit']);
    expect(office.act(AMY, id, 'park', { note: 'x' }).codes).toEqual([]);
  });

  test('in a state that is not editable writes only what it asks for', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    office.act(AMY, id, 'park');
    expect(office.act(AMY, id, 'wake', { note: 'x', limit: '1.00' }).codes).toEqual(['field_locked /limit']);
    expect(office.act(AMY, id, 'wake', { note: 'x' }).effects?.subjectRecord).toMatchObject({
      status: 'draft',
      note: 'x',
    });
  });

  test('is refused to whoever sees the record and has no right to the action', () => {
    const office = new Office();
    const id = office.made(AMY, requestOf('2'));
    office.act(AMY, id, 'send');
    expect(office.act(LEA, id, 'park')).toMatchObject({ reason: 'forbidden', codes: ['no_right'] });
  });
});

describe('a task that a rule gave', () => {
  /** A large request, approved: its errand waits for the leader. */
  function waiting() {
    const office = new Office();
    const id = office.made(AMY, requestOf('41'));
    office.act(AMY, id, 'send');
    office.answer(LEA, id, 'approve');
    return { office, errand: String(office.record(id)?.['errand']) };
  }

  test('is due when the rule says so', () => {
    const { office, errand } = waiting();
    expect(office.taskOf(LEA, errand)).toMatchObject({
      kind: 'complete',
      form: 'errand',
      action: 'finish',
      rule: 'follow_up',
      title: title('Look after R2026-001'),
      dueAt: '2026-03-06T08:00:00.000Z',
    });
  });

  test.each([
    ['on the day that a formula gives, to its last minute', 'DATE(2026, 4, 30)', '2026-04-30T15:59:00.000Z'],
    ['without a time limit while the day is blank', 'IF(total > 1000, today)', undefined],
  ])('is due %s', (_when, dueOn, dueAt) => {
    const paid = rule(
      'paid',
      [action('createTask', { title: title('Pay it'), to: [{ users: [LEA] }], action: 'park', dueOn })],
      { trigger: { on: ['create'] } },
    );
    const office = new Office(releaseOf(definitionsWith(paid)));
    const id = office.made(AMY, { place: NORTH, ...requestOf('1') });
    expect(office.taskOf(LEA, id)?.dueAt).toBe(dueAt);
  });

  test('is completed by its assignee only', () => {
    const { office, errand } = waiting();
    const filled = { reason: 'found' };
    expect(office.act(ADA, errand, 'finish', filled)).toMatchObject({
      reason: 'forbidden',
      codes: ['not_yours'],
    });
    expect(office.act(DAN, errand, 'finish', filled)).toMatchObject({ reason: 'hidden' });
    expect(office.act(LEA, errand, 'finish', filled).effects).toMatchObject({
      subjectRecord: { status: 'done', reason: 'found' },
      tasksClosed: [{ outcome: 'completed', by: LEA }],
    });
  });

  test('is completed with its required fields only', () => {
    const { office, errand } = waiting();
    expect(office.act(LEA, errand, 'finish')).toMatchObject({
      reason: 'invalid',
      codes: [expect.stringContaining('/reason')],
    });
    expect(office.act(LEA, errand, 'finish', { extra: 'x', reason: '' }).reason).toBe('invalid');
    expect(office.taskOf(LEA, errand)).toBeDefined();
  });

  test('is done for everybody when one of its assignees completes it', () => {
    const shared = rule(
      'shared',
      [action('createTask', { title: title('Park it'), to: [{ users: [AMY, LEA] }], action: 'park' })],
      { trigger: { on: ['create'] } },
    );
    const office = new Office(releaseOf(definitionsWith(shared)));
    const id = office.made(AMY, { place: NORTH, ...requestOf('1') });
    const { effects } = office.act(AMY, id, 'park');
    expect(effects?.tasksClosed.map(({ outcome }) => outcome)).toEqual(['completed', 'cancelled']);
  });
});
