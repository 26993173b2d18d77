import type { Page } from 'playwright-core';

interface FrameWatch {
  frames?: Promise<number>[];
}

/** Watches, from now on, how long each key takes until the second frame after it: by then its effect is on the screen. */
export function watchKeys(page: Page): Promise<void> {
  return page.evaluate(() => {
    const watch = window as unknown as FrameWatch;
    watch.frames = [];
    window.addEventListener(
      'keydown',
      ({ timeStamp }) =>
        watch.frames?.push(
          new Promise((done) =>
            requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - timeStamp))),
          ),
        ),
      true,
    );
  });
}

/** Milliseconds from each watched key to its frame, shortest first. */
export async function keyLatencies(page: Page): Promise<number[]> {
  const all = await page.evaluate(() => Promise.all((window as unknown as FrameWatch).frames ?? []));
  return all.sort((a, b) => a - b);
}

/** The value that half of the sorted values do not exceed. */
export function median(sorted: readonly number[]): number {
  return sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
}

/** Presses keys as an input method sends them: composing into whatever has the focus, then taking the text. */
export async function typeByInputMethod(page: Page, steps: readonly string[], text: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  for (const composed of steps) {
    await session.send('Input.dispatchKeyEvent', {
      type: 'keyDown',
      key: 'Process',
      windowsVirtualKeyCode: 229,
    });
    await session.send('Input.imeSetComposition', {
      text: composed,
      selectionStart: composed.length,
      selectionEnd: composed.length,
    });
  }
  await session.send('Input.insertText', { text });
  await session.detach();
}
