import type { RecordAction, Task } from '@dougong/ui/api';
import { copyAction, offeredActions } from './offered-actions.js';

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
