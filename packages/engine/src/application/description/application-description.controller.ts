import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiQuery, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Type } from '@sinclair/typebox';
import { Answers } from '../../http/answers.js';
import type { Description } from '../../http/complete-openapi.js';
import { CurrentSubject } from '../../identity/decorators.js';
import type { Subject } from '../../identity/subject.js';
import { textParameter } from '../../records/query-text.js';
import type { RawQuery } from '../../records/query-text.js';
import { ApplicationDescriptions } from './application-descriptions.js';

const Described = Type.Object(
  { openapi: Type.String(), paths: Type.Object({}, { additionalProperties: true }) },
  { additionalProperties: true, description: 'an OpenAPI 3.1 document' },
);

@ApiTags('application')
@Controller('api/apps/:app/openapi.json')
export class ApplicationDescriptionController {
  constructor(private readonly descriptions: ApplicationDescriptions) {}

  @Get()
  @ApiOperation({
    summary: 'Describes the application as OpenAPI 3.1, from the release in force, as you may use it',
  })
  @ApiQuery({
    name: 'forms',
    required: false,
    description: 'keys of forms, with commas; all that you may use',
  })
  @Answers(Described)
  @ApiResponse({ status: 404, description: 'no such application, or no such form' })
  describe(
    @CurrentSubject() subject: Subject,
    @Param('app') app: string,
    @Query() query: RawQuery,
  ): Promise<Description> {
    return this.descriptions.describe(subject, app, textParameter(query, 'forms')?.split(','));
  }
}
