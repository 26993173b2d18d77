import { Module } from '@nestjs/common';
import { DecisionTables } from './decision-tables.js';
import { DecisionTablesController } from './decision-tables.controller.js';
import { ExpressionChecks } from './expression-check.js';
import { ExpressionEvaluation } from './expression-evaluation.js';
import { ExpressionsController } from './expressions.controller.js';
import { NamedFormulas } from './named-formulas.js';
import { NamedFormulasController } from './named-formulas.controller.js';
import { ReferredRecordReader } from './referred-records.js';

/** Formulas, conditions, named formulas and decision tables to check, evaluate and explain; nothing here writes. */
@Module({
  controllers: [ExpressionsController, NamedFormulasController, DecisionTablesController],
  providers: [ExpressionChecks, ExpressionEvaluation, NamedFormulas, DecisionTables, ReferredRecordReader],
})
export class ExpressionsModule {}
