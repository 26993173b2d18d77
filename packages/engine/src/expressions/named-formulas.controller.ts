import { Body, Controller, Get, Param, UseInterceptors } from '@nestjs/common';
import { ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { AuditRefusals } from '../audit/audit-refusals.interceptor.js';
import { schemaObject } from '../http/schema-object.js';
import { SchemaPipe } from '../http/schema.pipe.js';
import { CurrentSubject } from '../identity/decorators.js';
import type { Subject } from '../identity/subject.js';
import { CurrentAsker } from './current-asker.js';
import type { Asker } from './expression-evaluation.js';
import { EvaluateFormula, FormulaListWire, FormulaResultWire, FunctionListWire } from './formula.wire.js';
import type { FunctionEntry } from './function-list.js';
import { NamedFormulas } from './named-formulas.js';
import type { FormulaEntry, FormulaResult, Versioned } from './named-formulas.js';
import { QuestionRoute } from './question-route.js';

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

  @QuestionRoute('formulas/:key/evaluate', {
    summary: 'Works a named formula out, with its reasons',
    body: EvaluateFormula,
    answer: ['the result', FormulaResultWire],
    refusals: { 403: 'it works out no number that you are shown', 422: 'arguments that do not fit' },
  })
  evaluate(
    @CurrentAsker() asker: Asker,
    @Param('key') key: string,
    @Body(new SchemaPipe(EvaluateFormula)) asked: EvaluateFormula,
  ): Promise<FormulaResult> {
    return this.formulas.evaluate(asker, key, asked.arguments);
  }
}
