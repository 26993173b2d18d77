import { Inject, Injectable } from '@nestjs/common';
import { isError } from '@dougong/kernel/foundation';
import type { Clock, IdSource } from '@dougong/kernel/foundation';
import { AuditLog } from '../../audit/audit-log.js';
import { Database } from '../../database/database.js';
import type { SqlSession } from '../../database/sql-session.js';
import { noRight, notFound, Refusal } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { UNWATCHED } from '../../jobs/long-work.js';
import type { LongWork } from '../../jobs/long-work.js';
import type { Log } from '../../log.js';
import { Directory } from '../../people/directory.js';
import { CLOCK, ID_SOURCE, LOG } from '../../ports.js';
import type { DraftActor } from '../drafts/draft-book.js';
import { staleDrafts } from '../drafts/stale-drafts.js';
import { Drafts } from '../drafts.js';
import { refusalOf } from '../publisher.js';
import { auditedScenarios } from '../../scenarios/scenario-verdict.js';
import { ReleaseRegistry } from '../release-registry.js';
import { DesignSettings } from './design-settings.js';
import { PublishScenarios } from './publish-scenarios.js';
import { publishTimeOf } from './publish-time.js';
import { PublishRequestStore } from './request-store.js';
import type { StoredRequest } from './request-store.js';
import { RequestNotices } from './request-notices.js';
import type { DesignSettingsWire, PublishBody, PublishRequestWire } from './request.wire.js';

/** What a wish to publish became. */
export type PublishOutcome =
  { readonly release: { readonly number: number } } | { readonly request: PublishRequestWire };

export type Decision = 'approve' | 'reject' | 'withdraw';

const DECIDED = { approve: 'approved', reject: 'rejected', withdraw: 'withdrawn' } as const;

