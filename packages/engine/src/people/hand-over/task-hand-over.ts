import { Injectable } from '@nestjs/common';
import { CommandService } from '../../commands/command-service.js';
import { Database } from '../../database/database.js';
import { Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import type { ChangeActor } from '../organisation-changes.js';
import { OpenTasks } from '../open-tasks.js';
import type { OpenTaskView } from '../open-tasks.js';

/** More are left for another round. */
const TASKS_MAX = 1000;

export interface TaskMove {
  readonly from: string;
  readonly to: string;
  readonly comment: string | undefined;
}

export interface LeftTask {
  readonly task: string;
  readonly code: string;
}

/**
 * Moves open tasks to another person, each by itself: those of flows by the step that an administrator takes as well, so
 * that the trail of each document tells it. What cannot be moved is told and stays.
 */
@Injectable()
export class TaskHandOver {
  constructor(
    private readonly database: Database,
    private readonly tasks: OpenTasks,
    private readonly commands: CommandService,
  ) {}

  async move(
    by: ChangeActor,
    subject: Subject,
    move: TaskMove,
  ): Promise<{ readonly moved: number; readonly left: readonly LeftTask[] }> {
    const { data } = await this.tasks.page({ user: move.from }, TASKS_MAX);
    const left: LeftTask[] = [];
    for (const task of data) {
      const code = await this.moveOne(by, subject, task, move);
      if (code !== undefined) left.push({ task: task.id, code });
    }
    return { moved: data.length - left.length, left };
  }

  /** @returns why it stays. */
  private async moveOne(
    by: ChangeActor,
    subject: Subject,
    task: OpenTaskView,
    { from, to, comment }: TaskMove,
  ): Promise<string | undefined> {
    const { instanceId, nodeId, form, recordId } = task;
    if (instanceId === null || nodeId === null) {
      await this.database.query(
        `UPDATE core.task SET assignee = $2 WHERE id = $1 AND assignee = $3 AND state = 'open'`,
        [task.id, to, from],
      );
      return undefined;
    }
    const { channel, ip, requestId } = by;
    const step = { type: 'reassign' as const, node: nodeId, from, to, ...(comment ? { comment } : {}) };
    try {
      await this.commands.execute({
        subject,
        channel,
        ip,
        requestId,
        command: { type: 'move', form, id: recordId, step },
        instance: instanceId,
        action: 'flow:reassign',
      });
      return undefined;
    } catch (error) {
      if (error instanceof Refusal) return error.issues[0]?.code ?? error.code;
      throw error;
    }
  }
}
