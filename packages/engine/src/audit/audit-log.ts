import { Inject, Injectable } from '@nestjs/common';
import type { Clock } from '@dougong/kernel/foundation';
import type { FastifyRequest } from 'fastify';
import { Database } from '../database/database.js';
import type { SqlSession } from '../database/sql-session.js';
import { channelOf, subjectOf } from '../identity/decorators.js';
import type { Channel, Subject } from '../identity/subject.js';
import { CLOCK } from '../ports.js';

/** Where a command came from. */
export interface AuditSource {
  readonly channel: Channel;
  readonly ip: string;
  /** The device, as it names itself. */
  readonly agent?: string;
  readonly requestId: string;
}

export interface NewAuditEntry extends Partial<AuditSource> {
  readonly actor: string | null;
  readonly action: string;
  readonly outcome: 'done' | 'refused';
  readonly code?: string;
  readonly form?: string;
  readonly recordId?: string;
  readonly changes?: unknown;
  readonly release?: number;
}

/** What was refused, to somebody known. */
export interface RefusedAttempt {
  readonly action: string;
  readonly code: string;
  readonly form?: string;
  readonly recordId?: string;
}

/** What a browser calls itself fits in; whatever is longer was made to be long. */
const AGENT_LENGTH_MAX = 300;

/** Where a request came from, for its audit entries. */
export function auditSourceOf(request: FastifyRequest): AuditSource {
  const agent = request.headers['user-agent']?.slice(0, AGENT_LENGTH_MAX);
  const source = { channel: channelOf(request), ip: request.ip, requestId: request.id };
  return agent === undefined ? source : { ...source, agent };
}

const INSERT = `
  INSERT INTO core.audit_entry (at, actor, action, outcome, form, record_id, code, channel, ip, request_id, changes, release, agent)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`;

/** Writes the audit. Entries of what was done belong into the transaction that did it. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async write(session: SqlSession, entry: NewAuditEntry): Promise<void> {
    await session.query(INSERT, [
      this.clock(),
      entry.actor,
      entry.action,
      entry.outcome,
      entry.form ?? null,
      entry.recordId ?? null,
      entry.code ?? null,
      entry.channel ?? 'worker',
      entry.ip ?? null,
      entry.requestId ?? null,
      entry.changes === undefined ? null : JSON.stringify(entry.changes),
      entry.release ?? null,
      entry.agent ?? null,
    ]);
  }

  /** Notes that somebody looked as somebody else, or tried to do more than look. */
  async viewed(request: FastifyRequest, seenAs: Subject, code: string | undefined): Promise<void> {
    const told = (path: string, value: string) => ({ path, old: null, new: value });
    const entry = {
      ...auditSourceOf(request),
      actor: seenAs.viewer?.id ?? null,
      action: 'view_as',
      outcome: code === undefined ? ('done' as const) : ('refused' as const),
      changes: [told('/as', seenAs.id), told('/request', `${request.method} ${request.url.slice(0, 300)}`)],
      ...(code === undefined ? {} : { code }),
    };
    await this.database.withSession((session) => this.write(session, entry));
  }

  /** Notes a refused attempt, after whatever it tried has been rolled back. */
  async refused(request: FastifyRequest, attempt: RefusedAttempt): Promise<void> {
    const entry = {
      ...auditSourceOf(request),
      ...attempt,
      actor: subjectOf(request).id,
      outcome: 'refused' as const,
    };
    await this.database.withSession((session) => this.write(session, entry));
  }
}
