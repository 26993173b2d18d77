import { Body, Controller, Delete, Get, Header, HttpCode, Param, Patch, Post, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { auditSourceOf } from '../../audit/audit-log.js';
import { Answers, AnswersNothing } from '../../http/answers.js';
import { schemaObject } from '../../http/schema-object.js';
import { OptionalBody, SchemaPipe } from '../../http/schema.pipe.js';
import { listOf } from '../../people/organisation.wire.js';
import { idOf } from '../../records/query-text.js';
import { Requires, subjectOf } from '../decorators.js';
import { ApiKeys } from './api-keys.js';
import type { KeyActor } from './api-keys.js';
import {
  FreshKeyWire,
  KeyRotation,
  KeyWire,
  NewKey,
  NewServiceAccount,
  ServiceAccountChange,
  ServiceAccountWire,
} from './key.wire.js';
import type { FreshKey, KeyView, ServiceAccountView } from './key.wire.js';
import { ServiceAccounts } from './service-accounts.js';

/** Programs that work with the platform: their accounts and keys. */
@ApiTags('api keys')
@Controller('api/v1')
@Requires('administer')
export class KeysController {
  constructor(
    private readonly accounts: ServiceAccounts,
    private readonly keys: ApiKeys,
  ) {}

  @Get('service-accounts')
  @ApiOperation({ summary: 'Lists accounts of programs' })
  @Answers(listOf(ServiceAccountWire))
  async list(): Promise<{ readonly data: readonly ServiceAccountView[] }> {
    return { data: await this.accounts.list() };
  }

  @Post('service-accounts')
  @ApiOperation({ summary: 'Makes an account for a program; nobody signs in as it' })
  @Answers(ServiceAccountWire, 201)
  @ApiBody({ schema: schemaObject(NewServiceAccount) })
  @ApiResponse({ status: 422, description: 'the login is taken, or a role is unknown' })
  make(
    @Body(new SchemaPipe(NewServiceAccount)) account: NewServiceAccount,
    @Req() request: FastifyRequest,
  ): Promise<ServiceAccountView> {
    return this.accounts.make(actorOf(request), account);
  }

  @Patch('service-accounts/:id')
  @ApiOperation({ summary: "Changes a program's account, or switches it off" })
  @Answers(ServiceAccountWire)
  @ApiBody({ schema: schemaObject(ServiceAccountChange) })
  change(
    @Param('id') id: string,
    @Body(new SchemaPipe(ServiceAccountChange)) change: ServiceAccountChange,
    @Req() request: FastifyRequest,
  ): Promise<ServiceAccountView> {
    return this.accounts.change(actorOf(request), idOf(id), change);
  }

  @Post('service-accounts/:id/keys')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Makes a key; it is shown once' })
  @Answers(FreshKeyWire, 201)
  @ApiBody({ schema: schemaObject(NewKey) })
  async makeKey(
    @Param('id') id: string,
    @Body(new SchemaPipe(NewKey)) wanted: NewKey,
    @Req() request: FastifyRequest,
  ): Promise<FreshKey> {
    const account = await this.accounts.require(idOf(id));
    return this.keys.make(actorOf(request), account.id, wanted);
  }

  @Get('api-keys')
  @ApiOperation({ summary: 'Lists keys of all accounts, the newest first; never the keys themselves' })
  @Answers(listOf(KeyWire))
  async listKeys(): Promise<{ readonly data: readonly KeyView[] }> {
    return { data: await this.keys.list() };
  }

  @Post('api-keys/:id/actions/rotate')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Makes a new key in place of one, which stays good for the time of overlap' })
  @Answers(FreshKeyWire)
  @ApiBody({ schema: schemaObject(KeyRotation), required: false })
  @ApiResponse({ status: 409, description: 'it is revoked or was replaced already' })
  rotate(
    @Param('id') id: string,
    @Body(new OptionalBody(KeyRotation)) { overlapHours }: KeyRotation,
    @Req() request: FastifyRequest,
  ): Promise<FreshKey> {
    return this.keys.rotate(actorOf(request), idOf(id), overlapHours);
  }

  @Delete('api-keys/:id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Revokes a key; it stays in the list' })
  @AnswersNothing('it is good for nothing any more')
  revoke(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.keys.revoke(actorOf(request), idOf(id));
  }
}

function actorOf(request: FastifyRequest): KeyActor {
  return { ...auditSourceOf(request), actor: subjectOf(request).id };
}
