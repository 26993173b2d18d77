import { Injectable } from '@nestjs/common';
import { issue } from '@dougong/kernel/foundation';
import type { Issue } from '@dougong/kernel/foundation';
import {
  APP_CHANNEL,
  isNotificationEvent,
  isTimeZone,
  isUrgent,
  NOTIFICATION_EVENTS,
  USUAL_HABITS,
} from '@dougong/kernel/notifications';
import type { Habits, ModeChoice, NotificationEvent, NotificationMode } from '@dougong/kernel/notifications';
import { AuditLog } from '../audit/audit-log.js';
import { channelKind } from '../channels/kinds/index.js';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { invalid } from '../http/refusal.js';
import { differencesOf } from '../people/organisation-changes.js';
import type { ChangeActor } from '../people/organisation-changes.js';
import type { DefaultsView, PreferencesView, PutDefaults, PutPreferences } from './preference.wire.js';

type Channel = DefaultsView['channels'][number];
type Choices = PutDefaults['choices'];

const IN_APP: Channel = {
  key: APP_CHANNEL,
  title: { 'zh-CN': '站内', en: 'In the application' },
  reach: 'app',
  modes: ['now', 'off'],
  otherwise: 'now',
};

const MODES: readonly NotificationMode[] = ['now', 'digest', 'off'];

const HABITS = `
  SELECT u.email,
         CASE WHEN h.user_id IS NOT NULL THEN
           jsonb_build_object('timeZone', h.time_zone, 'quietFrom', h.quiet_from, 'quietTo', h.quiet_to, 'digestAt', h.digest_at)
         END AS habits
    FROM core.user_account u LEFT JOIN core.notification_habit h ON h.user_id = u.id WHERE u.id = $1`;

interface HabitRow extends Record<string, unknown> {
  readonly email: string | null;
  readonly habits: Habits | null;
}

const PUT_HABITS = `
  INSERT INTO core.notification_habit (user_id, time_zone, quiet_from, quiet_to, digest_at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (user_id) DO UPDATE SET time_zone = EXCLUDED.time_zone, quiet_from = EXCLUDED.quiet_from,
    quiet_to = EXCLUDED.quiet_to, digest_at = EXCLUDED.digest_at`;

/** What people are told where: as the administrator said, and as everybody wants it himself. */
@Injectable()
export class Preferences {
  constructor(
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  async defaults(): Promise<DefaultsView> {
    const channels = await this.database.query<{ key: string; kind: string; title: string }>(
      'SELECT key, kind, title FROM core.channel WHERE active ORDER BY created_at, key',
    );
    const defaults = await this.database.query<ModeChoice & Record<string, unknown>>(
      'SELECT event, channel, mode FROM core.notification_default ORDER BY event, channel',
    );
    return {
      events: Object.entries(NOTIFICATION_EVENTS).map(([key, { title }]) => ({
        ...{ key, title, urgent: isUrgent(key as NotificationEvent) },
      })),
      channels: [IN_APP, ...channels.rows.flatMap(channelOf)],
      defaults: defaults.rows,
    };
  }

  async of(user: string): Promise<PreferencesView> {
    const table = await this.defaults();
    const choices = await this.database.query<ModeChoice & Record<string, unknown>>(
      'SELECT event, channel, mode FROM core.notification_choice WHERE user_id = $1 ORDER BY event, channel',
      [user],
    );
    const { rows } = await this.database.query<HabitRow>(HABITS, [user]);
    const { email = null, habits = null } = rows[0] ?? {};
    return { ...table, choices: choices.rows, email, habits: habits ?? USUAL_HABITS };
  }

  /** Replaces what somebody wants. */
  async put(user: string, { choices, habits }: PutPreferences, by: ChangeActor): Promise<void> {
    const issues = [...faultsOf(choices), ...habitFaults(habits)];
    if (issues.length > 0) throw invalid(issues);
    const before = await this.of(user);
    await this.database.transaction(async (session) => {
      await session.query('DELETE FROM core.notification_choice WHERE user_id = $1', [user]);
      await session.query(
        `INSERT INTO core.notification_choice (user_id, event, channel, mode)
         SELECT $1, event, channel, mode FROM jsonb_to_recordset($2) AS c (event text, channel text, mode text)`,
        [user, JSON.stringify(choices)],
      );
      const { timeZone, quietFrom, quietTo, digestAt } = habits;
      await session.query(PUT_HABITS, [user, timeZone, quietFrom, quietTo, digestAt]);
      const was = { ...before.habits, ...byPlace(before.choices) };
      const told = differencesOf<object>(user, was, { ...habits, ...byPlace(choices) });
      await this.note(session, by, 'notifications:prefer', told);
    });
  }

  /** Replaces what holds for whoever said nothing. */
  async putDefaults({ choices }: PutDefaults, by: ChangeActor): Promise<void> {
    const issues = faultsOf(choices);
    if (issues.length > 0) throw invalid(issues);
    const before = await this.defaults();
    await this.database.transaction(async (session) => {
      await session.query('DELETE FROM core.notification_default');
      await session.query(
        `INSERT INTO core.notification_default (event, channel, mode)
         SELECT event, channel, mode FROM jsonb_to_recordset($1) AS c (event text, channel text, mode text)`,
        [JSON.stringify(choices)],
      );
      const told = differencesOf<object>('defaults', byPlace(before.defaults), byPlace(choices));
      await this.note(session, by, 'notifications:default', told);
    });
  }

  private async note(
    session: SqlSession,
    by: ChangeActor,
    action: string,
    changes: readonly unknown[],
  ): Promise<void> {
    await this.audit.write(session, { ...by, action, outcome: 'done', changes });
  }
}

/** A channel whose kind is no longer there reaches nobody. */
function channelOf({ key, kind: name, title }: { key: string; kind: string; title: string }): Channel[] {
  const kind = channelKind(name);
  if (!kind) return [];
  const { reach, otherwise } = kind;
  return [{ key, title: { 'zh-CN': title, en: title }, reach, modes: [...MODES], otherwise }];
}

function byPlace(choices: Choices): Readonly<Record<string, string>> {
  return Object.fromEntries(choices.map(({ event, channel, mode }) => [`${event}@${channel}`, mode]));
}

/** Channels that have gone since are no fault; what is said of them is kept for when they come back. */
function faultsOf(choices: Choices): readonly Issue[] {
  const seen = new Set<string>();
  return choices.flatMap(({ event, channel, mode }, at) => {
    const place = `${event}@${channel}`;
    const isAgain = seen.has(place);
    seen.add(place);
    if (!isNotificationEvent(event))
      return [issue('notification_event_unknown', `/choices/${at}/event`, { value: event })];
    if (isAgain) return [issue('notification_choice_twice', `/choices/${at}`)];
    if (channel === APP_CHANNEL && mode === 'digest')
      return [issue('notification_mode_unfit', `/choices/${at}/mode`)];
    return [];
  });
}

function habitFaults({ timeZone, quietFrom, quietTo }: Habits): readonly Issue[] {
  return [
    ...(isTimeZone(timeZone) ? [] : [issue('time_zone_unknown', '/habits/timeZone', { value: timeZone })]),
    ...((quietFrom === null) === (quietTo === null) ? [] : [issue('quiet_hours_half', '/habits/quietTo')]),
  ];
}
