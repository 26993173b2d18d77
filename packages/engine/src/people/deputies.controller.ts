import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  Req,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBody, ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { noRight } from '../http/refusal.js';
import { Answers } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { InForce } from '../records/in-force.js';
import { idOf, uuidParameter, wordParameter } from '../records/query-text.js';
import type { RawQuery } from '../records/query-text.js';
import { userNames } from '../records/user-names.js';
import type { UserNames } from '../records/user-names.js';
import { Deputies } from './deputies.js';
import { changeActorOf } from './organisation-changes.js';
import { DeputiesWire, DeputyChange, DeputyWire, NewDeputy } from './organisation.wire.js';
import type { DeputyView } from './organisation.wire.js';

const YES_NO = ['true', 'false'] as const;

/** Who stands in for whom: one's own rules, everybody's for administrators. */
@ApiTags('organisation')
@Controller('api/v1/deputies')
@UseInterceptors(AuditRefusals)
export class DeputiesController {
  constructor(
    private readonly deputies: Deputies,
    private readonly inForce: InForce,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Lists the deputies that you have given and those you stand in for' })
  @Answers(DeputiesWire)
  @ApiQuery({ name: 'user', required: false, description: "somebody else's, for administrators" })
  @ApiQuery({ name: 'all', required: false, description: "`true`: everybody's, for administrators" })
  @ApiQuery({ name: 'past', required: false, description: '`true`: also those whose time is over' })
  async list(
    @CurrentSubject() subject: Subject,
    @Query() query: RawQuery,
  ): Promise<{ readonly data: readonly DeputyView[]; readonly users: UserNames }> {
    const all = wordParameter(query, 'all', YES_NO) === 'true';
    const user = uuidParameter(query, 'user') ?? subject.id;
    if ((all || user !== subject.id) && !subject.rights.administer) throw noRight({ right: 'administer' });
    const past = wordParameter(query, 'past', YES_NO) === 'true';
    return this.inForce.read(async ({ people }) => {
      const data = await this.deputies.list({ ...(all ? {} : { user }), past });
      const named = data.flatMap((rule) => [rule.user, rule.deputy]);
      return { value: { data, users: userNames(people, named) } };
    });
  }

  @Post()
  @ApiOperation({ summary: 'Names a deputy for a time, in all flows or in one' })
  @Answers(DeputyWire, 201)
  @ApiBody({ schema: schemaObject(NewDeputy) })
  @ApiResponse({ status: 403, description: 'for somebody else, without the right to administer' })
  @ApiResponse({ status: 422, description: 'oneself, somebody who has left, or a time that is taken' })
  make(
    @CurrentSubject() subject: Subject,
    @Body(new SchemaPipe(NewDeputy)) given: NewDeputy,
    @Req() request: FastifyRequest,
  ): Promise<DeputyView> {
    return this.deputies.make(changeActorOf(request), subject, given);
  }

  @Patch(':id')
  @ApiOperation({ summary: 'Changes what is given of a deputy rule' })
  @Answers(DeputyWire)
  @ApiBody({ schema: schemaObject(DeputyChange) })
  change(
    @CurrentSubject() subject: Subject,
    @Param('id') id: string,
    @Body(new SchemaPipe(DeputyChange)) change: DeputyChange,
    @Req() request: FastifyRequest,
  ): Promise<DeputyView> {
    return this.deputies.change(changeActorOf(request), subject, idOf(id), change);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({ summary: 'Takes a deputy rule back' })
  remove(
    @CurrentSubject() subject: Subject,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
  ): Promise<void> {
    return this.deputies.remove(changeActorOf(request), subject, idOf(id));
  }
}
