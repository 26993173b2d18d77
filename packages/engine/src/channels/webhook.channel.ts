import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Webhook } from 'standardwebhooks';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { CLOCK, SETTINGS } from '../ports.js';
import type { DeliveryResult, OuterChannel, OutgoingMessage } from './channel.js';
import { postOutside } from './outside-post.js';

interface Endpoint {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
}

/** Calls the addresses that subscribed to events, and those that rules name: Standard Webhooks around a CloudEvents body. */
@Injectable()
export class WebhookChannel implements OuterChannel {
  readonly topic = 'webhook';
  readonly reach = 'network';

  constructor(
    private readonly database: Database,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async deliver(message: OutgoingMessage): Promise<DeliveryResult> {
    const endpoint = await this.endpoint(message);
    if (!endpoint) return { outcome: 'failed', reason: 'the webhook is gone or switched off' };
    const body = JSON.stringify(cloudEvent(message));
    const answer = await postOutside({
      url: endpoint.url,
      body,
      headers: this.signature(endpoint, message.key, body),
      privateNetworks: this.settings.webhooksToPrivateNetworks,
    });
    return this.resultOf(answer.status, answer.retryAfterSeconds, endpoint);
  }

  private async endpoint(message: OutgoingMessage): Promise<Endpoint | undefined> {
    const found = await this.database.query<Endpoint>(
      'SELECT id, url, secret FROM core.webhook_endpoint WHERE (id::text = $1 OR key = $1) AND active',
      [message.payload['endpoint']],
    );
    return found.rows[0];
  }

  private signature(endpoint: Endpoint, id: string, body: string): Record<string, string> {
    const now = new Date(this.clock());
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(endpoint.secret).sign(id, now, body),
    };
  }

  private async resultOf(
    status: number,
    afterSeconds: number | undefined,
    endpoint: Endpoint,
  ): Promise<DeliveryResult> {
    if (status >= 200 && status < 300) return { outcome: 'delivered' };
    const reason = `the receiver answered ${status}`;
    if (status !== 410)
      return { outcome: 'again', reason, ...(afterSeconds === undefined ? {} : { afterSeconds }) };
    await this.database.query(
      'UPDATE core.webhook_endpoint SET active = false, disabled_reason = $2 WHERE id = $1',
      [endpoint.id, reason],
    );
    return { outcome: 'failed', reason };
  }
}

function cloudEvent(message: OutgoingMessage): Record<string, unknown> {
  const { type, subject, data, time } = message.payload;
  return {
    specversion: '1.0',
    id: message.key,
    source: '/dougong',
    type,
    ...(subject === undefined ? {} : { subject }),
    time: time ?? message.createdAt,
    datacontenttype: 'application/json',
    data,
  };
}
