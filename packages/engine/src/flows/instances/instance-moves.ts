import { Injectable } from '@nestjs/common';
import type { FlowRequest } from '@dougong/kernel/commands';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { CommandService } from '../../commands/command-service.js';
import type { CommandAnswer } from '../../commands/command-service.js';
import { idempotencyOf } from '../../http/idempotency.js';
import { subjectOf } from '../../identity/decorators.js';
import { FlowRights } from '../flow-rights.js';

/** What administrators of flows do with one instance: the same path as everybody's steps, with their own rights. */
@Injectable()
export class InstanceMoves {
  constructor(
    private readonly commands: CommandService,
    private readonly rights: FlowRights,
  ) {}

  /** An administrator needs no grant on the form to help a flow along. */
  async take(id: string, step: FlowRequest, request: FastifyRequest): Promise<CommandAnswer> {
    const subject = subjectOf(request);
    const { form, recordId } = await this.rights.requireInstance(subject, id);
    return this.commands.execute({
      subject,
      ...auditSourceOf(request),
      command: { type: 'move', form, id: recordId, step },
      instance: id,
      action: `flow:${step.type}`,
      idempotency: idempotencyOf(request),
    });
  }
}
