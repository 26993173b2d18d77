import { Autosave } from './autosave.js';
import type { SaveOutcome } from './autosave.js';

function autosaveWith(save: (document: string) => Promise<SaveOutcome>) {
  return new Autosave<string>({ save, now: () => '2026-11-22T08:00:00Z', delayMs: 10 });
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Lets time go by; the tests do not wait for it. */
function rest(ms: number): Promise<void> {
  return jest.advanceTimersByTimeAsync(ms);
}

describe('autosave', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });

  afterEach(() => {
    jest.useRealTimers();
  });

  test('a document that was never changed is never stored', async () => {
    const save = jest.fn(async () => 'saved' as const);
    await autosaveWith(save).flush();
    await rest(30);
    expect(save).not.toHaveBeenCalled();
  });

  test('many changes in a row are stored once, the last of them', async () => {
    const save = jest.fn(async () => 'saved' as const);
    const autosave = autosaveWith(save);
    for (const document of ['a', 'b', 'c']) autosave.changed(document);
    await rest(40);
    expect(save.mock.calls).toEqual([['c']]);
    expect(autosave.snapshot()).toMatchObject({ state: 'saved', savedAt: '2026-11-22T08:00:00Z' });
    expect(autosave.isUnsaved).toBe(false);
  });

  test('a change during a save is stored after it', async () => {
    const stored: string[] = [];
    const autosave = autosaveWith(async (document) => {
      await pause(10);
      stored.push(document);
      return 'saved';
    });
    autosave.changed('a');
    const flushed = autosave.flush();
    autosave.changed('b');
    await rest(100);
    await flushed;
    expect(stored).toEqual(['a', 'b']);
  });

  test('a save that failed keeps the change and can be tried again', async () => {
    let isDown = true;
    const autosave = autosaveWith(async () => {
      if (isDown) throw new Error('down');
      return 'saved';
    });
    autosave.changed('a');
    await autosave.flush();
    expect(autosave.snapshot().state).toBe('failed');
    expect(autosave.isUnsaved).toBe(true);
    isDown = false;
    await autosave.flush();
    expect(autosave.snapshot().state).toBe('saved');
  });

  test('a conflict stops saving until someone decides', async () => {
    const answers: SaveOutcome[] = ['conflict', 'saved'];
    const save = jest.fn(async () => answers.shift() ?? 'saved');
    const autosave = autosaveWith(save);
    autosave.changed('mine');
    await autosave.flush();
    autosave.changed('mine, longer');
    await rest(30);
    expect(save).toHaveBeenCalledTimes(1);
    autosave.decide(true);
    await autosave.flush();
    expect(save.mock.calls.at(-1)).toEqual(['mine, longer']);
    expect(autosave.snapshot().state).toBe('saved');
  });

  test('a conflict decided for the other one drops what is mine', async () => {
    const autosave = autosaveWith(async () => 'conflict');
    autosave.changed('mine');
    await autosave.flush();
    autosave.decide(false);
    expect(autosave.isUnsaved).toBe(false);
    expect(autosave.snapshot().state).toBe('clean');
  });
});
