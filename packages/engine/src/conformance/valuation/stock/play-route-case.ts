import type { JsonObject } from '../../suite.js';
import { textIn, textsIn } from '../../read-case.js';
import { USUAL_SETUP } from './setup-definitions.js';
import type { ValuationHouse } from './valuation-house.js';
import { ValuationStage } from './valuation-stage.js';

/** Who reviews a count, as the formulas and the decision table of the template say. */
export async function playRouteCase(
  input: JsonObject,
  house: ValuationHouse,
  number: number,
): Promise<JsonObject> {
  const stage = await ValuationStage.open(house, { setup: USUAL_SETUP, reversalStyle: 'red' }, number, []);
  const { record } = await stage.create({
    form: 'count_review',
    ref: 'review',
    values: {
      threshold: textIn(input, 'threshold'),
      metric: textIn(input, 'metric'),
      lines: textsIn(input, 'line_amounts').map((amount) => ({ amount })),
    },
  });
  const { gross, net, abnormal, route } = record ?? ({} as JsonObject);
  return {
    accepted: true,
    gross,
    net,
    abnormal,
    route: String(route ?? '')
      .split(',')
      .filter(Boolean),
  };
}
