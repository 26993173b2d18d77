import type { ChannelField } from './channel-kind.js';

/** The address of a robot holds its key: who has it can write into the group. */
export function robotAddress(example: string): ChannelField {
  return {
    key: 'url',
    title: { 'zh-CN': 'Webhook 地址', en: 'Webhook address' },
    secret: true,
    pattern: '^https?://\\S{1,1900}$',
    example,
  };
}

/** What signs the calls of a robot. */
export const ROBOT_SECRET: ChannelField = {
  key: 'secret',
  title: { 'zh-CN': '加签密钥', en: 'Signing secret' },
  secret: true,
  optional: true,
  pattern: '^\\S{1,200}$',
};

/** Everybody in a group reads alike, so its language and whether it may read values are the group's. */
export const GROUP_FIELDS: readonly ChannelField[] = [
  {
    key: 'language',
    title: { 'zh-CN': '语言', en: 'Language' },
    otherwise: 'zh-CN',
    choices: [
      { value: 'zh-CN', title: { 'zh-CN': '中文', en: 'Chinese' } },
      { value: 'en', title: { 'zh-CN': '英文', en: 'English' } },
    ],
  },
  {
    key: 'values',
    title: { 'zh-CN': '群里可以看到单据内容', en: 'The group may read what documents say' },
    otherwise: 'no',
    choices: [
      { value: 'no', title: { 'zh-CN': '不可以，只说是哪张单据', en: 'No, only which document it is' } },
      { value: 'yes', title: { 'zh-CN': '可以，群里的人都有权看', en: 'Yes, everybody in it may see it' } },
    ],
  },
];
