import { Inject, Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { IdSource, Localized } from '@dougong/kernel/foundation';
import type { SqlSession } from '../database/sql-session.js';
import type { NotificationPayload } from '../channels/notification.channel.js';
import { ID_SOURCE } from '../ports.js';
import { TimerHandlers } from './timer-handlers.js';
import type { DueTimer } from './timer-handlers.js';

const OVERDUE: Localized = { 'zh-CN': '待办已超时', en: 'A task is overdue' };

interface OpenTask {
  readonly assignee: string;
  readonly title: Localized | null;
  readonly form: string;
  readonly record_id: string;
}

/** Reminds the assignee of a task that is still open when its time has run out. */
@Injectable()
export class TaskDueTimer implements OnModuleInit {
  static readonly kind = 'task_due';

  constructor(
    private readonly handlers: TimerHandlers,
    @Inject(ID_SOURCE) private readonly nextId: IdSource,
  ) {}

  onModuleInit(): void {
    this.handlers.register(TaskDueTimer.kind, (timer, session, now) => this.remind(timer, session, now));
  }

  private async remind(timer: DueTimer, session: SqlSession, now: string): Promise<void> {
    const { rows } = await session.query<OpenTask & Record<string, unknown>>(
      `SELECT assignee, title, form, record_id FROM core.task WHERE id = $1 AND state = 'open'`,
      [timer.taskId],
    );
    const task = rows[0];
    if (!task) return;
    const payload: NotificationPayload = {
      event: 'remind',
      users: [task.assignee],
      title: OVERDUE,
      ...(task.title ? { body: task.title } : {}),
      form: task.form,
      recordId: task.record_id,
    };
    await session.query(
      `INSERT INTO core.outbox (id, topic, key, payload, next_at, created_at)
       VALUES ($1, 'notification', $2, $3, $4, $4) ON CONFLICT (key) DO NOTHING`,
      [this.nextId(), `task_due:${timer.id}`, JSON.stringify(payload), now],
    );
  }
}
