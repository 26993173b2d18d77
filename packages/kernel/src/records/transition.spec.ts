import { claimForm, modelOf } from '../forms/claim.fixtures.js';
import { newRecord, nextVersion, recordTitle } from './record.js';
import { checkAction, checkEditable, checkState } from './transition.js';

const claim = modelOf(claimForm);
const occasion = { actor: 'ann', now: '2026-11-22T00:00:00.000Z' };
const draft = newRecord(claim, 'r1', occasion);

describe('actions of a record', () => {
  test('start from the states that they name', () => {
    expect(checkAction(claim, draft, 'send')).toEqual([]);
    expect(checkAction(claim, draft, 'finish')).toMatchObject([
      { code: 'wrong_state', params: { state: 'draft', expected: ['sent'] } },
    ]);
  });

  test('that do not exist are refused', () => {
    expect(checkAction(claim, draft, 'vanish')).toMatchObject([{ code: 'unknown_action' }]);
  });

  test('cannot step around a running flow, but a task of the flow can take them', () => {
    expect(checkAction(claim, draft, 'send', { running: true })).toMatchObject([{ code: 'outside_flow' }]);
    expect(checkAction(claim, draft, 'send', { running: true, inTask: true })).toEqual([]);
  });

  test('cannot enter a state that only a flow sets', () => {
    const hold = { reserved: new Set(['sent']) };
    expect(checkAction(claim, draft, 'send', hold)).toMatchObject([{ code: 'outside_flow' }]);
    expect(checkState(claim, 'sent', hold)).toMatchObject([{ code: 'outside_flow' }]);
    expect(checkState(claim, 'nowhere')).toMatchObject([{ code: 'unknown_state' }]);
  });
});

describe('changing a record', () => {
  test('is possible in an editable state only, and not while a flow runs', () => {
    expect(checkEditable(claim, draft)).toEqual([]);
    expect(checkEditable(claim, { ...draft, status: 'sent' })).toMatchObject([{ code: 'wrong_state' }]);
    expect(checkEditable(claim, draft, { running: true })).toMatchObject([{ code: 'outside_flow' }]);
    expect(checkEditable(claim, { ...draft, status: 'sent' }, { inTask: true })).toEqual([]);
  });

  test('counts its versions and keeps who made it', () => {
    const next = nextVersion(
      draft,
      { ...draft, no: 'C1' },
      { actor: 'bob', now: '2026-11-23T00:00:00.000Z' },
    );
    expect(next).toMatchObject({
      version: 2,
      created_by: 'ann',
      updated_by: 'bob',
      no: 'C1',
      status: 'draft',
    });
    expect(recordTitle(claim, next)).toBe('C1');
  });
});
