import { pointer, warning } from '../../../foundation/index.js';
import type { MovementRule, PostingDefinition } from '../../../metadata/index.js';
import type { CompletenessRule, Gap } from '../completeness-rule.js';
import { reversalFix } from '../fixes/reversal-fix.js';
import type { Process } from '../process.js';

/** Something is held back for a document, and nothing lets it go again. */
export const reservationWithoutRelease: CompletenessRule = {
  kind: 'reservation_without_release',
  title: { 'zh-CN': '占用没有释放', en: 'Reservation without a release' },
  description: {
    'zh-CN': '登记簿从可用量中扣除（占用），却没有过账把占用用掉，或没有办法在取消时释放。',
    en: 'A register is taken off what is available, and no posting uses it up, or none lets it go where a document is cancelled.',
  },
  find: (process) =>
    [...reservations(process)].flatMap((register) =>
      [...process.postings.values()].flatMap((posting) => gapsOf(process, posting, register)),
    ),
};

/** Registers that are taken off what is available. */
function reservations({ postings }: Process): ReadonlySet<string> {
  const terms = [...postings.values()].flatMap(({ movements }) =>
    movements.flatMap(({ guard }) => guard?.available ?? []),
  );
  return new Set(terms.filter(({ sign }) => sign === 'minus').map(({ register }) => register));
}

function gapsOf(process: Process, posting: PostingDefinition, register: string): readonly Gap[] {
  const at = posting.movements.findIndex((rule) => rule.register === register && rule.direction === 'in');
  if (at < 0) return [];
  const missing = [
    ...(isUsedUp(process, register) ? [] : ['used']),
    ...(isLetGo(process, posting) ? [] : ['let_go']),
  ];
  const [first] = missing;
  if (first === undefined) return [];
  const title = process.registers.get(register)?.title;
  return [
    {
      ...warning('reservation_without_release', pointer('/movements', at), { register: title ?? register }),
      definition: { kind: 'posting', key: posting.key },
      about: register,
      ...(isLetGo(process, posting) ? {} : { fix: reversalFix(process, posting) }),
    },
  ];
}

function isUsedUp({ postings }: Process, register: string): boolean {
  const takes = (rule: MovementRule) =>
    rule.register === register && rule.direction !== undefined && rule.direction !== 'in';
  return [...postings.values()].some(({ movements }) => movements.some(takes));
}

function isLetGo(process: Process, { key, form }: PostingDefinition): boolean {
  return process.waysBack(key).some((back) => process.isAsked(back.key) || back.form !== form);
}
