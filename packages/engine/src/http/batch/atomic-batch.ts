import { Inject, Injectable } from '@nestjs/common';
import { maskRecord, narrowedSight } from '@dougong/kernel/access';
import type { CompiledRelease } from '@dougong/kernel/commands';
import type { IdSource } from '@dougong/kernel/foundation';
import type { StoredRecord } from '@dougong/kernel/records';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { markNoted } from '../../audit/noted-refusals.js';
import { CommandBatch } from '../../commands/batch/command-batch.js';
import type { BatchResult } from '../../commands/batch/command-batch.js';
import { isDeadlock } from '../../commands/command-refusal.js';
import { RefusedCommands } from '../../commands/refused-commands.js';
import type { CommandRequest } from '../../commands/command-run.js';
import { Outdated } from '../../commands/run-facts.js';
import { Database } from '../../database/database.js';
import { subjectOf } from '../../identity/decorators.js';
import { kernelSubject } from '../../identity/kernel-subject.js';
import { Directory } from '../../people/directory.js';
import { ID_SOURCE } from '../../ports.js';
import { ReleaseRegistry } from '../../releases/release-registry.js';
import { entityTag } from '../entity-tag.js';
import { invalid, Refusal } from '../refusal.js';
import { usageOf } from '../request-usage.js';
import { atomicItems, issuesAt } from './atomic-items.js';
import type { BatchItemBody, BatchWire } from './batch.wire.js';

type ItemAnswer = BatchWire['data'][number];
type Done = Extract<BatchResult, { readonly kind: 'done' }>;

const ATTEMPTS_MAX = 3;
const FORBIDDEN = 403;

/** All items in one transaction: each by the rules that hold for it by itself, and none unless all of them pass. */
@Injectable()
export class AtomicBatch {
  constructor(
    private readonly database: Database,
    private readonly batch: CommandBatch,
    private readonly refused: RefusedCommands,
    private readonly releases: ReleaseRegistry,
    private readonly directory: Directory,
    @Inject(ID_SOURCE) private readonly ids: IdSource,
  ) {}

  async carryOut(request: FastifyRequest, items: readonly BatchItemBody[]): Promise<readonly ItemAnswer[]> {
    const source = { subject: subjectOf(request), ...auditSourceOf(request) };
    const requests = atomicItems(items, this.ids).map((item) => ({ ...source, ...item }));
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.attempt(requests, request);
      } catch (error) {
        if (attempt === ATTEMPTS_MAX || !(error instanceof Outdated || isDeadlock(error))) throw error;
        await Promise.all([this.releases.refresh(), this.directory.refresh()]);
      }
    }
  }

  /** Each attempt that no role allows is noted with its record, after everything has been rolled back. */
  private async note(
    requests: readonly CommandRequest[],
    results: readonly BatchResult[],
    whole: Refusal,
  ): Promise<void> {
    for (const [at, result] of results.entries()) {
      const request = requests[at];
      if (result.kind !== 'refused' || result.refusal.status !== FORBIDDEN || !request) continue;
      await this.refused.note(request, result.refusal);
      markNoted(whole);
    }
  }

  private async attempt(
    requests: readonly CommandRequest[],
    request: FastifyRequest,
  ): Promise<readonly ItemAnswer[]> {
    const [release, people] = await Promise.all([this.releases.current(), this.directory.current()]);
    refuseUnknownForms(requests, release);
    const tried: { results: readonly BatchResult[] } = { results: [] };
    const transaction = this.database.transaction(async (session) => {
      tried.results = await this.batch.run(
        session,
        { release, people },
        requests.map((each) => ({ request: each })),
      );
      return allDone(tried.results);
    }, usageOf(request));
    const results = await transaction.catch(async (error: unknown) => {
      if (error instanceof Refusal) await this.note(requests, tried.results, error);
      throw error;
    });
    this.batch.announce(results);
    return results.map((result, at) => answerOf(result, requests[at] as CommandRequest, release));
  }
}

function refuseUnknownForms(requests: readonly CommandRequest[], release: CompiledRelease): void {
  const issues = requests.flatMap(({ command }, at) =>
    release.models.has(command.form) ? [] : issuesAt(new Refusal(404, 'not_found'), at),
  );
  if (issues.length > 0) throw invalid(issues);
}

/** One refused item refuses the whole, and says which it was. */
function allDone(results: readonly BatchResult[]): readonly Done[] {
  const refused = results.flatMap((result, at) =>
    result.kind === 'refused' ? [{ refusal: result.refusal, at }] : [],
  );
  if (refused.length === 0) return results as readonly Done[];
  const isForbidden = refused.some(({ refusal }) => refusal.status === FORBIDDEN);
  throw new Refusal(
    isForbidden ? FORBIDDEN : 422,
    'batch_refused',
    refused.flatMap(({ refusal, at }) => issuesAt(refusal, at)),
    { params: { count: refused.length } },
  );
}

function answerOf(
  { outcome, hidden: atNodes }: Done,
  { command, subject }: CommandRequest,
  release: CompiledRelease,
): ItemAnswer {
  const record = outcome.record as StoredRecord | null;
  if (!record) return { status: outcome.status, body: { record: null } };
  const grant = release.access.can(kernelSubject(subject), command.form, 'read');
  const { hidden, masked } = narrowedSight(grant, atNodes);
  const location = `/api/v1/forms/${command.form}/records/${record.id}`;
  return {
    status: outcome.status,
    etag: entityTag(record.version),
    ...(command.type === 'create' ? { location } : {}),
    body: { record: maskRecord(record, hidden, masked) },
  };
}
