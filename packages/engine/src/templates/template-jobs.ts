import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { noRight } from '../http/refusal.js';
import { JobKinds } from '../jobs/job-kind.js';
import type { JobEnd, JobKind } from '../jobs/job-kind.js';
import { Jobs } from '../jobs/jobs.js';
import type { RunningJob } from '../jobs/running-job.js';
import { TemplateOrders } from './template-orders.js';
import type { OrderAnswer, OrderedBy, TemplateOrder } from './template-orders.js';

interface TemplateParams extends Pick<OrderedBy, 'source' | 'language'> {
  readonly order: TemplateOrder;
}

interface Login {
  readonly password?: string;
}

/** Installing, upgrading, removing and taking back as jobs. */
@Injectable()
export class TemplateJobs implements JobKind, OnModuleInit {
  readonly kind = 'template';
  readonly title = { 'zh-CN': '模板变更', en: 'Change of templates' };

  constructor(
    private readonly orders: TemplateOrders,
    private readonly jobs: Jobs,
    private readonly kinds: JobKinds,
  ) {}

  onModuleInit(): void {
    this.kinds.register(this);
  }

  /** Leaves what is ordered to the workers. */
  start(order: TemplateOrder, { source, language }: OrderedBy): Promise<string> {
    const params = { order, source, language };
    return this.jobs.start({ kind: this.kind, params, createdBy: source.actor });
  }

  /** One whose worker died begins anew, or goes on behind the switch with what is left. */
  async run(job: RunningJob): Promise<JobEnd> {
    if (!job.by.rights.administer) throw noRight();
    const { order, ...by } = job.head.params as TemplateParams;
    const ordered = { ...by, work: job };
    return endOf(
      job.isSettled
        ? await this.orders.finish(job.position, ordered)
        : await this.orders.carryOut(order, ordered),
    );
  }
}

/** First passwords are not kept with the job. */
function endOf({ logins, ...answer }: OrderAnswer): JobEnd {
  if (!Array.isArray(logins)) return { result: answer };
  const named = (logins as readonly Login[]).map(({ password: _password, ...login }) => login);
  return { result: { ...answer, logins: named }, ...(named.length > 0 ? { toldOnce: { logins } } : {}) };
}
