import { Body, Controller, UseInterceptors } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentAsker } from './current-asker.js';
import { ExpressionChecks } from './expression-check.js';
import type { ExpressionCheck } from './expression-check.js';
import { ExpressionEvaluation } from './expression-evaluation.js';
import type { Asker } from './expression-evaluation.js';
import type { ExpressionResult } from './expression-result.js';
import {
  CheckExpression,
  EvaluateExpression,
  ExpressionCheckWire,
  ExpressionResultWire,
} from './expression.wire.js';
import { QuestionRoute } from './question-route.js';

/** Formulas and conditions, as editors and programs try them out. Nothing is written. */
@ApiTags('expressions')
@Controller('api/v1/expressions')
@UseInterceptors(AuditRefusals)
export class ExpressionsController {
  constructor(
    private readonly checks: ExpressionChecks,
    private readonly evaluation: ExpressionEvaluation,
  ) {}

  @QuestionRoute('check', {
    summary: 'Checks a formula or a condition against a form, and gives it as it is stored',
    body: CheckExpression,
    answer: ['what was found', ExpressionCheckWire],
    refusals: { 403: 'neither the right to design nor to read the form' },
  })
  check(
    @CurrentAsker() { subject, language }: Asker,
    @Body(new SchemaPipe(CheckExpression)) asked: CheckExpression,
  ): Promise<ExpressionCheck> {
    return this.checks.check(subject, asked, language);
  }

  @QuestionRoute('evaluate', {
    summary: 'Evaluates a formula or a condition on a record or on given values, with its reasons',
    body: EvaluateExpression,
    answer: ['the result', ExpressionResultWire],
    refusals: {
      403: 'the form may not be read',
      404: 'the record is not there, or not visible',
      422: 'mistakes in the expression, each with pointer and span',
    },
  })
  evaluate(
    @CurrentAsker() asker: Asker,
    @Body(new SchemaPipe(EvaluateExpression)) asked: EvaluateExpression,
  ): Promise<ExpressionResult> {
    return this.evaluation.evaluate(asker, asked);
  }
}
