import { isRefusal } from '../scenario-stage.js';
import type { DeedPart } from './deed.js';

/** Makes a record. */
export const createDeed: DeedPart = {
  kind: 'create',
  async run({ step: { by = '', form = '', values } }, stage) {
    const answer = await stage.ask(by, 'POST', `/forms/${form}/records`, values);
    if (isRefusal(answer)) return { answer };
    const { id } = answer.body['record'] as { readonly id: string };
    return { answer, record: { form, id } };
  },
};