/** Ways of the drafts into a release: at once, or after somebody has approved, or at a time. */
@Injectable()
export class PublishRequests {
  constructor(
    private readonly database: Database,
    private readonly drafts: Drafts,
    private readonly releases: ReleaseRegistry,
    private readonly settings: DesignSettings,
    private readonly store: PublishRequestStore,
    private readonly directory: Directory,
    private readonly notices: RequestNotices,
    private readonly audit: AuditLog,
    private readonly scenarios: PublishScenarios,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(ID_SOURCE) private readonly nextId: IdSource,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Publishes all drafts now where nobody has to approve and no time is given; else makes a request of it. */
  async publish(
    subject: Subject,
    actor: DraftActor,
    seen: number | undefined,
    body: PublishBody,
    work: LongWork = UNWATCHED,
  ): Promise<PublishOutcome> {
    await work.step({ code: 'checking' });
    const { publishApproval } = await this.settings.read();
    const at = publishTimeOf(body.publishAt, this.clock());
    const comment = body.comment?.trim() || undefined;
    const { scenarios, revision } = await this.scenarios.before(subject, body.scenarios, { work });
    // What was played is what is published: drafts that were changed meanwhile refuse it.
    const meant = seen ?? revision;
    if (publishApproval === null && at === null) {
      const { id, ...source } = actor;
      const release = await this.drafts.publish(id, meant, comment, { source, scenarios, work });
      return { release: { number: release.number } };
    }
    const wish = { seen: meant, comment, approval: publishApproval, at, scenarios, work };
    return { request: await this.ask(subject, actor, wish) };
  }

  async list(subject: Subject, limit: number): Promise<readonly PublishRequestWire[]> {
    const seen = (await this.store.list(limit)).filter((request) => maySee(subject, request));
    return seen.map((request) => wireOf(request, subject));
  }

  async read(subject: Subject, id: string): Promise<PublishRequestWire> {
    const request = await this.store.read(id);
    if (!maySee(subject, request)) throw notFound();
    return wireOf(request, subject);
  }

  /** Somebody decides. Approved without a time it is published at once, and comes back as what it became. */
  async decide(
    subject: Subject,
    actor: DraftActor,
    id: string,
    decision: Decision,
    comment?: string,
  ): Promise<PublishRequestWire> {
    const request = await this.store.read(id);
    if (!maySee(subject, request)) throw notFound();
    refuseStranger(subject, request, decision);
    const { id: by, ...source } = actor;
    await this.database.transaction(async (session) => {
      const said = comment?.trim() || null;
      await this.store.decide(session, id, { to: DECIDED[decision], by, at: this.clock(), comment: said });
      await this.audited(session, `publish:${decision}`, { id: by, ...source }, request);
      if (decision !== 'withdraw')
        await this.notices.tell(
          session,
          DECIDED[decision] as 'approved' | 'rejected',
          { id, comment: said },
          [request.requestedBy],
        );
    });
    this.notices.ring();
    if (decision === 'approve' && isDue(request, this.clock())) await this.carryOut(request);
    return this.read(subject, id);
  }

  /** Publishes what was approved; one whose drafts have changed since fails and says so. */
  async carryOut(request: StoredRequest): Promise<void> {
    try {
      const { scenarios } = request;
      const released = {
        source: { channel: 'worker' as const },
        scenarios,
        approver: await this.store.approverOf(request.id),
        alongside: this.noted(request),
      };
      await this.drafts.publish(
        request.requestedBy,
        request.revision,
        request.comment ?? undefined,
        released,
      );
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      await this.noteFailure(request, error);
    }
    this.notices.ring();
  }

  /** Publishes what was approved and whose time has come. Tells whether there was one. */
  async carryOutDue(): Promise<boolean> {
    const due = await this.store.due(this.clock());
    if (!due) return false;
    await this.carryOut(due);
    return true;
  }

  private async ask(
    subject: Subject,
    actor: DraftActor,
    {
      seen,
      comment,
      approval,
      at,
      scenarios,
      work,
    }: {
      readonly seen: number | undefined;
      readonly comment: string | undefined;
      readonly approval: DesignSettingsWire['publishApproval'];
      readonly at: string | null;
      readonly scenarios: StoredRequest['scenarios'];
      readonly work: LongWork;
    },
  ): Promise<PublishRequestWire> {
    const { revision, drafts } = await this.drafts.read();
    if (seen !== undefined && seen !== revision)
      throw await this.database.withSession((session) => staleDrafts(session, seen, revision));
    if (drafts.length === 0) throw new Refusal(409, 'nothing_to_publish');
    const findings = await this.drafts.check();
    if (findings.some(isError)) throw refusalOf(findings);
    const { roles: approvers = [], users: approverUsers = [] } = approval ?? {};
    const others = await this.othersOf(approvers, approverUsers, actor.id);
    if (approval !== null && others.length === 0)
      throw new Refusal(409, 'no_other_approver', [], { params: { roles: approvers } });
    const id = this.nextId();
    const base = await this.releases.current();
    await this.database.transaction(async (session) => {
      await this.store.add(session, {
        id,
        state: approval === null ? 'approved' : 'waiting',
        revision,
        baseRelease: base.number,
        comment: comment ?? null,
        approvers,
        approverUsers,
        publishAt: at,
        requestedAt: this.clock(),
        requestedBy: actor.id,
        scenarios,
      });
      await this.audited(session, 'publish:request', actor, { id, revision, scenarios });
      await this.notices.tell(session, 'asked', { id, comment: comment ?? null }, others);
      await work.settle(session, { request: { id } });
    });
    work.settled();
    this.notices.ring();
    return this.read(subject, id);
  }

  /** Who may approve and is not the one who asks: nobody approves his own publish. */
  private async othersOf(
    roles: readonly string[],
    users: readonly string[],
    asker: string,
  ): Promise<readonly string[]> {
    const people = await this.directory.refresh();
    const holders = roles.flatMap((role) => people.usersOfRole(role));
    return [...new Set([...holders, ...users])].filter((user) => user !== asker && people.isActive(user));
  }

  private noted(request: StoredRequest) {
    return async (session: SqlSession, release: number): Promise<void> => {
      await this.store.published(session, request.id, release, this.clock());
      await this.notices.tell(session, 'published', request, [request.requestedBy]);
    };
  }

  private async noteFailure(request: StoredRequest, refusal: Refusal): Promise<void> {
    this.log.warn({ request: request.id, code: refusal.code }, 'an approved publish was refused');
    const failure = { code: refusal.code, errors: refusal.issues.slice(0, FAILURE_ISSUES_MAX) };
    await this.database.transaction(async (session) => {
      if (!(await this.store.failed(session, request.id, failure, this.clock()))) return;
      await this.audit.write(session, {
        actor: request.requestedBy,
        action: 'publish',
        outcome: 'refused',
        code: refusal.code,
      });
      await this.notices.tell(session, 'failed', request, [request.requestedBy]);
    });
  }

  private async audited(
    session: SqlSession,
    action: string,
    { id: actor, ...source }: DraftActor,
    { id, revision, scenarios }: Pick<StoredRequest, 'id' | 'revision' | 'scenarios'>,
  ): Promise<void> {
    const request = { path: `/publish-requests/${id}`, old: null, new: { revision } };
    const changes = [request, ...auditedScenarios(scenarios)];
    await this.audit.write(session, { ...source, actor, action, outcome: 'done', changes });
  }
}

const FAILURE_ISSUES_MAX = 20;

/** By one of his roles, or by name. */
function isApprover({ id, roles }: Subject, { approvers, approverUsers }: StoredRequest): boolean {
  return approvers.some((role) => roles.includes(role)) || approverUsers.includes(id);
}

function maySee(subject: Subject, request: StoredRequest): boolean {
  return subject.rights.design || isApprover(subject, request) || subject.id === request.requestedBy;
}

function mayApprove(subject: Subject, request: StoredRequest): boolean {
  return isApprover(subject, request) && subject.id !== request.requestedBy;
}

function mayWithdraw(subject: Subject, request: StoredRequest): boolean {
  return subject.id === request.requestedBy || subject.rights.administer;
}

function refuseStranger(subject: Subject, request: StoredRequest, decision: Decision): void {
  if (decision === 'withdraw') {
    if (!mayWithdraw(subject, request)) throw noRight();
    return;
  }
  if (subject.id === request.requestedBy) throw new Refusal(403, 'own_publish_request');
  if (!mayApprove(subject, request)) throw noRight();
}

function isDue({ publishAt }: StoredRequest, now: string): boolean {
  return publishAt === null || Date.parse(publishAt) <= Date.parse(now);
}

function wireOf(request: StoredRequest, subject: Subject): PublishRequestWire {
  const isOpen = request.state === 'waiting' || request.state === 'approved';
  return {
    ...request,
    can: {
      approve: request.state === 'waiting' && mayApprove(subject, request),
      withdraw: isOpen && mayWithdraw(subject, request),
    },
  };
}
