import type { Webhook, WebhookWish } from './webhook-wire.js';

/** What somebody types about a webhook: event types one in each line. */
export interface WebhookDraft {
  readonly key: string;
  readonly url: string;
  readonly events: string;
  readonly active: boolean;
}

export type WebhookFault = 'key' | 'taken' | 'url';

const KEY = /^[a-z][a-z0-9_]{0,62}$/;
const ADDRESS = /^https?:\/\/[^\s]+$/;

export function draftOf(webhook: Webhook | undefined): WebhookDraft {
  const { key = '', url = '', events = [], active = true } = webhook ?? {};
  return { key, url, events: events.join('\n'), active };
}

/** What is wrong, by the field where it is told. A key that is there already would change the other one. */
export function faultsOf(draft: WebhookDraft, taken: readonly string[]): readonly WebhookFault[] {
  const { key, url } = draft;
  const named: readonly WebhookFault[] = !KEY.test(key) ? ['key'] : taken.includes(key) ? ['taken'] : [];
  return ADDRESS.test(url.trim()) ? named : [...named, 'url'];
}

export function wishOf({ url, events, active }: WebhookDraft): WebhookWish {
  const types = events.split(/[\s,，]+/u).filter((type) => type !== '');
  return { url: url.trim(), events: [...new Set(types)], active };
}
