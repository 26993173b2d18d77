import { Inject, Injectable } from '@nestjs/common';
import { findDefinition } from '@dougong/kernel/commands';
import type { Clock, Localized } from '@dougong/kernel/foundation';
import { APP_CHANNEL } from '@dougong/kernel/notifications';
import { TEXT_CHANNEL_TITLES } from '@dougong/kernel/metadata';
import { AuditLog } from '../../audit/audit-log.js';
import type { ShownText } from '../../channels/announcements.js';
import { ChannelBook } from '../../channels/channel-book.js';
import type { ReadyChannel } from '../../channels/channel-book.js';
import type { TestResult } from '../../channels/channel.wire.js';
import { DeliveryChannel } from '../../channels/delivery.channel.js';
import { channelKind } from '../../channels/kinds/index.js';
import { keepInside } from '../../channels/notification.channel.js';
import { Database } from '../../database/database.js';
import { noRight, notFound, Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import type { ChangeActor } from '../../people/organisation-changes.js';
import { CLOCK } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { TemplateTextReader } from './template-texts.js';
import type { TemplateTexts } from './template-texts.js';
import type { TestChannel, TestTemplate } from './template.wire.js';

const DRAFT = `SELECT definition FROM core.draft WHERE kind = 'notification' AND key = $1`;
const MARK: Localized = { 'zh-CN': '【测试】', en: '[Test] ' };
const DELIVERED: TestResult = { outcome: 'delivered', reason: null, status: null, answer: null };

/** Sends a template to whoever designs it, as it was saved. */
@Injectable()
export class TemplateTests {
  constructor(
    private readonly reader: TemplateTextReader,
    private readonly book: ChannelBook,
    private readonly delivery: DeliveryChannel,
    private readonly releases: ReleaseRegistry,
    private readonly database: Database,
    private readonly audit: AuditLog,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Where somebody may try a template: inside, by mail, and, as an administrator, in groups. */
  async channels(subject: Subject): Promise<readonly TestChannel[]> {
    const inside: TestChannel = {
      ...{ key: APP_CHANNEL, kind: APP_CHANNEL, title: TEXT_CHANNEL_TITLES.app, reach: 'person' },
    };
    const outside = (await this.book.list()).flatMap(({ key, kind: name, title, active }) => {
      const kind = channelKind(name);
      if (!active || !kind || (kind.reach === 'group' && !subject.rights.administer)) return [];
      return [{ key, kind: name, title: { 'zh-CN': title, en: title }, reach: kind.reach }];
    });
    return [inside, ...outside];
  }

  /** Sends the draft, or what is published where there is none. */
  async send(subject: Subject, key: string, wish: TestTemplate, by: ChangeActor): Promise<TestResult> {
    const definition = await this.saved(key);
    const channel = wish.channel === APP_CHANNEL ? undefined : await this.channel(subject, wish.channel);
    const said =
      wish.recordId === undefined
        ? await this.reader.onExample(subject, definition)
        : await this.reader.onRecord(subject, definition, wish.recordId);
    const entry = {
      ...by,
      action: 'notification:test',
      outcome: 'done' as const,
      changes: [{ path: `/${key}`, old: null, new: wish.channel }],
    };
    if (!channel) return this.tellInside(subject, key, said, entry);
    const person = await this.delivery.person(subject.id);
    if (channel.kind.reach === 'person' && person?.email == null) throw new Refusal(409, 'no_mail_of_yours');
    await this.database.withSession((session) => this.audit.write(session, entry));
    const result = await this.delivery.test(channel, person, marked(textOver(channel, said)));
    const reason = result.outcome === 'delivered' ? null : result.reason;
    const { outcome, status = null, answer = null } = result;
    return { outcome, reason, status, answer };
  }

  private async saved(key: string): Promise<unknown> {
    const { rows } = await this.database.query<{ definition: unknown }>(DRAFT, [key]);
    const [draft] = rows;
    const found = draft
      ? draft.definition
      : findDefinition(await this.releases.current(), 'notification', key);
    if (found === null || found === undefined) throw notFound();
    return found;
  }

  /** A group is written to by administrators alone, as when its channel is tested. */
  private async channel(subject: Subject, key: string): Promise<ReadyChannel> {
    const channel = await this.book.ready(key);
    if (!channel) throw notFound();
    if (channel.kind.reach === 'group' && !subject.rights.administer) throw noRight({ action: 'administer' });
    return channel;
  }

  private async tellInside(
    { id }: Subject,
    key: string,
    said: TemplateTexts,
    entry: Parameters<AuditLog['write']>[1],
  ): Promise<TestResult> {
    const { title, body } = marked(textFor(said, APP_CHANNEL));
    const at = this.clock();
    const row = {
      ...{ user: id, key: `test:${key}:${at}`, event: 'rule' as const, title, body: body ?? null, at },
      ...{ form: said.form ?? null, recordId: said.recordId ?? null },
    };
    await this.database.transaction(async (session) => {
      await this.audit.write(session, entry);
      await keepInside(session, [row]);
    });
    return DELIVERED;
  }
}

function textFor({ texts }: TemplateTexts, channel: string): ShownText {
  const found = texts.find((each) => each.channel === channel) ?? texts[0];
  if (!found) throw new Error(`no text for ${channel}`);
  return { title: found.title, ...(found.body ? { body: found.body } : {}) };
}

/** A group that may not read values is told what it is about. */
function textOver({ kind, values }: ReadyChannel, said: TemplateTexts): ShownText {
  const plain = said.plain.find(([channel]) => channel === kind.kind)?.[1];
  const isOpen = kind.reach === 'person' || values['values'] === 'yes';
  return isOpen || plain === undefined ? textFor(said, kind.kind) : { title: plain };
}

/** Nobody takes a test for news. */
function marked({ title, body }: ShownText): ShownText {
  const said = { 'zh-CN': MARK['zh-CN'] + title['zh-CN'], en: MARK.en + title.en };
  return { title: said, ...(body ? { body } : {}) };
}
