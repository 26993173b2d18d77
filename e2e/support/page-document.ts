import type { Locator, Page } from 'playwright-core';

/** A cell of the lines by what stands above it and the number before it. */
export async function lineCell(page: Page, line: number, column: string): Promise<Locator> {
  const grid = page.getByRole('grid');
  const index = await grid
    .getByRole('columnheader', { name: column, exact: true })
    .getAttribute('aria-colindex');
  return grid.locator(`[role="row"][aria-rowindex="${line + 1}"] > [aria-colindex="${index}"]`);
}

/** One figure of the strip under the head of a document. */
export function figure(page: Page, name: string): Locator {
  return page
    .getByRole('main')
    .locator('dl > div')
    .filter({ has: page.getByText(name, { exact: true }) })
    .getByRole('definition');
}

/** The field of a form with its label, control and what is said about it. */
export function field(page: Page, name: string): Locator {
  return page
    .locator('[data-field]')
    .filter({ has: page.locator('label', { hasText: new RegExp(`^${name}\\*?$`) }) });
}

/** The record that the address of the page names. */
export function recordIdOf(page: Page): string {
  return new URL(page.url()).pathname.split('/').at(-1) ?? '';
}
