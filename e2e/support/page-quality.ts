import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const STANDARDS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

interface AxeNode {
  readonly target: readonly unknown[];
  readonly failureSummary?: string;
}

interface AxeViolation {
  readonly id: string;
  readonly nodes: readonly AxeNode[];
}

/** What a page does against WCAG 2.2 AA, each fault with its first place. */
export async function barriers(page: Page): Promise<string[]> {
  // By the debugger's way and not as a script element: the content security policy stays in force.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (values) => {
    const { axe } = window as unknown as {
      axe: { run(context: unknown, options: unknown): Promise<{ violations: AxeViolation[] }> };
    };
    const { violations: found } = await axe.run(document, {
      runOnly: { type: 'tag', values },
      resultTypes: ['violations'],
    });
    /** Scrolled half out of its area: axe takes the bar behind which it goes on for something that covers it. */
    const isScrolledOut = ({ target }: AxeNode): boolean => {
      const element = document.querySelector(String(target));
      if (element === null) return false;
      const { top, bottom } = element.getBoundingClientRect();
      for (let area = element.parentElement; area !== null; area = area.parentElement) {
        const { top: from, bottom: to } = area.getBoundingClientRect();
        if (getComputedStyle(area).overflowY !== 'visible' && (top < from || bottom > to)) return true;
      }
      return false;
    };
    return found
      .map((fault) =>
        fault.id === 'target-size'
          ? { ...fault, nodes: fault.nodes.filter((node) => !isScrolledOut(node)) }
          : fault,
      )
      .filter(({ nodes }) => nodes.length > 0);
  }, STANDARDS);
  return violations.map(
    ({ id, nodes }) =>
      `${id} (${nodes.length}): ${String(nodes[0]?.target)} ${nodes[0]?.failureSummary?.replaceAll('\n', ' ') ?? ''}`,
  );
}

/** By how many pixels the page is wider than its window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Everything that a page shows or a screen reader says, each text once. */
function wordsOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode() !== null) {
      const { parentElement, data } = texts.currentNode as Text;
      // A cap shows the name of a key as it stands on the keyboard; what somebody typed, and what is shown as it is
      // stored, is data.
      if (parentElement?.closest('kbd, script, style, textarea, pre') === null) found.push(data.trim());
    }
    const spoken = ['aria-label', 'aria-roledescription', 'aria-valuetext', 'alt', 'placeholder', 'title'];
    for (const element of document.querySelectorAll('*'))
      found.push(...spoken.flatMap((name) => element.getAttribute(name) ?? []));
    return [...new Set(found)];
  });
}

/** Chinese on an English page, names and values of the demo data left out. */
export async function chineseTexts(page: Page, isData: RegExp): Promise<string[]> {
  const own = new RegExp(isData.source, 'g');
  return (await wordsOf(page)).filter((word) => /\p{Script=Han}/u.test(word.replace(own, '')));
}

/** What libraries write and say in English when nobody gives them the words of the page. */
const LIBRARY_ENGLISH = [
  /^(clear|close|ok|cancel|search|loading|now|today|more|next|previous|submit|reset|delete|edit|save|back)$/i,
  /^(down|up|left|right|ellipsis|calendar|clock-circle|close-circle|info-circle|check-circle|exclamation-circle)$/i,
  /^no data$/i,
  /^select (date|time|an? )/i,
  /^tab \d+ of \d+$/i,
  /^(previous|next|jump to) /i,
  /^please /i,
  /\b(undefined|null|NaN|Invalid date|\[object Object\])\b/,
];

/** English of libraries on a Chinese page, and values that found no words at all: seen, or said by a screen reader. */
export async function libraryTexts(page: Page): Promise<string[]> {
  const words = await wordsOf(page);
  return words.filter((word) => LIBRARY_ENGLISH.some((pattern) => pattern.test(word)));
}
