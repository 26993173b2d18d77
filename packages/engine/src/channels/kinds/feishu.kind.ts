import { CHANNEL_BYTES_MAX } from '@dougong/kernel/metadata';
import { createHmac } from 'node:crypto';
import { postOutside } from '../outside-post.js';
import type { ChannelKind } from './channel-kind.js';
import { robotResult } from './robot-answer.js';
import { GROUP_FIELDS, robotAddress, ROBOT_SECRET } from './robot-fields.js';

const TOO_OFTEN = 11_232;
const TOO_OFTEN_BEFORE = 9499;

/** A robot in a group of Feishu: at most 100 messages a minute and 20 KB each. */
export const feishuKind: ChannelKind = {
  kind: 'feishu',
  title: { 'zh-CN': '飞书群机器人', en: 'Feishu group robot' },
  reach: 'group',
  otherwise: 'off',
  bytesMax: CHANNEL_BYTES_MAX.feishu,
  perMinute: 100,
  fields: [robotAddress('https://open.feishu.cn/open-apis/bot/v2/hook/…'), ROBOT_SECRET, ...GROUP_FIELDS],
  async send({ text, values, now, inside }) {
    const body = JSON.stringify({
      ...signature(values['secret'], Math.floor(Date.parse(now) / 1000)),
      msg_type: 'text',
      content: { text },
    });
    return robotResult(await postOutside({ url: values['url'] ?? '', body, headers: {}, inside }), {
      ok: 0,
      tooOften: { [TOO_OFTEN]: 60, [TOO_OFTEN_BEFORE]: 60 },
      codeOf: (said) => said['code'] ?? said['StatusCode'],
      reasonOf: (said) => said['msg'] ?? said['StatusMessage'],
    });
  },
};

/** Here the seconds, a line feed and the secret are the key, and nothing is what is signed. */
function signature(secret: string | undefined, at: number): Readonly<Record<string, string>> {
  if (secret === undefined || secret === '') return {};
  return { timestamp: String(at), sign: createHmac('sha256', `${at}\n${secret}`).digest('base64') };
}
