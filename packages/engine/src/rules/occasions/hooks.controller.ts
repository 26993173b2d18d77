import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  ParseUUIDPipe,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import { ApiBody, ApiHeader, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { idempotencyOf } from '../../http/idempotency.js';
import { rawBodyOf } from '../../http/raw-body.js';
import { Refusal } from '../../http/refusal.js';
import { schemaObject } from '../../http/schema-object.js';
import { SchemaPipe } from '../../http/schema.pipe.js';
import { Public, Requires, subjectOf } from '../../identity/decorators.js';
import { HookAnswerWire, HookSecretWire, HooksWire, NewHookSecret } from './hook.wire.js';
import { HookSecrets } from './hook-secrets.js';
import type { HookActor } from './hook-secrets.js';
import { signatureIn } from './hook-signature.js';
import { Hooks } from './hooks.js';
import { OccasionWorker } from './occasion-worker.js';

const BEARER = /^Bearer (\S{1,200})$/i;
const BODY_BYTES_MAX = 64 * 1024;
const DELIVERY = /^[\x21-\x7e]{1,200}$/;

/** The way in for outside systems that call rules. */
@ApiTags('hooks')
@Controller('api/v1/hooks')
export class HooksController {
  constructor(
    private readonly hooks: Hooks,
    private readonly secrets: HookSecrets,
    private readonly worker: OccasionWorker,
  ) {}

  @Post(':key')
  @Public()
  @HttpCode(202)
  @ApiOperation({
    summary: 'Calls the rules that wait for this webhook; they are carried out at once, each once',
    description:
      'With the token of the address, or, where the address has a secret, signed as Standard Webhooks has it.',
  })
  @ApiBody({
    required: false,
    schema: { type: 'object', description: 'the values that the rules of the address name' },
  })
  @ApiHeader({ name: 'Authorization', required: false, description: 'Bearer and the token of the address' })
  @ApiHeader({
    name: 'webhook-id',
    required: false,
    description: 'names the delivery: one that comes again is answered the same and does nothing',
  })
  @ApiHeader({ name: 'webhook-timestamp', required: false, description: 'seconds, at most 5 minutes off' })
  @ApiHeader({ name: 'webhook-signature', required: false, description: 'v1, and the HMAC-SHA256 in base64' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiResponse({ status: 202, description: 'taken', schema: schemaObject(HookAnswerWire) })
  @ApiResponse({ status: 401, description: 'neither token nor signature fits, or there is no such address' })
  @ApiResponse({
    status: 422,
    description: 'values of the wrong type; or a known delivery with another body',
  })
  @ApiResponse({ status: 429, description: 'too many calls within a minute; Retry-After says when to go on' })
  async call(
    @Param('key') key: string,
    @Body() values: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<HookAnswerWire> {
    const body = rawBodyOf(request) ?? Buffer.alloc(0);
    if (body.length > BODY_BYTES_MAX) throw new Refusal(413, 'body_too_large');
    const { accepted, replayed } = await this.hooks.take({
      key,
      values,
      body,
      caller: request.ip,
      token: BEARER.exec(request.headers.authorization ?? '')?.[1],
      signature: signatureIn(request.headers),
      delivery: deliveryOf(request),
    });
    if (replayed) void reply.header('idempotent-replayed', 'true');
    else this.worker.wake();
    return { accepted };
  }

  @Get()
  @Requires('administer')
  @ApiOperation({ summary: 'Lists the webhook addresses; their tokens and secrets are never shown' })
  @ApiResponse({ status: 200, description: 'addresses', schema: schemaObject(HooksWire) })
  async list(): Promise<HooksWire> {
    return { data: await this.hooks.list() };
  }

  @Post(':key/actions/renew-token')
  @Requires('administer')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a webhook address a new token, which is shown once' })
  async renew(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly token: string }> {
    return { token: await this.hooks.renewToken(key, actorOf(request)) };
  }

  @Post(':key/secrets')
  @Requires('administer')
  @ApiOperation({
    summary:
      'Gives a webhook address a signing secret, which is shown once; calls must be signed from then on',
  })
  @ApiBody({ schema: schemaObject(NewHookSecret) })
  @ApiResponse({ status: 201, description: 'the secret', schema: schemaObject(HookSecretWire) })
  @ApiResponse({ status: 404, description: 'no rule waits at this address' })
  async addSecret(
    @Param('key') key: string,
    @Body(new SchemaPipe(NewHookSecret)) { secret }: NewHookSecret,
    @Req() request: FastifyRequest,
  ): Promise<HookSecretWire> {
    await this.hooks.requireKnown(key);
    return this.secrets.add(key, secret, actorOf(request));
  }

  @Delete(':key/secrets/:id')
  @Requires('administer')
  @HttpCode(204)
  @ApiOperation({ summary: 'Ends a signing secret; without any, the address takes its token again' })
  removeSecret(
    @Param('key') key: string,
    @Param('id', new ParseUUIDPipe()) id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.secrets.remove(key, id, actorOf(request));
  }
}

function actorOf(request: FastifyRequest): HookActor {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}

/** Standard Webhooks name their deliveries by a header of their own. */
function deliveryOf(request: FastifyRequest): string | undefined {
  const own = request.headers['webhook-id'];
  return idempotencyOf(request)?.key ?? (typeof own === 'string' && DELIVERY.test(own) ? own : undefined);
}
