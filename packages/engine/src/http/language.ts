import type { Language } from '@dougong/kernel/foundation';

const FALLBACK: Language = 'zh-CN';

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

function parseChoice(choice: string): { readonly tag: string; readonly weight: number } {
  const [tag = '', ...parameters] = choice.trim().toLowerCase().split(';');
  const quality = parameters
    .map((parameter) => /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameter)?.[1])
    .find(Boolean);
  return { tag, weight: quality === undefined ? 1 : Number(quality) };
}
