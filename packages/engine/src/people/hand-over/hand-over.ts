import { Inject, Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Clock } from '@dougong/kernel/foundation';
import type { SqlSession } from '../../database/sql-session.js';
import { invalid } from '../../http/refusal.js';
import { ApiKeys } from '../../identity/keys/api-keys.js';
import { SessionBook } from '../../identity/sessions/session-book.js';
import type { Subject } from '../../identity/subject.js';
import { CLOCK } from '../../ports.js';
import { keepingAdministrators } from '../last-administrator.js';
import { requireActiveUser } from '../named-people.js';
import { OpenTasks } from '../open-tasks.js';
import { OrganisationChanges } from '../organisation-changes.js';
import type { ChangeActor } from '../organisation-changes.js';
import { Staff } from '../staff.js';
import type { HandOverReport, HandOverWish } from './hand-over.wire.js';
import { TaskHandOver } from './task-hand-over.js';
import { WhatHangs } from './what-hangs.js';
import type { Hanging } from './what-hangs.js';

const PARTS = ['tasks', 'departments', 'deputies', 'nodes', 'roles'] as const;
const TASKS_SHOWN_MAX = 200;

const LEAD = 'UPDATE core.department SET leader = $2 WHERE leader = $1';

/** Rules by which the successor would stand in for himself end. */
const STAND_IN = `
  WITH over AS (DELETE FROM core.deputy WHERE deputy_id = $1 AND user_id = $2 AND (ends_at IS NULL OR ends_at > $3))
  UPDATE core.deputy SET deputy_id = $2 WHERE deputy_id = $1 AND user_id <> $2 AND (ends_at IS NULL OR ends_at > $3)`;

/** He is away for good: who stands in for him for a while is no answer. */
const END_STOOD_FOR = `
  WITH gone AS (DELETE FROM core.deputy WHERE user_id = $1 AND starts_at >= $2)
  UPDATE core.deputy SET ends_at = $2 WHERE user_id = $1 AND starts_at < $2 AND (ends_at IS NULL OR ends_at > $2)`;

const GIVE_ROLES = `
  INSERT INTO core.user_role (user_id, role_key) SELECT $2, role_key FROM core.user_role WHERE user_id = $1
  ON CONFLICT (user_id, role_key) DO NOTHING`;

const SWITCH_OFF = `
  UPDATE core.user_account SET active = false, successor = coalesce($2, successor) WHERE id = $1`;

/**
 * Lets somebody leave in one operation: sessions and keys end, the account is switched off, and what hangs on it goes to
 * those who are named. It can be done again for what was left.
 */
@Injectable()
export class HandOver {
  constructor(
    private readonly staff: Staff,
    private readonly hanging: WhatHangs,
    private readonly openTasks: OpenTasks,
    private readonly tasks: TaskHandOver,
    private readonly changes: OrganisationChanges,
    private readonly sessions: SessionBook,
    private readonly keys: ApiKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What would end and move; changes nothing. */
  async preview(id: string, wish: HandOverWish): Promise<HandOverReport> {
    await this.staff.read(id);
    return this.report(id, wish, await this.hanging.on(id));
  }

  async carryOut(by: ChangeActor, subject: Subject, id: string, wish: HandOverWish): Promise<HandOverReport> {
    if (id === by.actor) throw invalid([issue('cannot_switch_off_yourself', '')]);
    const planned = await this.preview(id, wish);
    await this.changes.carryOut(by, 'user:hand_over', async (session) => {
      await requireSuccessors(session, id, wish);
      const changes = await keepingAdministrators(session, () => this.moveAll(session, id, wish));
      return {
        id,
        value: undefined,
        changes: [...changes, { path: '/hand_over', old: null, new: wordsOf(planned) }],
      };
    });
    await this.sessions.forget();
    const { moved, left } =
      wish.tasks === undefined
        ? { moved: 0, left: [] }
        : await this.tasks.move(by, subject, { from: id, to: wish.tasks, comment: wish.comment });
    return { ...planned, done: true, tasks: { ...planned.tasks, count: moved }, left: [...left] };
  }

  private async moveAll(session: SqlSession, id: string, wish: HandOverWish) {
    const now = this.clock();
    await this.sessions.endAll(session, id);
    await this.keys.revokeAll(session, id);
    if (wish.departments !== undefined) await session.query(LEAD, [id, wish.departments]);
    if (wish.deputies !== undefined) await session.query(STAND_IN, [id, wish.deputies, now]);
    await session.query(END_STOOD_FOR, [id, now]);
    if (wish.roles !== undefined) await session.query(GIVE_ROLES, [id, wish.roles]);
    await session.query(SWITCH_OFF, [id, wish.nodes ?? null]);
    return [{ path: '/active', old: true, new: false }];
  }

  private async report(id: string, wish: HandOverWish, hanging: Hanging): Promise<HandOverReport> {
    const [count, { data }, nodes] = await Promise.all([
      this.openTasks.countOf(id),
      this.openTasks.page({ user: id }, TASKS_SHOWN_MAX),
      this.hanging.nodesThatName(id),
    ]);
    const to = (part: (typeof PARTS)[number]) => wish[part] ?? null;
    return {
      done: false,
      sessions: hanging.sessions,
      keys: hanging.keys,
      tasks: { count, to: to('tasks'), data: [...data] },
      departments: {
        count: hanging.departments.length,
        to: to('departments'),
        data: [...hanging.departments],
      },
      deputies: { count: hanging.standsIn, to: to('deputies'), ended: hanging.stoodFor },
      nodes: { count: nodes.length, to: to('nodes'), data: [...nodes] },
      roles: { count: hanging.roles.length, to: to('roles'), data: [...hanging.roles] },
      left: [],
    };
  }
}

async function requireSuccessors(session: SqlSession, id: string, wish: HandOverWish): Promise<void> {
  for (const part of PARTS) {
    const to = wish[part];
    if (to === undefined) continue;
    if (to === id) throw invalid([issue('unknown_user', `/${part}`, { user: to })]);
    await requireActiveUser(session, to, `/${part}`);
  }
}

/** What the audit keeps: who got how much. */
function wordsOf(report: HandOverReport): Readonly<Record<string, unknown>> {
  const parts = PARTS.map((part) => [part, { count: report[part].count, to: report[part].to }] as const);
  return { ...Object.fromEntries(parts), sessions: report.sessions, keys: report.keys };
}
