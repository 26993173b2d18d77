import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import { LRUCache } from 'lru-cache';
import { DatabaseListener } from '../database/database-listener.js';
import { CLOCK } from '../ports.js';
import type { Subject } from './subject.js';
import { SubjectStore } from './subject-store.js';
import type { FoundSubject } from './subject-store.js';
import { tokenHash } from './tokens.js';

/** Every process forgets whom it knows when this channel is notified. */
export const IDENTITY_CHANNEL = 'core_identity';

/** The secret of looking on opens no session by itself. */
function asHimself(subject: Subject | undefined): Subject | undefined {
  return subject?.viewer ? undefined : subject;
}

const REMEMBERED_MAX = 5000;
const REMEMBERED_MS = 10_000;

/**
 * Tells who is behind a secret. Answers are remembered for some seconds, so a request seldom waits for the database;
 * signing out, and changing people, forgets them in every process.
 */
@Injectable()
export class Authenticator {
  private readonly remembered = new LRUCache<string, FoundSubject>({
    max: REMEMBERED_MAX,
    ttl: REMEMBERED_MS,
  });

  constructor(
    private readonly subjects: SubjectStore,
    @Inject(CLOCK) private readonly clock: Clock,
    listener: DatabaseListener,
  ) {
    listener.subscribe(IDENTITY_CHANNEL, () => this.forgetAll());
  }

  /** The subject, at once when it is remembered. */
  bySession(token: string): Subject | undefined | Promise<Subject | undefined> {
    const found = this.remember(`s:${token}`, (hash, now) => this.subjects.bySession(hash, now), token);
    return found instanceof Promise ? found.then(asHimself) : asHimself(found);
  }

  /** The person as whom somebody looks on. */
  async byView(token: string): Promise<Subject | undefined> {
    const find = (hash: Buffer, now: string) => this.subjects.bySession(hash, now);
    const subject = await this.remember(`s:${token}`, find, token);
    return subject?.viewer ? subject : undefined;
  }

  byApiKey(key: string): Subject | undefined | Promise<Subject | undefined> {
    return this.remember(`k:${key}`, (hash, now) => this.subjects.byApiKey(hash, now), key);
  }

  forgetAll(): void {
    this.remembered.clear();
  }

  private remember(
    key: string,
    load: (hash: Buffer, now: string) => Promise<FoundSubject | undefined>,
    token: string,
  ): Subject | undefined | Promise<Subject | undefined> {
    const now = this.clock();
    const known = this.remembered.get(key);
    if (known && (known.expiresAt === null || known.expiresAt > now)) return known.subject;
    return load(tokenHash(token), now).then((found) => {
      if (found) this.remembered.set(key, found);
      return found?.subject;
    });
  }
}
