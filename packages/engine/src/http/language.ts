import type { Language } from '@dougong/kernel/foundation';

const FALLBACK: Language = 'zh-CN';
const WEIGHT_MAX = 1000;
const QUALITY = /^\s*q=([01])(?:\.(\d{1,3}))?\s*$/;

/** The language of ours that an Accept-Language header asks for first. */
export function preferredLanguage(header: string | undefined): Language {
  const wanted = (header ?? '')
    .split(',')
    .map(parseChoice)
    .sort((a, b) => b.weight - a.weight);
  for (const { tag, weight } of wanted) {
    if (weight <= 0) continue;
    if (tag.startsWith('zh')) return 'zh-CN';
    if (tag.startsWith('en')) return 'en';
  }
  return FALLBACK;
}

interface Choice {
  readonly tag: string;
  /** From 0 to 1000; 0 refuses. */
  readonly weight: number;
}

function parseChoice(choice: string): Choice {
  const [tag = '', ...parameters] = choice.trim().toLowerCase().split(';');
  const quality = parameters.map((parameter) => QUALITY.exec(parameter)).find((match) => match !== null);
  return { tag, weight: quality ? thousandths(quality[1], quality[2]) : WEIGHT_MAX };
}

function thousandths(whole = '0', fraction = ''): number {
  return Number.parseInt(whole + fraction.padEnd(3, '0'), 10);
}
