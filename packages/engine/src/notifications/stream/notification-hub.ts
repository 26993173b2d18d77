import { Inject, Injectable } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap, OnModuleInit } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { TOLD_CHANNEL } from '../../channels/notification.channel.js';
import { Database } from '../../database/database.js';
import { DatabaseListener } from '../../database/database-listener.js';
import { IDENTITY_CHANNEL } from '../../identity/authenticator.js';
import type { Subject } from '../../identity/subject.js';
import type { Log } from '../../log.js';
import { CLOCK, LOG } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { seenByViewer } from '../seen-by-viewer.js';
import type { NotificationView } from '../typeorm-notification-store.js';

/** Somebody who is told of notifications as they come. */
export interface Follower {
  readonly subject: Subject;
  /** Hash of the secret that he came with: a session's or a key's. */
  readonly secret: Buffer;
  /** Number of the last notification that he has. */
  after: string;
  send(event: string, data: object, id?: string): void;
  beat(): void;
  end(): void;
}

type NewRow = NotificationView & { readonly user: string; readonly seq: string } & Record<string, unknown>;

const BEAT_MS = 15_000;
const ROWS_MAX = 500;
const PER_USER_MAX = 12;

const NEW = `
  SELECT n.user_id AS user, n.seq::text AS seq, n.id, n.event, n.title, n.body, n.form, n.record_id AS "recordId", n.at, n.read_at AS "readAt"
    FROM unnest($1::uuid[], $2::bigint[]) AS f (user_id, after)
    JOIN core.notification n ON n.user_id = f.user_id AND n.seq > f.after
   ORDER BY n.seq LIMIT ${ROWS_MAX}`;

const LAST = 'SELECT coalesce(max(seq), 0)::text AS seq FROM core.notification';

const UNREAD = `
  SELECT count(*)::integer AS count FROM core.notification WHERE user_id = $1 AND read_at IS NULL`;

/** Those of the secrets that still open something; asking does not count as being seen. */
const LIVE = `
  SELECT s.token_hash AS hash FROM core.session s JOIN core.user_account u ON u.id = s.user_id
   WHERE s.token_hash = ANY ($1::bytea[]) AND u.active AND s.revoked_at IS NULL AND s.expires_at > $2
     AND (s.idle_seconds IS NULL OR s.last_seen_at + make_interval(secs => s.idle_seconds) > $2)
  UNION ALL
  SELECT k.hash FROM core.api_key k JOIN core.user_account u ON u.id = k.user_id
   WHERE k.hash = ANY ($1::bytea[]) AND u.active AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > $2)`;

/**
 * Tells those who follow their notifications of new ones, in whichever process they are delivered. A stream ends when the session
 * or the key that opened it does; whoever comes again says what he had last and misses nothing.
 */
@Injectable()
export class NotificationHub implements OnModuleInit, OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly followers = new Set<Follower>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> | undefined;
  private lookAgain = false;

  constructor(
    private readonly database: Database,
    private readonly listener: DatabaseListener,
    private readonly releases: ReleaseRegistry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  onModuleInit(): void {
    this.listener.subscribe(TOLD_CHANNEL, (user) => this.hear(user));
    this.listener.subscribe(IDENTITY_CHANNEL, () => void this.guarded(() => this.dropEnded()));
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.guarded(() => this.beat()), BEAT_MS).unref();
  }

  /** Streams that stay open would keep the server from stopping. */
  beforeApplicationShutdown(): void {
    clearInterval(this.timer);
    for (const follower of [...this.followers]) this.drop(follower);
  }

  /** The number of the last notification there is. */
  async last(): Promise<string> {
    const { rows } = await this.database.query<{ seq: string }>(LAST);
    return rows[0]?.seq ?? '0';
  }

  /** Takes somebody in and tells him what he has missed. */
  async follow(follower: Follower): Promise<void> {
    const same = [...this.followers].filter(({ subject }) => subject.id === follower.subject.id);
    if (same.length >= PER_USER_MAX && same[0]) this.drop(same[0]);
    this.followers.add(follower);
    await this.tellUnread(follower.subject.id);
    await this.look();
  }

  /** Somebody has gone. */
  leave(follower: Follower): void {
    this.followers.delete(follower);
  }

  /** New ones for anybody, or one of a user was read. */
  private hear(user: string): void {
    if (user === '') void this.guarded(() => this.look());
    else void this.guarded(() => this.tellUnread(user));
  }

  private async guarded(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.log.warn({ err: error }, 'followers of notifications were not told');
    }
  }

  private async beat(): Promise<void> {
    await this.dropEnded();
    for (const follower of this.followers) follower.beat();
    await this.look();
  }

  /** One look at a time; what comes meanwhile is seen by the next. */
  private look(): Promise<void> {
    if (this.looking) {
      this.lookAgain = true;
      return this.looking;
    }
    this.looking = this.lookOnce().finally(() => {
      this.looking = undefined;
      if (!this.lookAgain) return;
      this.lookAgain = false;
      void this.guarded(() => this.look());
    });
    return this.looking;
  }

  private async lookOnce(): Promise<void> {
    await this.dropEnded();
    const release = await this.releases.current();
    const followers = [...this.followers];
    if (followers.length === 0) return;
    const afters = new Map<string, string>();
    for (const { subject, after } of followers) {
      const least = afters.get(subject.id);
      if (least === undefined || BigInt(after) < BigInt(least)) afters.set(subject.id, after);
    }
    const values = [[...afters.keys()], [...afters.values()]];
    const { rows } = await this.database.query<NewRow>(NEW, values);
    for (const { user, seq, ...entry } of rows) {
      for (const follower of followers) {
        if (follower.subject.id !== user || BigInt(seq) <= BigInt(follower.after)) continue;
        follower.after = seq;
        const seen = seenByViewer(release, follower.subject, entry);
        if (seen) follower.send('notification', seen, seq);
      }
    }
    if (rows.length === ROWS_MAX) this.lookAgain = true;
  }

  private async tellUnread(user: string): Promise<void> {
    const followers = [...this.followers].filter(({ subject }) => subject.id === user);
    if (followers.length === 0) return;
    const { rows } = await this.database.query<{ count: number }>(UNREAD, [user]);
    for (const follower of followers) follower.send('unread', { unread: rows[0]?.count ?? 0 });
  }

  private async dropEnded(): Promise<void> {
    const followers = [...this.followers];
    if (followers.length === 0) return;
    const hashes = followers.map(({ secret }) => secret);
    const { rows } = await this.database.query<{ hash: Buffer }>(LIVE, [hashes, this.clock()]);
    const live = new Set(rows.map(({ hash }) => hash.toString('hex')));
    for (const follower of followers) if (!live.has(follower.secret.toString('hex'))) this.drop(follower);
  }

  private drop(follower: Follower): void {
    this.followers.delete(follower);
    follower.end();
  }
}
