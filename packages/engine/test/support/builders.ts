import { randomUUID } from 'node:crypto';
import type { NotificationPayload } from '../../src/channels/notification.channel.js';
import type { TestApp } from './test-app.js';

/** Puts a message into the outbox, due now. */
export async function putIntoOutbox(
  engine: TestApp,
  topic: string,
  key: string,
  payload: object,
): Promise<void> {
  await engine.database.query(
    'INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at) VALUES ($1, $2, $3, $4, $5, $5)',
    [randomUUID(), topic, key, JSON.stringify(payload), engine.clock.read()],
  );
}

/** A notification for some users. */
export function aNotification(
  users: readonly string[],
  parts: Partial<NotificationPayload> = {},
): NotificationPayload {
  return { users, title: { 'zh-CN': '有新的申请', en: 'A new request' }, ...parts };
}

/** Opens a task of no flow for a user. */
export async function openTask(engine: TestApp, assignee: string): Promise<string> {
  const id = randomUUID();
  await engine.database.query(
    `INSERT INTO core.task (id, form, record_id, kind, title, assignee, state, opened_at)
     VALUES ($1, 'request', $2, 'complete', $3, $4, 'open', $5)`,
    [
      id,
      randomUUID(),
      JSON.stringify({ 'zh-CN': '补充材料', en: 'Add papers' }),
      assignee,
      engine.clock.read(),
    ],
  );
  return id;
}

/** Sets a timer, due at the clock's present time. */
export async function setTimer(engine: TestApp, kind: string, taskId: string | null = null): Promise<string> {
  const id = randomUUID();
  await engine.database.query('INSERT INTO core.timer (id, kind, due_at, task_id) VALUES ($1, $2, $3, $4)', [
    id,
    kind,
    engine.clock.read(),
    taskId,
  ]);
  return id;
}
