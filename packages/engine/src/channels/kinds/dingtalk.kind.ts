import { CHANNEL_BYTES_MAX } from '@dougong/kernel/metadata';
import { createHmac } from 'node:crypto';
import { postOutside } from '../outside-post.js';
import type { ChannelKind } from './channel-kind.js';
import { robotResult } from './robot-answer.js';
import { GROUP_FIELDS, robotAddress, ROBOT_SECRET } from './robot-fields.js';

const TOO_OFTEN = 130_101;
const TOO_OFTEN_NOW = 410_100;

/** A robot in a group of DingTalk: at most 20 messages a minute; whoever goes beyond is limited for ten minutes. */
export const dingtalkKind: ChannelKind = {
  kind: 'dingtalk',
  title: { 'zh-CN': '钉钉群机器人', en: 'DingTalk group robot' },
  reach: 'group',
  otherwise: 'off',
  bytesMax: CHANNEL_BYTES_MAX.dingtalk,
  perMinute: 20,
  fields: [
    robotAddress('https://oapi.dingtalk.com/robot/send?access_token=…'),
    { ...ROBOT_SECRET, example: 'SEC…' },
    ...GROUP_FIELDS,
  ],
  async send({ text, values, now, inside }) {
    const url = signedAddress(values['url'] ?? '', values['secret'], Date.parse(now));
    const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
    return robotResult(await postOutside({ url, body, headers: {}, inside }), {
      ok: 0,
      tooOften: { [TOO_OFTEN]: 600, [TOO_OFTEN_NOW]: 600 },
      codeOf: (said) => said['errcode'],
      reasonOf: (said) => said['errmsg'],
    });
  },
};

/** The signature goes with the address: base64 of the HMAC of the milliseconds, a line feed and the secret. */
function signedAddress(address: string, secret: string | undefined, at: number): string {
  if (secret === undefined || secret === '') return address;
  const sign = createHmac('sha256', secret).update(`${at}\n${secret}`).digest('base64');
  const url = new URL(address);
  url.searchParams.set('timestamp', String(at));
  url.searchParams.set('sign', sign);
  return url.toString();
}
