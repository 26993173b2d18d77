import { formulaUses } from '../forms/index.js';
import { evaluationInput, onForm } from './moment.js';
import type { Moment } from './moment.js';

/** Notes with what named formulas worked out the numbers of the records that are written. */
export function noteFormulaUses(moment: Moment): void {
  for (const { form, kind, record, before } of moment.sheet.written()) {
    if (kind === 'delete') continue;
    const { model } = onForm(moment, form);
    if (model.graph.calling.length === 0) continue;
    const uses = formulaUses(model, record, evaluationInput(moment, record), before);
    if (uses.length > 0)
      moment.sheet.formulaUses.push({ form, recordId: record.id, version: record.version, uses });
  }
}
