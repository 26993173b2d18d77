import { Inject, Injectable } from '@nestjs/common';
import type { Clock, Language, Localized } from '@dougong/kernel/foundation';
import { headOf, mergedText } from '@dougong/kernel/notifications';
import type { ToldThing } from '@dougong/kernel/notifications';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { CLOCK, SETTINGS } from '../ports.js';
import { insideOf } from './allowed-inside.js';
import type { ShownText } from './announcements.js';
import type { DeliveryResult, OuterChannel, OutgoingMessage } from './channel.js';
import { ChannelBook } from './channel-book.js';
import type { ReadyChannel } from './channel-book.js';
import { channelKind } from './kinds/index.js';

/** What a message of the topic `delivery` carries: one thing for one person over one channel. */
export interface DeliveryPayload {
  /** Key of the channel. */
  readonly channel: string;
  readonly kind: string;
  readonly user: string;
  /** Those of one group go out as one text. */
  readonly group: string;
  readonly title: Localized;
  readonly body?: Localized;
  /** What is told where not everybody may read values. */
  readonly plain?: Localized;
  readonly form?: string;
  readonly recordId?: string;
}

interface Person extends Record<string, unknown> {
  readonly email: string | null;
  readonly language: Language;
}

const BATCH = 100;

/** Brings what people are told to them over the channels that an administrator has set up. */
@Injectable()
export class DeliveryChannel implements OuterChannel {
  readonly topic = 'delivery';
  readonly reach = 'network';
  readonly batch = BATCH;

  constructor(
    private readonly database: Database,
    private readonly book: ChannelBook,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  placeOf(message: OutgoingMessage): string {
    return `channel:${payloadOf(message).channel}`;
  }

  groupOf(message: OutgoingMessage): string {
    return payloadOf(message).group;
  }

  perMinute(message: OutgoingMessage): number | undefined {
    return channelKind(payloadOf(message).kind)?.perMinute;
  }

  async deliver(messages: readonly OutgoingMessage[]): Promise<DeliveryResult> {
    const [first] = messages;
    if (!first) return { outcome: 'delivered' };
    const { channel: key, user } = payloadOf(first);
    const channel = await this.book.ready(key);
    if (!channel?.active) return { outcome: 'failed', reason: 'the channel is gone or switched off' };
    if (channel.kind.reach === 'group') return this.send(channel, messages, languageOf(channel));
    const person = await this.person(user);
    if (person?.email == null) return { outcome: 'failed', reason: 'the person has no address of mail' };
    return this.send(channel, messages, person.language, person.email);
  }

  /** Sends a text of no consequence, to see whether the channel works and how the text reads there. */
  async test(channel: ReadyChannel, to: Person | undefined, said: ShownText): Promise<DeliveryResult> {
    const language = channel.kind.reach === 'group' ? languageOf(channel) : (to?.language ?? 'zh-CN');
    const { kind, values } = channel;
    const [head, now] = [said.title[language], this.clock()];
    const text = mergedText([{ title: head, body: said.body?.[language] ?? '' }], language, kind.bytesMax);
    const address = kind.reach === 'person' && to?.email != null ? { to: to.email } : {};
    const order = { id: `test:${channel.key}:${now}`, head, text, values, now, ...address };
    try {
      return await kind.send({ ...order, inside: insideOf(this.settings) });
    } catch (error) {
      return { outcome: 'again', reason: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Whom a test goes to. */
  async person(user: string): Promise<Person | undefined> {
    const { rows } = await this.database.query<Person>(
      'SELECT email, language FROM core.user_account WHERE id = $1 AND active',
      [user],
    );
    return rows[0];
  }

  private send(
    { kind, values }: ReadyChannel,
    messages: readonly OutgoingMessage[],
    language: Language,
    to?: string,
  ): Promise<DeliveryResult> {
    const isOpen = kind.reach === 'person' || values['values'] === 'yes';
    const things = this.things(messages, language, isOpen);
    const [first] = things;
    return kind.send({
      id: messages[0]?.key ?? '',
      head: things.length === 1 && first ? first.title : headOf(things.length, language),
      text: mergedText(things, language, kind.bytesMax),
      values,
      now: this.clock(),
      inside: insideOf(this.settings),
      ...(to === undefined ? {} : { to }),
    });
  }

  /** A group is told once what goes to several people in it. */
  private things(
    messages: readonly OutgoingMessage[],
    language: Language,
    isOpen: boolean,
  ): readonly ToldThing[] {
    const things = messages.map((message) => this.thingOf(payloadOf(message), language, isOpen));
    const texts = things.map((thing) => JSON.stringify(thing));
    return things.filter((_, at) => texts.indexOf(texts[at] ?? '') === at);
  }

  private thingOf(payload: DeliveryPayload, language: Language, isOpen: boolean): ToldThing {
    const { title, body, plain } = payload;
    const link = this.linkTo(payload);
    const leads = link === undefined ? {} : { link };
    if (!isOpen && plain) return { title: plain[language], ...leads };
    return { title: title[language], ...(body ? { body: body[language] } : {}), ...leads };
  }

  /** Opens the very record. */
  private linkTo({ form, recordId }: DeliveryPayload): string | undefined {
    const { publicUrl } = this.settings;
    if (publicUrl === undefined || form === undefined || recordId === undefined) return undefined;
    const path = `/forms/${encodeURIComponent(form)}/${encodeURIComponent(recordId)}`;
    return `${publicUrl.replace(/\/$/, '')}${path}`;
  }
}

function payloadOf({ payload }: OutgoingMessage): DeliveryPayload {
  return payload as unknown as DeliveryPayload;
}

function languageOf({ values }: ReadyChannel): Language {
  return values['language'] === 'en' ? 'en' : 'zh-CN';
}
