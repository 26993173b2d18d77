import { Body, Controller, HttpCode, Param, Post, Req } from '@nestjs/common';
import { ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { idempotencyOf } from '../../http/idempotency.js';
import { Refusal } from '../../http/refusal.js';
import { Public, Requires, subjectOf } from '../../identity/decorators.js';
import { Hooks } from './hooks.js';
import { OccasionWorker } from './occasion-worker.js';

const BEARER = /^Bearer (\S{1,200})$/i;
const BODY_CHARACTERS_MAX = 64 * 1024;
const DELIVERY = /^[\x21-\x7e]{1,200}$/;

/** The way in for outside systems that call rules. */
@ApiTags('hooks')
@Controller('api/v1/hooks')
export class HooksController {
  constructor(
    private readonly hooks: Hooks,
    private readonly worker: OccasionWorker,
  ) {}

  @Post(':key')
  @Public()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Calls the rules that wait for this webhook; they are carried out at once, each once',
  })
  @ApiHeader({ name: 'Authorization', required: true })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  async call(
    @Param('key') key: string,
    @Body() body: unknown,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly accepted: number }> {
    if (JSON.stringify(body ?? null).length > BODY_CHARACTERS_MAX) throw new Refusal(413, 'body_too_large');
    const token = BEARER.exec(request.headers.authorization ?? '')?.[1];
    const accepted = await this.hooks.take({ key, token, body, delivery: deliveryOf(request) });
    if (accepted > 0) this.worker.wake();
    return { accepted };
  }

  @Post(':key/actions/renew-token')
  @Requires('administer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a webhook address a new token, which is shown once' })
  async renew(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly token: string }> {
    return { token: await this.hooks.renewToken(key, subjectOf(request).id) };
  }
}

/** Standard Webhooks name their deliveries by a header of their own. */
function deliveryOf(request: FastifyRequest): string | undefined {
  const own = request.headers['webhook-id'];
  return idempotencyOf(request)?.key ?? (typeof own === 'string' && DELIVERY.test(own) ? own : undefined);
}
