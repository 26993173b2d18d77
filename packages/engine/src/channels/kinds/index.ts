import type { ChannelKind } from './channel-kind.js';
import { dingtalkKind } from './dingtalk.kind.js';
import { emailKind } from './email.kind.js';
import { feishuKind } from './feishu.kind.js';
import { wecomKind } from './wecom.kind.js';

export type { ChannelField, ChannelKind, SendOrder } from './channel-kind.js';

/** All kinds of channels, one line each. */
export const CHANNEL_KINDS: readonly ChannelKind[] = [emailKind, wecomKind, dingtalkKind, feishuKind];

/** The kind of that name. */
export function channelKind(name: string): ChannelKind | undefined {
  return CHANNEL_KINDS.find(({ kind }) => kind === name);
}
