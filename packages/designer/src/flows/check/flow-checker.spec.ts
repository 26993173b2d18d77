import type { Finding } from '@dougong/kernel/flows';
import { CLAIM_FLOW, claimSetup } from '../flows.fixtures.js';
import { openChecker } from './flow-checker.js';
import type { CheckAnswer, CheckMessage, CheckWorker } from './flow-checker.js';

/** A worker under the hand of the test: it answers when it is told to. */
class HeldWorker implements CheckWorker {
  onmessage: ((event: { readonly data: CheckAnswer }) => void) | null = null;
  onerror: (() => void) | null = null;
  readonly heard: CheckMessage[] = [];
  isClosed = false;

  postMessage(message: CheckMessage): void {
    this.heard.push(structuredClone(message));
  }

  terminate(): void {
    this.isClosed = true;
  }

  answer(id: number, code: string): void {
    this.onmessage?.({ data: { id, findings: [found(code)] } });
  }

  get asked(): readonly number[] {
    return this.heard.flatMap((message) => ('id' in message ? [message.id] : []));
  }
}

function found(code: string): Finding {
  return { code, path: '', params: {}, severity: 'error', nodes: [] };
}

const BROKEN = { ...CLAIM_FLOW, nodes: CLAIM_FLOW.nodes.filter(({ type }) => type !== 'end') };

function open() {
  const worker = new HeldWorker();
  const heard: string[] = [];
  const checker = openChecker(claimSetup(), () => worker);
  const check = (document = CLAIM_FLOW) =>
    checker.check(document, (findings) => heard.push(findings.map(({ code }) => code).join()));
  return { worker, heard, checker, check };
}

async function aMoment(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the check beside the page', () => {
  test('what stands around the flow travels once, as plain data', () => {
    const { worker, check } = open();
    check();
    check();
    expect(worker.heard.filter((message) => 'setup' in message)).toHaveLength(1);
  });

  test('an answer about an older drawing is dropped, and only the newest is asked about next', () => {
    const { worker, heard, check } = open();
    check();
    check();
    check();
    expect(worker.asked).toEqual([1]);
    worker.answer(1, 'old');
    expect(heard).toEqual([]);
    expect(worker.asked).toEqual([1, 3]);
    worker.answer(3, 'new');
    expect(heard).toEqual(['new']);
  });

  test('a worker that fails is replaced by a check in the page, and nothing stays unanswered', async () => {
    const { worker, heard, check } = open();
    check(BROKEN);
    worker.onerror?.();
    await aMoment();
    expect(worker.isClosed).toBe(true);
    expect(heard[0]).toContain('no_end');
    check();
    await aMoment();
    expect(heard[1]).not.toContain('no_end');
  });

  test('a page that was left hears nothing more', () => {
    const { worker, heard, checker, check } = open();
    check();
    checker.close();
    worker.answer(1, 'late');
    expect(heard).toEqual([]);
  });
});

describe('the check in the page', () => {
  test('says of a drawing what the kernel says, people of today included', async () => {
    const heard: string[][] = [];
    const checker = openChecker({ ...claimSetup(), roles: { boss: [], clerk: [] } }, () => undefined);
    checker.check(CLAIM_FLOW, (findings) => heard.push(findings.map(({ code }) => code)));
    await aMoment();
    expect(heard).toEqual([['may_be_empty']]);
  });
});
