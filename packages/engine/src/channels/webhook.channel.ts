import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { Webhook } from 'standardwebhooks';
import type { Settings } from '../config/settings.js';
import { Database } from '../database/database.js';
import { CLOCK, SETTINGS } from '../ports.js';
import { insideOf } from './allowed-inside.js';
import type { DeliveryResult, OuterChannel, OutgoingMessage } from './channel.js';
import { EndpointSecrets } from './endpoint-secrets.js';
import type { KeptSecrets } from './endpoint-secrets.js';
import { postOutside } from './outside-post.js';
import type { OutsideAnswer } from './outside-post.js';

interface Endpoint extends KeptSecrets, Record<string, unknown> {
  readonly url: string;
}

const BATCH = 8;
const GONE = 410;

/** Calls the addresses that subscribed to events, and those that rules name: Standard Webhooks around a CloudEvents body. */
@Injectable()
export class WebhookChannel implements OuterChannel {
  readonly topic = 'webhook';
  readonly reach = 'network';
  readonly batch = BATCH;

  constructor(
    private readonly database: Database,
    private readonly secrets: EndpointSecrets,
    @Inject(SETTINGS) private readonly settings: Settings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  placeOf({ payload }: OutgoingMessage): string {
    return `endpoint:${String(payload['endpoint'])}`;
  }

  /** Each event is a call of its own. */
  groupOf({ id }: OutgoingMessage): string {
    return id;
  }

  perMinute(): undefined {
    return undefined;
  }

  async deliver([message]: readonly OutgoingMessage[]): Promise<DeliveryResult> {
    if (!message) return { outcome: 'delivered' };
    const endpoint = await this.endpoint(message);
    if (!endpoint) return { outcome: 'failed', reason: 'the webhook is gone or switched off' };
    const body = JSON.stringify(cloudEvent(message));
    const answer = await postOutside({
      url: endpoint.url,
      body,
      headers: this.headers(endpoint, message.key, body),
      inside: insideOf(this.settings),
    });
    return this.resultOf(answer, endpoint);
  }

  private async endpoint(message: OutgoingMessage): Promise<Endpoint | undefined> {
    const found = await this.database.query<Endpoint>(
      'SELECT id, url, secret, sealed FROM core.webhook_endpoint WHERE (id::text = $1 OR key = $1) AND active',
      [message.payload['endpoint']],
    );
    return found.rows[0];
  }

  /** While a secret is being replaced there are two signatures, so that the receiver may change it at leisure. */
  private headers(endpoint: Endpoint, id: string, body: string): Record<string, string> {
    const now = new Date(this.clock());
    const signatures = this.secrets
      .inForce(endpoint, now.toISOString())
      .map(({ secret }) => new Webhook(secret).sign(id, now, body));
    return {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': signatures.join(' '),
    };
  }

  private async resultOf(
    { status, retryAfterSeconds: afterSeconds, answer }: OutsideAnswer,
    endpoint: Endpoint,
  ): Promise<DeliveryResult> {
    if (status >= 200 && status < 300) return { outcome: 'delivered', status, answer };
    const reason = `the receiver answered ${status}`;
    if (status !== GONE)
      return {
        outcome: 'again',
        reason,
        status,
        answer,
        ...(afterSeconds === undefined ? {} : { afterSeconds }),
      };
    await this.database.query(
      'UPDATE core.webhook_endpoint SET active = false, disabled_reason = $2 WHERE id = $1',
      [endpoint.id, reason],
    );
    return { outcome: 'failed', reason, status, answer };
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
