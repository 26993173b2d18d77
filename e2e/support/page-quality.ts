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
    return (await axe.run(document, { runOnly: { type: 'tag', values }, resultTypes: ['violations'] }))
      .violations;
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

/** Chinese in what the application itself says; names and values of the demo data are left out by the caller. */
export function chineseTexts(page: Page, isData: RegExp): Promise<string[]> {
  return page.evaluate((data) => {
    const own = new RegExp(data, 'g');
    const places =
      'button, label, h1, h2, h3, th, dt, [role="tab"], [role="columnheader"], nav a, [aria-label], [placeholder], [title]';
    const words = [...document.querySelectorAll<HTMLElement>(places)].flatMap((element) => [
      element.matches('[aria-label]') ? element.getAttribute('aria-label') : '',
      element.matches('[placeholder]') ? element.getAttribute('placeholder') : '',
      element.matches('[title]') ? element.getAttribute('title') : '',
      element.matches('button, label, h1, h2, h3, th, dt, [role="tab"], [role="columnheader"], nav a')
        ? element.textContent
        : '',
    ]);
    return [
      ...new Set(
        words.filter((word): word is string => /\p{Script=Han}/u.test((word ?? '').replace(own, ''))),
      ),
    ];
  }, isData.source);
}
