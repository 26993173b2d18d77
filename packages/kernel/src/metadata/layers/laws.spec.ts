import fc from 'fast-check';
import { canonicalJson } from '../../foundation/index.js';
import type { JsonRecord } from '../../foundation/index.js';
import { definitionLike, diceOf, edited, templateDefinitions } from './definitions.fixtures.js';
import {
  applyBundleChanges,
  applyChanges,
  bundleChanges,
  changesBetween,
  mergeBundles,
  mergeLayers,
  rebaseChanges,
  undoOf,
  valueAt,
} from './index.js';
import type { LayerConflict, Operation } from './index.js';
import { isNamed } from './elements.js';
import { namesOf } from './tree.js';

interface Layers {
  readonly base: JsonRecord;
  readonly mine: JsonRecord;
  readonly theirs: JsonRecord;
}

const numbers = fc.array(fc.nat({ max: 9999 }), { minLength: 20, maxLength: 60 });
const edits = fc.integer({ min: 0, max: 6 });

function layersOf(base: fc.Arbitrary<JsonRecord>): fc.Arbitrary<Layers> {
  return fc.tuple(base, numbers, numbers, edits, edits).map(([one, mine, theirs, ofMine, ofTheirs]) => ({
    base: one,
    mine: edited(one, diceOf(mine), ofMine),
    theirs: edited(one, diceOf(theirs), ofTheirs),
  }));
}

const definitions = templateDefinitions('trade');
const unrelated = fc.record({ base: definitionLike, mine: definitionLike, theirs: definitionLike });

describe.each([
  ['definition-like values that have nothing to do with each other', unrelated, 300],
  ['random edits of definition-like values', layersOf(definitionLike), 500],
  ['random edits of the definitions of the trade template', layersOf(fc.constantFrom(...definitions)), 400],
] as const)('layers of %s', (_, layers, runs) => {
  function law(check: (layers: Layers) => void): void {
    fc.assert(fc.property(layers, check), { numRuns: runs });
  }

  test('the changes between two definitions make one of the other, byte for byte', () =>
    law(({ base, mine }) => expect(applied(base, changesBetween(base, mine))).toBe(canonicalJson(mine))));

  test('changes can be taken back', () =>
    law(({ base, mine }) =>
      expect(applied(mine, undoOf(changesBetween(base, mine)))).toBe(canonicalJson(base)),
    ));

  test('the same definition needs no changes', () =>
    law(({ base }) => expect(changesBetween(base, JSON.parse(canonicalJson(base)))).toEqual([])));

  test('what only one side changed is the result', () =>
    law(({ base, mine, theirs }) => {
      expect(canonicalJson(mergeLayers(base, mine, base))).toBe(
        canonicalJson({ value: mine, conflicts: [] }),
      );
      expect(canonicalJson(mergeLayers(base, base, theirs))).toBe(
        canonicalJson({ value: theirs, conflicts: [] }),
      );
      expect(canonicalJson(mergeLayers(base, mine, mine))).toBe(
        canonicalJson({ value: mine, conflicts: [] }),
      );
    }));

  test('each change of both sides is in the result or in a conflict', () =>
    law(({ base, mine, theirs }) => {
      const { value, conflicts } = mergeLayers(base, mine, theirs);
      for (const side of [mine, theirs])
        for (const change of changesBetween(base, side))
          if (!conflicts.some((each) => touches(each, change))) expectKept(change, { base, side, value });
    }));

  test('both sides see the same conflicts', () =>
    law(({ base, mine, theirs }) => {
      const seen = mergeLayers(base, mine, theirs).conflicts.map(exchanged);
      const other = mergeLayers(base, theirs, mine).conflicts;
      expect(sorted(seen)).toEqual(sorted(other));
    }));

  test('the one whose side is taken everywhere finds all his changes', () =>
    law(({ base, mine, theirs }) => {
      const open = mergeLayers(base, mine, theirs).conflicts;
      for (const [choice, side] of [
        ['mine', mine],
        ['theirs', theirs],
      ] as const) {
        const choices = Object.fromEntries(open.map(({ id }) => [id, choice]));
        const { value, conflicts } = mergeLayers(base, mine, theirs, choices);
        expect(conflicts.map((each) => each.choice)).toEqual(open.map(() => choice));
        for (const change of changesBetween(base, side)) expectKept(change, { base, side, value });
      }
    }));

  test('an overlay that is lifted onto a new base says there what the merge says', () =>
    law(({ base, mine, theirs }) => {
      const rebased = rebaseChanges(changesBetween(base, mine), base, theirs);
      if (!rebased.ok) throw new Error(canonicalJson(rebased.error));
      const { value, conflicts } = mergeLayers(base, mine, theirs);
      expect(applied(theirs, rebased.value.operations)).toBe(canonicalJson(value));
      expect(rebased.value.conflicts).toEqual(conflicts);
    }));
});

