import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { Localized } from '../foundation/index.js';
import { definitionHead, Key } from './vocabulary.js';

/**
 * What people are told, worded once for rules and flows: a subject and a text in both languages with `{field}` chips, other
 * words for single kinds of channels, and which message of the platform it takes the place of.
 */

const closed = { additionalProperties: false };

export const SUBJECT_LENGTH_MAX = 200;
export const BODY_LENGTH_MAX = 4000;

/** Half of it may still be blank: the check says so in words of its own. */
const words = (maxLength: number) =>
  Type.Object({ 'zh-CN': Type.String({ maxLength }), en: Type.String({ maxLength }) }, closed);
const Subject = words(SUBJECT_LENGTH_MAX);
const Body = words(BODY_LENGTH_MAX);

/** Everything in braces stands for something: `{total}`, `{place.title}`, `{@number}`. */
export const CHIP_PATTERN = /\{([^{}\n]{0,100})\}/g;

/** What texts may name besides fields of the form: the platform knows it when it tells. */
export const PLATFORM_CHIPS = {
  '@document': { 'zh-CN': '单据类型', en: 'Kind of document' },
  '@number': { 'zh-CN': '单据编号', en: 'Document number' },
  '@actor': { 'zh-CN': '操作人', en: 'Who did it' },
  '@node': { 'zh-CN': '当前步骤', en: 'Step' },
  '@due': { 'zh-CN': '处理时限', en: 'Time limit' },
} as const satisfies Readonly<Record<string, Localized>>;
export type PlatformChip = keyof typeof PLATFORM_CHIPS;

/** Whether a word names something that the platform knows. */
export function isPlatformChip(word: string): word is PlatformChip {
  return Object.hasOwn(PLATFORM_CHIPS, word);
}

/** The longest text that a kind of channel takes, in bytes of UTF-8; inside of the application nothing is cut. */
export const CHANNEL_BYTES_MAX = {
  email: 200_000,
  wecom: 2048,
  dingtalk: 18_000,
  feishu: 18_000,
} as const;

/** Where a template may have other words: the application itself and the kinds of channels outside. */
export const TEXT_CHANNELS = ['app', 'email', 'wecom', 'dingtalk', 'feishu'] as const;
export type TextChannel = (typeof TEXT_CHANNELS)[number];

/** What people call them. */
export const TEXT_CHANNEL_TITLES: Readonly<Record<TextChannel, Localized>> = {
  app: { 'zh-CN': '站内', en: 'In the application' },
  email: { 'zh-CN': '邮件', en: 'Mail' },
  wecom: { 'zh-CN': '企业微信', en: 'WeCom' },
  dingtalk: { 'zh-CN': '钉钉', en: 'DingTalk' },
  feishu: { 'zh-CN': '飞书', en: 'Feishu' },
};

const ChannelText = Type.Object({ subject: Type.Optional(Subject), body: Type.Optional(Body) }, closed);

const ofChannel = Type.Optional(ChannelText);

/** What a flow tells by itself, and what a template may reword. */
export const REWORDED_EVENTS = [
  'task',
  'cc',
  'urge',
  'comment',
  'returned',
  'approved',
  'rejected',
  'remind',
  'late',
  'suspended',
] as const;
export type RewordedEvent = (typeof REWORDED_EVENTS)[number];

const Replaces = Type.Object(
  {
    event: Type.Union(REWORDED_EVENTS.map((event) => Type.Literal(event))),
    /** The flow; every flow of the form when left out, and every flow when no form is named either. */
    flow: Type.Optional(Key),
  },
  closed,
);

export const NotificationDefinition = Type.Object(
  {
    ...definitionHead('notification'),
    /** The form whose fields its texts may repeat; without one they know only what the platform knows. */
    form: Type.Optional(Key),
    subject: Subject,
    body: Type.Optional(Body),
    /** Kind of channel -> other words; what is left out is as everywhere. */
    channels: Type.Optional(
      Type.Object(
        { app: ofChannel, email: ofChannel, wecom: ofChannel, dingtalk: ofChannel, feishu: ofChannel },
        closed,
      ),
    ),
    replaces: Type.Optional(Replaces),
  },
  { $id: 'notification', additionalProperties: false },
);

export type NotificationDefinition = Static<typeof NotificationDefinition>;
export type ChannelText = Static<typeof ChannelText>;
