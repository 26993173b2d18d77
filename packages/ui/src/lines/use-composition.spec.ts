import { createComposition } from './use-composition.js';

const ENTER = { isComposing: false, keyCode: 13 };

describe('an input method at work', () => {
  test('keys with the code of an input method never reach the grid', () => {
    const composition = createComposition(() => undefined);
    expect(composition.ownsKey({ isComposing: false, keyCode: 229 })).toBe(true);
    expect(composition.ownsKey({ isComposing: true, keyCode: 13 })).toBe(true);
    expect(composition.ownsKey(ENTER)).toBe(false);
  });

  test('the Enter that confirms a text does not move on, the next one does', () => {
    const later: (() => void)[] = [];
    const composition = createComposition((callback) => void later.push(callback));
    composition.start();
    expect(composition.ownsKey(ENTER)).toBe(true);
    composition.end();
    expect(composition.ownsKey(ENTER)).toBe(true);
    later.forEach((callback) => callback());
    expect(composition.ownsKey(ENTER)).toBe(false);
  });
});
