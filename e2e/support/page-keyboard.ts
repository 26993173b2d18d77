import type { Page } from 'playwright-core';

const STOPS_MAX = 90;

/** What a person who only hears the page knows about the place of the keyboard. */
export function focusedName(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === null) return '';
    const label =
      element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement
        ? element.labels?.[0]
        : undefined;
    const name = label?.textContent ?? element.getAttribute('aria-label') ?? element.textContent ?? '';
    return name.replace(/\*$/, '').trim();
  });
}

/** Presses Tab, or Shift+Tab, until the keyboard stands where it should. */
export async function tabTo(page: Page, name: string, direction: 'on' | 'back' = 'on'): Promise<void> {
  const passed: string[] = [];
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    const here = await focusedName(page);
    if (here === name) return;
    passed.push(here);
    await page.keyboard.press(direction === 'on' ? 'Tab' : 'Shift+Tab');
  }
  throw new Error(`Tab never reaches ${name}; it passed ${passed.join(', ')}`);
}

/** Types into the field that has the keyboard and takes the first match of its list. */
export async function chooseByTyping(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text);
  await page
    .locator('.ant-select-dropdown:visible .ant-select-item-option-active')
    .filter({ hasText: text })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
}
