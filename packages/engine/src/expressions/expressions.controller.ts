import { Body, Controller, HttpCode, Post, Req, UseInterceptors } from '@nestjs/common';
import { ApiBody, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { usageOf } from '../http/request-usage.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { ExpressionChecks } from './expression-check.js';
import type { ExpressionCheck } from './expression-check.js';
import { ExpressionEvaluation } from './expression-evaluation.js';
import type { ExpressionResult } from './expression-result.js';
import {
  CheckExpression,
  EvaluateExpression,
  ExpressionCheckWire,
  ExpressionResultWire,
} from './expression.wire.js';
import { languageOf } from '../http/request-language.js';

/** Formulas and conditions, as editors and programs try them out. Nothing is written. */
@ApiTags('expressions')
@Controller('api/v1/expressions')
@UseInterceptors(AuditRefusals)
export class ExpressionsController {
  constructor(
    private readonly checks: ExpressionChecks,
    private readonly evaluation: ExpressionEvaluation,
  ) {}

  @Post('check')
  @HttpCode(200)
  @ApiOperation({ summary: 'Checks a formula or a condition against a form, and gives it as it is stored' })
  @ApiBody({ schema: schemaObject(CheckExpression) })
  @ApiResponse({ status: 200, description: 'what was found', schema: schemaObject(ExpressionCheckWire) })
  @ApiResponse({ status: 403, description: 'neither the right to design nor to read the form' })
  check(
    @CurrentSubject() subject: Subject,
    @Body(new SchemaPipe(CheckExpression)) asked: CheckExpression,
    @Req() request: FastifyRequest,
  ): Promise<ExpressionCheck> {
    return this.checks.check(subject, asked, languageOf(request));
  }

  @Post('evaluate')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Evaluates a formula or a condition on a record or on given values, with its reasons',
  })
  @ApiBody({ schema: schemaObject(EvaluateExpression) })
  @ApiResponse({ status: 200, description: 'the result', schema: schemaObject(ExpressionResultWire) })
  @ApiResponse({ status: 403, description: 'the form may not be read' })
  @ApiResponse({ status: 404, description: 'the record is not there, or not visible' })
  @ApiResponse({ status: 422, description: 'mistakes in the expression, each with pointer and span' })
  evaluate(
    @CurrentSubject() subject: Subject,
    @Body(new SchemaPipe(EvaluateExpression)) asked: EvaluateExpression,
    @Req() request: FastifyRequest,
  ): Promise<ExpressionResult> {
    return this.evaluation.evaluate(
      { subject, language: languageOf(request), usage: usageOf(request) },
      asked,
    );
  }
}