describe('layers of whole bundles', () => {
  const bundles = fc
    .tuple(fc.subarray([...definitions]), fc.subarray([...definitions]), numbers, edits)
    .map(([base, kept, dice, count]) => ({
      base,
      mine: kept.map((each, at) =>
        at < count ? { ...edited(each, diceOf(dice), 1), kind: each['kind'], key: each['key'] } : each,
      ),
      theirs: base.slice(count).map((each) => ({ ...each, title: { 'zh-CN': '新', en: 'New' } })),
    }));

  test('changes between bundles make one of the other and can be taken back', () => {
    fc.assert(
      fc.property(bundles, ({ base, mine }) => {
        const operations = bundleChanges(base, mine);
        expect(bundleText(applyBundleChanges(base, operations))).toBe(textOf(mine));
        expect(bundleText(applyBundleChanges(mine, undoOf(operations)))).toBe(textOf(base));
      }),
      { numRuns: 30 },
    );
  });

  test('what only one side changed is the result', () => {
    fc.assert(
      fc.property(bundles, ({ base, mine, theirs }) => {
        expect(textOf(mergeBundles(base, mine, base).value)).toBe(textOf(mine));
        expect(textOf(mergeBundles(base, base, theirs).value)).toBe(textOf(theirs));
        expect(mergeBundles(base, mine, base).conflicts).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});

function applied(definition: unknown, operations: readonly Operation[]): string {
  const result = applyChanges(definition, operations);
  return canonicalJson(result.ok ? result.value : { refused: result.error });
}

function bundleText(result: ReturnType<typeof applyBundleChanges>): string {
  return result.ok ? textOf(result.value) : canonicalJson(result.error);
}

function textOf(bundle: readonly unknown[]): string {
  return bundle.map(canonicalJson).sort().join('\n');
}

/** A conflict touches a change when one stands inside of the other, or is about the order in which it moves something. */
function touches({ id, pointer }: LayerConflict, { op, path }: Operation): boolean {
  if (id.endsWith('#order')) return op === 'move' && parentOf(path) === pointer;
  return `${path}/`.startsWith(`${pointer}/`) || `${pointer}/`.startsWith(`${path}/`);
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

interface Seen {
  readonly base: unknown;
  readonly side: unknown;
  readonly value: unknown;
}

function expectKept(change: Operation, { base, side, value }: Seen): void {
  const found = valueAt(value, change.path);
  if (change.op === 'remove') expect([change, found]).toEqual([change, undefined]);
  else if (change.op === 'move') expectTurns(parentOf(change.path), { base, side, value });
  else expect([change, found ?? valueByAnyName(value, change.path)]).toEqual([change, change.value]);
}

/** When the other side removes those without an id, a list of fields becomes one of ids, and its elements are found by another name. */
function valueByAnyName(value: unknown, path: string): unknown {
  return namesOf(path).reduce<unknown>((at, name) => {
    if (Array.isArray(at)) return at.find((element) => isNamed(element, name)) as unknown;
    return (at as JsonRecord | undefined)?.[name];
  }, value);
}

/** Whatever a side turned round is turned round. */
function expectTurns(list: string, { base, side, value }: Seen): void {
  const [before, after, result] = [base, side, value].map((each) => namesAt(each, list));
  for (const [at, one] of before!.entries())
    for (const other of before!.slice(at + 1)) {
      const isTurned = after!.includes(other) && after!.indexOf(other) < after!.indexOf(one);
      if (isTurned && result!.includes(one) && result!.includes(other))
        expect(result!.indexOf(other)).toBeLessThan(result!.indexOf(one));
    }
}

function namesAt(definition: unknown, list: string): readonly string[] {
  const found = valueAt(definition, list);
  if (!Array.isArray(found)) return [];
  const key = ['id', 'key', 'field', 'form', 'name', 'role', 'value'].find((each) =>
    found.every((element: unknown) => typeof (element as JsonRecord)[each] === 'string'),
  );
  return found.map(
    (element: unknown) => (key === undefined ? element : (element as JsonRecord)[key]) as string,
  );
}

function exchanged({ base, mine, theirs, kinds, ...rest }: LayerConflict): unknown {
  return { ...rest, base, mine: theirs, theirs: mine, kinds: { mine: kinds.theirs, theirs: kinds.mine } };
}

function sorted(conflicts: readonly unknown[]): readonly unknown[] {
  return conflicts.toSorted((one, other) => (canonicalJson(one) < canonicalJson(other) ? -1 : 1));
}
