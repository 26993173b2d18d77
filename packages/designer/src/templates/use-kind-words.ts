import { useText } from '../i18n/text.js';

/** How many of a kind there are, in words: "12 forms". */
export function useKindCount(): (kind: string, count: number) => string {
  const text = useText();
  return (kind, count) => text(`templates.counted.${kind}`, { count });
}
