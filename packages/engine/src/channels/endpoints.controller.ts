import { Body, Controller, Delete, Get, HttpCode, Param, Post, Put, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { notFound } from '../http/refusal.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { Requires } from '../identity/decorators.js';
import { changeActorOf } from '../people/organisation-changes.js';
import { Endpoints } from './endpoints.js';
import { PutEndpoint } from './endpoint.wire.js';
import type { Endpoint } from './endpoint.wire.js';

const KEY = /^[a-z][a-z0-9_]{0,62}$/;

/** The outside systems that rules may call, by the keys that rules name. */
@ApiTags('endpoints')
@Controller('api/v1/endpoints')
@Requires('administer')
export class EndpointsController {
  constructor(private readonly endpoints: Endpoints) {}

  @Get()
  @ApiOperation({ summary: 'Lists the endpoints that rules may call; their secrets are never shown' })
  async list(): Promise<{ readonly data: readonly Endpoint[] }> {
    return { data: await this.endpoints.list() };
  }

  @Put(':key')
  @ApiOperation({ summary: 'Makes or changes an endpoint; a new one tells its signing secret once' })
  @ApiBody({ schema: schemaObject(PutEndpoint) })
  put(
    @Param('key') key: string,
    @Body(new SchemaPipe(PutEndpoint)) endpoint: PutEndpoint,
    @Req() request: FastifyRequest,
  ): Promise<Endpoint> {
    if (!KEY.test(key)) throw notFound();
    return this.endpoints.put(key, endpoint, changeActorOf(request));
  }

  @Post(':key/actions/rotate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Gives a new signing secret, told once; the old one signs beside it for a day' })
  @Answers(Type.Object({ secret: Type.String(), until: Type.String() }))
  async rotate(
    @Param('key') key: string,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly secret: string; readonly until: string }> {
    const made = await this.endpoints.rotate(key, changeActorOf(request));
    if (!made) throw notFound();
    return made;
  }

  @Delete(':key')
  @HttpCode(204)
  @ApiOperation({ summary: 'Removes an endpoint; calls that wait for it fail' })
  async remove(@Param('key') key: string, @Req() request: FastifyRequest): Promise<void> {
    if (!(await this.endpoints.remove(key, changeActorOf(request)))) throw notFound();
  }
}
