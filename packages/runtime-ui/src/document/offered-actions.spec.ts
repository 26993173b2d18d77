import type { RecordAction, Task } from '@dougong/ui/api';
import type { FormDefinition } from '@dougong/kernel/metadata';
import { copyAction, isAnswer, offeredActions, takingBack } from './offered-actions.js';

const title = { 'zh-CN': '抄送', en: 'Copy' };
const approve: RecordAction = { id: 'approve', kind: 'task', title, taskId: '1', allowed: true };
const submit: RecordAction = { id: 'submit', kind: 'lifecycle', title, allowed: true };

function copy(recordId: string, state: string): Task {
  return { id: `copy of ${recordId}`, kind: 'cc', title, recordId, state } as Task;
}

describe('a copy that somebody was sent', () => {
  test('can be marked as read on the page of its record', () => {
    expect(copyAction([copy('a', 'open'), copy('b', 'open')], 'b')).toMatchObject({
      id: 'read',
      kind: 'task',
      taskId: 'copy of b',
      allowed: true,
    });
  });

  test('is offered no more once it was read', () => {
    expect(copyAction([copy('a', 'done')], 'a')).toBeUndefined();
  });

  test('never takes the place of what brings the document on', () => {
    const read = copyAction([copy('a', 'open')], 'a')!;
    expect(offeredActions([read, approve], false).primary).toBe(approve);
    expect(offeredActions([read, submit], false).primary).toBe(submit);
    expect(offeredActions([read], false).primary).toBe(read);
  });
});

describe('what may be done with a flow', () => {
  const act = (id: string, kind: RecordAction['kind'], more: Partial<RecordAction> = {}): RecordAction => ({
    id,
    kind,
    title,
    allowed: true,
    ...more,
  });
  const recall = act('recall', 'flow', { allowed: false, reason: 'too_late' });
  const revoke = act('revoke', 'flow');
  const urge = act('urge', 'flow');
  const ids = (actions: readonly RecordAction[]) => actions.map(({ id }) => id);

  test('stands in the open for the starter, what ends the flow and what is too late behind the dots', () => {
    const { primary, shown, hidden } = offeredActions([recall, revoke, urge, act('comment', 'flow')], false);
    expect(primary).toBeUndefined();
    expect(ids(shown)).toEqual(['urge']);
    expect(ids(hidden)).toEqual(['recall', 'revoke']);
  });

  test('waits behind the dots where a task is to be answered', () => {
    const { primary, shown, hidden } = offeredActions([approve, act('transfer', 'step'), urge], false);
    expect([primary?.id, ids(shown), ids(hidden)]).toEqual(['approve', [], ['transfer', 'urge']]);
  });

  test('is to send a document again that came back, together with what was typed', () => {
    const resubmit = act('resubmit', 'flow', { taskId: '1' });
    expect(offeredActions([resubmit, revoke], true).primary).toBe(resubmit);
    expect([resubmit, approve, submit, urge].filter(isAnswer)).toEqual([resubmit, approve]);
  });
});

describe('what takes a document back', () => {
  const reverse: RecordAction = { id: 'reverse', kind: 'lifecycle', title, allowed: true };
  const lifecycle = {
    initial: 'draft',
    states: [
      { id: 'draft', title, tone: 'draft' },
      { id: 'done', title, tone: 'done' },
      { id: 'reversed', title, tone: 'refused' },
    ],
    actions: [
      { id: 'submit', title, from: ['draft'] },
      { id: 'post', title, from: ['draft'], to: 'done' },
      { id: 'reverse', title, from: ['done'], to: 'reversed' },
    ],
  };
  const back = takingBack({ lifecycle } as unknown as FormDefinition);

  test('is what ends in a refusal', () => {
    expect([...back]).toEqual(['reverse']);
  });

  test('is never the way forward, but stands in the open where it is all that there is', () => {
    expect(offeredActions([reverse], false, back)).toMatchObject({ primary: undefined, shown: [reverse] });
    expect(offeredActions([reverse, submit], false, back)).toMatchObject({
      primary: submit,
      shown: [reverse],
    });
  });

  test('waits behind the dots of a phone', () => {
    expect(offeredActions([reverse], true, back)).toMatchObject({ primary: undefined, hidden: [reverse] });
  });
});
