import { Body, Controller, Param, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { Requires } from '../identity/decorators.js';
import { CurrentAsker } from './current-asker.js';
import { AskTable, CheckTable, TableAnswerWire, TableCheckWire } from './decision-table.wire.js';
import { DecisionTables } from './decision-tables.js';
import type { TableAnswer, TableCheck } from './decision-tables.js';
import type { Asker } from './expression-evaluation.js';
import { QuestionRoute } from './question-route.js';

/** Decision tables, as editors and programs try them out. */
@ApiTags('expressions')
@Controller('api/v1/decision-tables')
@UseInterceptors(AuditRefusals)
export class DecisionTablesController {
  constructor(private readonly tables: DecisionTables) {}

  @Requires('design')
  @QuestionRoute('check', {
    summary: 'Checks a decision table: overlaps, gaps and rows that never answer, each with an example',
    body: CheckTable,
    answer: ['what was found', TableCheckWire],
  })
  check(
    @CurrentAsker() { language }: Asker,
    @Body(new SchemaPipe(CheckTable)) { definition }: CheckTable,
  ): Promise<TableCheck> {
    return this.tables.check(definition, language);
  }

  @QuestionRoute(':key/evaluate', {
    summary: 'Asks a decision table, and tells which rows decided and what each column did',
    body: AskTable,
    answer: ['the answer', TableAnswerWire],
    refusals: { 403: 'it reads something that you are not shown', 422: 'inputs that do not fit' },
  })
  ask(
    @CurrentAsker() asker: Asker,
    @Param('key') key: string,
    @Body(new SchemaPipe(AskTable)) { inputs }: AskTable,
  ): Promise<TableAnswer> {
    return this.tables.ask(asker, key, inputs);
  }
}
