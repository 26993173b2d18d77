import { pointer, warning } from '../../../foundation/index.js';
import type { PostingDefinition } from '../../../metadata/index.js';
import type { CompletenessRule, Gap } from '../completeness-rule.js';
import { askingFix } from '../fixes/asking-fix.js';
import type { Process } from '../process.js';

/** Books that move without a document, or that no document moves. */
export const effectWithoutDocument: CompletenessRule = {
  kind: 'effect_without_document',
  title: { 'zh-CN': '动账没有单据', en: 'Books that no document moves' },
  description: {
    'zh-CN': '过账不是由单据产生，或没有单据会触发它，或登记簿没有任何过账。',
    en: 'A posting is of no document, or no document asks for it, or a register has no posting at all.',
  },
  find: (process) => [
    ...[...process.postings.values()].flatMap((posting) => ofPosting(process, posting)),
    ...unmovedRegisters(process),
  ],
};

function ofPosting(process: Process, posting: PostingDefinition): readonly Gap[] {
  const definition = { kind: 'posting' as const, key: posting.key };
  const form = process.form(posting.form);
  if (form && form.usage !== 'document')
    return [
      { ...warning('effect_without_document', '/form', { form: form.title }), definition, about: 'form' },
    ];
  if (process.isAsked(posting.key)) return [];
  const fix = askingFix(process, posting);
  return [{ ...warning('posting_never_made', '', {}), definition, about: 'asked', ...(fix ? { fix } : {}) }];
}

function unmovedRegisters(process: Process): readonly Gap[] {
  const moved = new Set(
    [...process.postings.values()].flatMap(({ movements }) => movements.map((rule) => rule.register)),
  );
  return [...process.registers]
    .filter(([key]) => !moved.has(key))
    .map(([key, { title }]) => ({
      ...warning('register_never_moved', pointer(''), { register: title }),
      definition: { kind: 'register' as const, key },
    }));
}
