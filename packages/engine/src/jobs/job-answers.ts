import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RESPOND_ASYNC } from '../http/prefer.js';
import { languageOf } from '../http/request-language.js';
import type { Subject } from '../identity/subject.js';
import { Jobs } from './jobs.js';
import type { JobWire } from './job.wire.js';

const ACCEPTED = 202;

/** Answers a request with the job that carries it out. */
@Injectable()
export class JobAnswers {
  constructor(private readonly jobs: Jobs) {}

  async accepted(
    subject: Subject,
    id: string,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<JobWire> {
    void reply
      .status(ACCEPTED)
      .header('preference-applied', RESPOND_ASYNC)
      .header('location', `/api/v1/jobs/${id}`)
      .header('vary', 'prefer')
      .header('cache-control', 'no-store');
    return this.jobs.wire(await this.jobs.visible(subject, id), languageOf(request));
  }
}
