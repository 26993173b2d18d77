import { CHANNEL_BYTES_MAX } from '@dougong/kernel/metadata';
import { postOutside } from '../outside-post.js';
import type { ChannelKind } from './channel-kind.js';
import { robotResult } from './robot-answer.js';
import { GROUP_FIELDS, robotAddress } from './robot-fields.js';

const TOO_OFTEN = 45_009;

/** A robot in a group of WeCom. A text has at most 2048 bytes, and a robot at most 20 messages a minute. */
export const wecomKind: ChannelKind = {
  kind: 'wecom',
  title: { 'zh-CN': '企业微信群机器人', en: 'WeCom group robot' },
  reach: 'group',
  otherwise: 'off',
  bytesMax: CHANNEL_BYTES_MAX.wecom,
  perMinute: 20,
  fields: [robotAddress('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=…'), ...GROUP_FIELDS],
  async send({ text, values, inside }) {
    const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
    const answer = await postOutside({ url: values['url'] ?? '', body, headers: {}, inside });
    return robotResult(answer, {
      ok: 0,
      tooOften: { [TOO_OFTEN]: 60 },
      codeOf: (said) => said['errcode'],
      reasonOf: (said) => said['errmsg'],
    });
  },
};
