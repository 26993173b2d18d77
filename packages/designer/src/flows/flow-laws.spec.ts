import fc from 'fast-check';
import { checkDefinition } from '@dougong/kernel/metadata';
import { CLAIM_FLOW, claimSurroundings } from './flows.fixtures.js';
import { TestDesigner } from './designer.fixtures.js';

/** One gesture with numbers that choose among whatever there is at that moment. */
interface Gesture {
  readonly what: string;
  readonly a: number;
  readonly b: number;
  readonly pause: number;
}

const KINDS = ['approval', 'handle', 'condition', 'cc', 'action', 'end', 'parallel_join', 'timer'];
const BLOCKS = ['parallel_split', 'inclusive_split', 'first_of', 'condition'];

const gesture = fc.record<Gesture>({
  what: fc.constantFrom(
    'addOnEdge',
    'append',
    'addBlock',
    'appendBlock',
    'remove',
    'duplicate',
    'configure',
    'unset',
    'rename',
    'connect',
    'reject',
    'disconnect',
    'retarget',
    'guard',
    'otherwise',
    'label',
    'shift',
    'move',
    'tidy',
  ),
  a: fc.nat(50),
  b: fc.nat(50),
  pause: fc.constantFrom(0, 300, 5000),
});

function pick<T>(list: readonly T[], at: number): T | undefined {
  return list[at % list.length];
}

function perform(designer: TestDesigner, { what, a, b, pause }: Gesture): void {
  designer.wait(pause);
  const node = pick(designer.document.nodes, a)?.id ?? 'none';
  const other = pick(designer.document.nodes, b)?.id ?? 'none';
  const edge = pick(designer.document.edges, a)?.id ?? 'none';
  const kind = pick(KINDS, b) ?? 'cc';
  const gestures: Readonly<Record<string, () => unknown>> = {
    addOnEdge: () => designer.addOnEdge(kind, edge),
    append: () => designer.append(kind, a % 7 === 0 ? undefined : node),
    addBlock: () => designer.addBlock(pick(BLOCKS, b) ?? 'condition', edge),
    appendBlock: () => designer.appendBlock(pick(BLOCKS, b) ?? 'condition', node),
    remove: () => designer.remove(node),
    duplicate: () => (node === 'none' ? undefined : designer.duplicate(node)),
    configure: () => designer.configure(node, 'dueIn', `PT${b + 1}H`),
    unset: () => designer.configure(node, 'dueIn', undefined),
    rename: () => designer.rename(node, `Step ${b}`),
    connect: () => designer.connect(node, other),
    reject: () => designer.connect(node, other, 'rejected'),
    disconnect: () => designer.disconnect(edge),
    retarget: () => designer.retarget(edge, other),
    guard: () => designer.guard(edge, { '>': [{ var: 'amount' }, String(b)] }),
    otherwise: () => designer.otherwise(edge),
    label: () => designer.label(edge, b % 2 === 0 ? undefined : `Line ${b}`),
    shift: () => designer.shift(edge, b % 2 === 0 ? 1 : -1),
    move: () => designer.move(node, { x: a * 7, y: b * 5 }),
    tidy: () => designer.tidy(),
  };
  gestures[what]?.();
}

describe('whatever is done to a flow', () => {
  const surroundings = claimSurroundings();

  test('undoing all of it gives the flow as it was, to the letter', () => {
    fc.assert(
      fc.property(fc.array(gesture, { maxLength: 40 }), (gestures) => {
        const designer = new TestDesigner(CLAIM_FLOW, surroundings);
        for (const one of gestures) perform(designer, one);
        designer.undoAll();
        expect(designer.document).toEqual(CLAIM_FLOW);
      }),
      { numRuns: 150 },
    );
  });

  test('redoing all of it gives the flow as it became', () => {
    fc.assert(
      fc.property(fc.array(gesture, { maxLength: 25 }), (gestures) => {
        const designer = new TestDesigner(CLAIM_FLOW, surroundings);
        for (const one of gestures) perform(designer, one);
        const became = designer.document;
        const steps = designer.undoAll();
        designer.redo(steps);
        expect(designer.document).toEqual(became);
      }),
      { numRuns: 80 },
    );
  });

  test('no line hangs loose, no id stands twice, and it stays a definition that can be stored', () => {
    fc.assert(
      fc.property(fc.array(gesture, { maxLength: 40 }), (gestures) => {
        const designer = new TestDesigner(CLAIM_FLOW, surroundings);
        for (const one of gestures) perform(designer, one);
        const checked = checkDefinition(designer.document);
        expect(checked.ok ? [] : checked.error).toEqual([]);
        expect(designer.codes()).not.toContain('dangling_line');
      }),
      { numRuns: 120 },
    );
  });
});
