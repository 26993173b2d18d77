import { Body, Controller, Get, HttpCode, Param, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { EvaluateFormula, FormulaListWire, FormulaResultWire, FunctionListWire } from './formula.wire.js';
import type { FunctionEntry } from './function-list.js';
import { NamedFormulas } from './named-formulas.js';
import type { FormulaEntry, FormulaResult, Versioned } from './named-formulas.js';
import { languageOf } from '../http/request-language.js';

/** What formulas can call: functions of the language and named formulas of the release. */
@ApiTags('expressions')
@Controller('api/v1')
@UseInterceptors(AuditRefusals)
export class NamedFormulasController {
  constructor(private readonly formulas: NamedFormulas) {}

  @Get('functions')
  @ApiOperation({ summary: 'Lists the functions that you may call in formulas, with help in both languages' })
  @ApiResponse({ status: 200, description: 'functions', schema: schemaObject(FunctionListWire) })
  functions(@CurrentSubject() subject: Subject): Promise<Versioned<FunctionEntry>> {
    return this.formulas.functions(subject);
  }

  @Get('formulas')
  @ApiOperation({ summary: 'Lists the named formulas that you may call, with their parameters' })
  @ApiResponse({ status: 200, description: 'named formulas', schema: schemaObject(FormulaListWire) })
  list(@CurrentSubject() subject: Subject): Promise<Versioned<FormulaEntry>> {
    return this.formulas.list(subject);
  }

  @Post('formulas/:key/evaluate')
  @HttpCode(200)
  @ApiOperation({ summary: 'Works a named formula out, with its reasons' })
  @ApiBody({ schema: schemaObject(EvaluateFormula) })
  @ApiResponse({ status: 200, description: 'the result', schema: schemaObject(FormulaResultWire) })
  @ApiResponse({ status: 403, description: 'it works out no number that you are shown' })
  @ApiResponse({ status: 422, description: 'arguments that do not fit' })
  evaluate(
    @CurrentSubject() subject: Subject,
    @Param('key') key: string,
    @Body(new SchemaPipe(EvaluateFormula)) asked: EvaluateFormula,
    @Req() request: FastifyRequest,
  ): Promise<FormulaResult> {
    return this.formulas.evaluate({ subject, language: languageOf(request) }, key, asked.arguments);
  }
}
