import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { noRight } from '../../http/refusal.js';
import type { Subject } from '../../identity/subject.js';
import { JobKinds } from '../../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../../jobs/job-kind.js';
import { Jobs } from '../../jobs/jobs.js';
import type { RunningJob } from '../../jobs/running-job.js';
import type { DraftActor } from '../drafts/draft-book.js';
import { Drafts } from '../drafts.js';
import { PublishRequests } from './publish-requests.js';
import type { PublishBody } from './request.wire.js';

interface PublishParams {
  readonly actor: DraftActor;
  /** The revision of the drafts when it was asked for: others are not published. */
  readonly seen: number;
  readonly body: PublishBody;
}

/** What a publish has become, as the job keeps it in the transaction that made it so. */
type Settled =
  { readonly release: { readonly number: number } } | { readonly request: { readonly id: string } };

/** Publishes as jobs: they tell their steps, and can be cancelled until the release is switched. */
@Injectable()
export class PublishJobs implements JobKind, OnModuleInit {
  readonly kind = 'publish';
  readonly title = { 'zh-CN': '发布', en: 'Publish' };

  constructor(
    private readonly requests: PublishRequests,
    private readonly drafts: Drafts,
    private readonly jobs: Jobs,
    private readonly kinds: JobKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  /** Leaves a publish of the drafts as they are now to the workers. */
  async start(
    subject: Subject,
    actor: DraftActor,
    seen: number | undefined,
    body: PublishBody,
  ): Promise<string> {
    const params: PublishParams = { actor, seen: seen ?? (await this.drafts.read()).revision, body };
    return this.jobs.start({ kind: this.kind, params: { ...params }, createdBy: subject.id });
  }

  /** One whose worker died begins anew, or is over where the switch was made; what is left to drop is dropped by the upkeep. */
  async run(job: RunningJob): Promise<JobEnd> {
    if (job.isSettled) return { result: await this.become(job) };
    if (!job.by.rights.design) throw noRight();
    const { actor, seen, body } = job.head.params as PublishParams;
    const outcome = await this.requests.publish(job.by, actor, seen, body, job);
    return { result: { ...outcome } };
  }

  private async become({ by, position }: RunningJob): Promise<JobEnd['result']> {
    const settled = position as Settled;
    return 'release' in settled ? settled : { request: await this.requests.read(by, settled.request.id) };
  }
}
