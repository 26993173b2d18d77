import { Injectable } from '@nestjs/common';
import type { Localized } from '@dougong/kernel/foundation';
import type { CompiledRelease } from '@dougong/kernel/commands';
import { isPathHidden } from '@dougong/kernel/access';
import type { Habits, ModeChoice } from '@dougong/kernel/notifications';
import type { SqlSession } from '../database/sql-session.js';
import type { Subject } from '../identity/subject.js';
import { SubjectStore } from '../identity/subject-store.js';
import { grantOf } from '../records/form-grant.js';
import { ReleaseRegistry } from '../releases/release-registry.js';
import type { AnnouncementFacts, Reader, ShownText } from './announcements.js';
import { namedIn, textsOf } from './channel-texts.js';
import { channelKind } from './kinds/index.js';
import type { NotificationPayload, PayloadText } from './notification.channel.js';

const READERS = `
  SELECT u.id, u.active AND u.kind = 'person' AS active, u.email IS NOT NULL AS "hasMail",
         coalesce((SELECT jsonb_agg(jsonb_build_object('event', c.event, 'channel', c.channel, 'mode', c.mode))
                     FROM core.notification_choice c WHERE c.user_id = u.id), '[]') AS choices,
         (SELECT jsonb_build_object('timeZone', h.time_zone, 'quietFrom', h.quiet_from, 'quietTo', h.quiet_to, 'digestAt', h.digest_at)
            FROM core.notification_habit h WHERE h.user_id = u.id) AS habits
    FROM core.user_account u WHERE u.id = ANY ($1::uuid[])`;

const NAMES = `
  SELECT id, jsonb_build_object('zh-CN', name, 'en', name) AS name FROM core.user_account WHERE id = ANY ($1::uuid[])
  UNION ALL SELECT id, title FROM core.department WHERE id = ANY ($1::uuid[])`;

const CHANNELS = 'SELECT key, kind FROM core.channel WHERE active ORDER BY created_at, key';

const DEFAULTS = 'SELECT event, channel, mode FROM core.notification_default';

type ReaderRow = Reader & { readonly habits: Habits | null } & Record<string, unknown>;

/** Reads what decides where messages go, and who may read what they repeat. */
@Injectable()
export class AnnouncementFactsReader {
  constructor(
    private readonly subjects: SubjectStore,
    private readonly releases: ReleaseRegistry,
  ) {}

  async read(session: SqlSession, payloads: readonly NotificationPayload[]): Promise<AnnouncementFacts> {
    const users = [...new Set(payloads.flatMap((payload) => payload.users))];
    const readers = await session.query<ReaderRow>(READERS, [users]);
    const channels = await session.query<{ key: string; kind: string }>(CHANNELS);
    const defaults = await session.query<ModeChoice & Record<string, unknown>>(DEFAULTS);
    const names = await namesOf(session, payloads);
    const sight = await this.sightOf(payloads);
    return {
      readers: new Map(readers.rows.map((row) => [row.id, row])),
      channels: channels.rows.flatMap(({ key, kind: name }) => {
        const kind = channelKind(name);
        return kind ? [{ key, kind }] : [];
      }),
      defaults: defaults.rows,
      names,
      ...sight,
    };
  }

  /** Texts that repeat nothing are anybody's; for the others it is asked who may read the fields. */
  private async sightOf(
    payloads: readonly NotificationPayload[],
  ): Promise<Pick<AnnouncementFacts, 'shown' | 'plain'>> {
    const telling = payloads.filter((payload) => textsOf(payload).some(({ tells }) => tells !== undefined));
    if (telling.length === 0) return { shown: (_user, text) => shownWhole(text), plain: () => undefined };
    const release = await this.releases.current();
    const people = new Map<string, Subject>();
    for (const id of new Set(telling.flatMap(({ users }) => users))) {
      const subject = await this.subjects.byId(id);
      if (subject) people.set(id, subject);
    }
    const plain = (text: PayloadText) => plainOf(text, release);
    const shown = (user: string, text: PayloadText): ShownText => {
      const title = plain(text);
      if (title === undefined || maySee(release, people.get(user), text)) return shownWhole(text);
      return { title };
    };
    return { shown, plain };
  }
}

/** People and departments by name. */
export async function namesOf(
  session: SqlSession,
  payloads: readonly NotificationPayload[],
): Promise<ReadonlyMap<string, Localized>> {
  const ids = [...new Set(payloads.flatMap(namedIn))];
  if (ids.length === 0) return new Map();
  const { rows } = await session.query<{ id: string; name: Localized }>(NAMES, [ids]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}

function shownWhole({ title, body }: PayloadText): ShownText {
  return { title, ...(body ? { body } : {}) };
}

/** What is left when values are not told: which kind of document it is about. */
export function plainOf(
  { tells }: Pick<PayloadText, 'tells'>,
  release: CompiledRelease,
): Localized | undefined {
  if (tells === undefined) return undefined;
  return plainTitle(release, tells.form);
}

/** Says which kind of document a message is about, and nothing of what stands in it. */
export function plainTitle(release: CompiledRelease, form: string): Localized {
  const title = release.models.get(form)?.title ?? { 'zh-CN': '单据', en: 'document' };
  return { 'zh-CN': `${title['zh-CN']}有新消息，请打开查看`, en: `News about ${title.en}: open it to see` };
}

/** Whether somebody may see every field that a text repeats, through references too. */
export function maySee(
  release: CompiledRelease,
  subject: Subject | undefined,
  { tells }: Pick<PayloadText, 'tells'>,
): boolean {
  if (tells === undefined) return true;
  if (!subject) return false;
  return tells.fields.every((path) => maySeePath(release, subject, tells.form, path));
}

function maySeePath(release: CompiledRelease, subject: Subject, form: string, path: string): boolean {
  const model = release.models.get(form);
  if (!model || isPathHidden(grantOf(release, subject, form, 'read').hidden, path)) return false;
  const steps = path.split('.');
  return steps.every((_, at) => {
    const schema = model.field(steps.slice(0, at + 1).join('.'))?.schema;
    const rest = steps.slice(at + 1);
    if (schema === undefined || !('x-reference' in schema) || rest.length === 0) return true;
    return maySeePath(release, subject, schema['x-reference'].form, rest.join('.'));
  });
}

/**
 * Whether somebody sees every field of a form, and of all forms that its references lead to: what a text once repeated of
 * its records is not kept.
 */
export function seesAllBehind(
  release: CompiledRelease,
  subject: Parameters<CompiledRelease['access']['can']>[0],
  form: string,
): boolean {
  return formsBehind(release, form).every((each) => {
    const { allowed, hidden } = release.access.can(subject, each, 'read');
    return allowed && hidden.size === 0;
  });
}

/** The form and all that its references lead to. */
function formsBehind(release: CompiledRelease, first: string): readonly string[] {
  const found = new Set([first]);
  for (const key of found) {
    const model = release.models.get(key);
    const fields = [...(model?.fields ?? []), ...(model?.lines.flatMap((line) => line.fields) ?? [])];
    for (const { schema } of fields) if ('x-reference' in schema) found.add(schema['x-reference'].form);
  }
  return [...found];
}
