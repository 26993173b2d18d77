import { Body, Controller, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject, Requires } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { AskTable, CheckTable, TableAnswerWire, TableCheckWire } from './decision-table.wire.js';
import { DecisionTables } from './decision-tables.js';
import type { TableAnswer, TableCheck } from './decision-tables.js';
import { languageOf } from '../http/request-language.js';

/** Decision tables, as editors and programs try them out. */
@ApiTags('expressions')
@Controller('api/v1/decision-tables')
@UseInterceptors(AuditRefusals)
export class DecisionTablesController {
  constructor(private readonly tables: DecisionTables) {}

  @Requires('design')
  @Post('check')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Checks a decision table: overlaps, gaps and rows that never answer, each with an example',
  })
  @ApiBody({ schema: schemaObject(CheckTable) })
  @ApiResponse({ status: 200, description: 'what was found', schema: schemaObject(TableCheckWire) })
  check(
    @Body(new SchemaPipe(CheckTable)) { definition }: CheckTable,
    @Req() request: FastifyRequest,
  ): Promise<TableCheck> {
    return this.tables.check(definition, languageOf(request));
  }

  @Post(':key/evaluate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Asks a decision table, and tells which rows decided and what each column did' })
  @ApiBody({ schema: schemaObject(AskTable) })
  @ApiResponse({ status: 200, description: 'the answer', schema: schemaObject(TableAnswerWire) })
  @ApiResponse({ status: 403, description: 'it reads something that you are not shown' })
  @ApiResponse({ status: 422, description: 'inputs that do not fit' })
  ask(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Body(new SchemaPipe(AskTable)) { inputs }: AskTable,
    @Req() request: FastifyRequest,
  ): Promise<TableAnswer> {
    return this.tables.ask({ subject, language: languageOf(request) }, key, inputs);
  }
}
