import { OBSERVER } from '../scenario-bundle.js';
import { isRefusal } from '../scenario-stage.js';
import type { DeedPart } from './deed.js';

/** Gives a name to a record that the platform has made. */
export const findDeed: DeedPart = {
  kind: 'find',
  async run({ step: { form = '', where = {} } }, stage) {
    const filter = Object.entries(where).map(
      ([field, value]) => `filter[${encodeURIComponent(field)}][eq]=${encodeURIComponent(String(value))}`,
    );
    const answer = await stage.ask(OBSERVER, 'GET', `/forms/${form}/records?${filter.join('&')}&limit=2`);
    if (isRefusal(answer)) return { answer };
    const [first, second] = answer.body['data'] as readonly { readonly id: string }[];
    if (!first || second) return { answer: notOne(second === undefined ? 0 : 2) };
    return { answer, record: { form, id: first.id } };
  },
};

function notOne(count: number) {
  const code = count === 0 ? 'not_found' : 'match_not_one';
  return { status: 404, body: { code, errors: [] } };
}
