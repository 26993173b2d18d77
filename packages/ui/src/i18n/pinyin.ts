/** Pinyin initials of Chinese texts, so that 审批 is found by `sp`, without a dictionary to ship. */

const LETTERS = 'abcdefghjklmnopqrstwxyz';
/** The first character of each initial in the pinyin order of the browser's own collation. */
const FIRST_CHARACTERS = '阿八嚓哒妸发旮哈讥咔垃妈拏噢妑七呥仨他穵夕丫帀';

const collator = new Intl.Collator('zh-u-co-pinyin');
const firsts = [...FIRST_CHARACTERS];

function initialOf(character: string): string {
  if (!/\p{Script=Han}/u.test(character)) return /[a-z0-9]/i.test(character) ? character.toLowerCase() : '';
  let at = -1;
  while (at + 1 < firsts.length && collator.compare(firsts[at + 1] as string, character) <= 0) at += 1;
  return LETTERS[at] ?? '';
}

/** The initials of a text: `条件分支` is `tjfz`. */
export function pinyinInitials(text: string): string {
  return [...text].map(initialOf).join('');
}

/** Whether a text is found by what was typed: a part of it, or its initials. */
export function isFoundBy(text: string, typed: string): boolean {
  const wanted = typed.trim().toLowerCase();
  return wanted === '' || text.toLowerCase().includes(wanted) || pinyinInitials(text).includes(wanted);
}
