import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import pg from 'pg';
import type { Log } from '../log.js';
import { LOG } from '../ports.js';

/** Address for the owner of the tables: it listens and publishes; no pooler may stand in between. */
export const LISTEN_URL = Symbol('listen url');

type Handler = (payload: string) => void;

const RECONNECT_MIN_MS = 250;
const RECONNECT_MAX_MS = 10_000;

/**
 * Hears NOTIFY on one connection of its own and connects again when it breaks. Notifications are hints: after a
 * reconnect every handler is called once with an empty payload, because some may have been missed.
 */
@Injectable()
export class DatabaseListener implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly handlers = new Map<string, Handler[]>();
  private client: pg.Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private pauseMs = RECONNECT_MIN_MS;
  private stopped = false;

  constructor(
    @Inject(LISTEN_URL) private readonly url: string,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Registers a handler; call it before the application has started. */
  subscribe(channel: string, handler: Handler): void {
    this.handlers.set(channel, [...(this.handlers.get(channel) ?? []), handler]);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.connect();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'dougong listen',
      keepAlive: true,
    });
    client.on('error', (error) => this.reconnect(client, error));
    client.on('end', () => this.reconnect(client));
    client.on('notification', ({ channel, payload }) => this.call(channel, payload ?? ''));
    this.client = client;
    try {
      await client.connect();
      for (const channel of this.handlers.keys())
        await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
      this.pauseMs = RECONNECT_MIN_MS;
    } catch (error) {
      this.reconnect(client, error);
    }
  }

  private reconnect(client: pg.Client, error?: unknown): void {
    if (this.stopped || client !== this.client) return;
    this.client = undefined;
    client.end().catch(() => undefined);
    this.log.warn(
      { reason: error instanceof Error ? error.message : undefined },
      'lost the listening connection',
    );
    this.timer = setTimeout(() => void this.connectAgain(), this.pauseMs);
    this.pauseMs = Math.min(this.pauseMs * 2, RECONNECT_MAX_MS);
  }

  private async connectAgain(): Promise<void> {
    await this.connect();
    for (const channel of this.handlers.keys()) this.call(channel, '');
  }

  private call(channel: string, payload: string): void {
    for (const handler of this.handlers.get(channel) ?? []) handler(payload);
  }
}
