import { Body, Controller, Get, Put, Req } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiTags } from '@nestjs/swagger';
import { KEY_PATTERN, LocalizedText } from '@dougong/kernel/metadata';
import { Type } from '@sinclair/typebox';
import type { Static } from '@sinclair/typebox';
import type { FastifyRequest } from 'fastify';
import { Answers } from '../http/answers.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject } from '../identity/decorators.js';
import { sessionTokenOf } from '../identity/session-cookie.js';
import type { Subject } from '../identity/subject.js';
import { changeActorOf } from './organisation-changes.js';
import { WorkingOrganisation } from './working-organisation.js';
import type { WorkingPlace } from './working-organisation.js';

const Chosen = Type.Object(
  { organisation: Type.String({ pattern: KEY_PATTERN, description: 'key of one that you work in' }) },
  { additionalProperties: false },
);

const WorkingPlaceWire = Type.Object({
  working: Type.Union([Type.String(), Type.Null()], {
    description: 'the one that your records are made for and that "organisation" in a grant means now',
  }),
  organisations: Type.Array(
    Type.Object({
      key: Type.String(),
      title: LocalizedText,
      kind: Type.Union([Type.String(), Type.Null()], { description: 'company, branch or store' }),
    }),
    { description: 'those that you work in, your own first' },
  ),
});

/** Whoever works in several organisations says in which one he works now. */
@ApiTags('session')
@Controller('api/v1/session/organisation')
export class WorkingOrganisationController {
  constructor(private readonly place: WorkingOrganisation) {}

  @Get()
  @ApiOperation({ summary: 'Tells which organisations you work in, and in which one now' })
  @Answers(WorkingPlaceWire)
  read(@CurrentSubject() subject: Subject): Promise<WorkingPlace> {
    return this.place.of(subject);
  }

  @Put()
  @ApiOperation({ summary: 'Chooses the organisation that you work in until you sign out' })
  @ApiBody({ schema: schemaObject(Chosen) })
  @Answers(WorkingPlaceWire)
  choose(
    @Body(new SchemaPipe(Chosen)) { organisation }: Static<typeof Chosen>,
    @CurrentSubject() subject: Subject,
    @Req() request: FastifyRequest,
  ): Promise<WorkingPlace> {
    return this.place.choose(changeActorOf(request), subject, sessionTokenOf(request), organisation);
  }
}
