import { Body, Controller, HttpCode, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../../audit/audit-refusals.interceptor.js';
import { Answers } from '../answers.js';
import { schemaObject } from '../schema-object.js';
import { SchemaPipe } from '../schema.pipe.js';
import { AtomicBatch } from './atomic-batch.js';
import { BatchBody, BatchWire } from './batch.wire.js';
import { carryOutSeparately } from './separate-batch.js';

/** Many requests in one. */
@ApiTags('batch')
@Controller('api/v1/batch')
@UseInterceptors(AuditRefusals)
export class BatchController {
  constructor(private readonly atomic: AtomicBatch) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Carries out up to a thousand requests, each by itself or all or nothing' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiBody({ schema: schemaObject(BatchBody) })
  @Answers(BatchWire)
  @ApiResponse({ status: 422, description: 'atomic: one item at least was refused, so none was carried out' })
  async carryOut(
    @Body(new SchemaPipe(BatchBody)) { atomic, items }: BatchBody,
    @Req() request: FastifyRequest,
  ): Promise<BatchWire> {
    const data = atomic === true ? this.atomic.carryOut(request, items) : carryOutSeparately(request, items);
    return { data: [...(await data)] };
  }
}
