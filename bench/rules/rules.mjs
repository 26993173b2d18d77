import { seeded } from './random.mjs';
import { fieldNames, WORDS } from './records.mjs';

const { numbers, texts, flags } = fieldNames;

/** The single rule of the first row. */
export const ONE_RULE = { '>': [{ var: 'n0' }, { var: 'n1' }] };

/** Random conditions as people write them: comparisons, between, in, arithmetic, joined by and and or. */
export function makeConditions(count, seed = 7) {
  const random = seeded(seed);
  return Array.from({ length: count }, () => SHAPES[random.below(SHAPES.length)](random));
}

const SHAPES = [
  (random) => compare(random),
  (random) => ({ and: [compare(random), compare(random)] }),
  (random) => ({ or: [compare(random), equalText(random)] }),
  (random) => ({ and: [amongTexts(random), { or: [compare(random), flag(random)] }] }),
  (random) => ({ '>': [{ '*': [field(random), quarter(random)] }, field(random)] }),
  (random) => ({
    '<=': [{ '+': [field(random), field(random)] }, { '-': [field(random), quarter(random)] }],
  }),
  (random) => ({ and: [{ '<': [random.below(400), field(random), 700] }, { '!': [flag(random)] }] }),
  (random) => ({ or: [amongTexts(random), { and: [compare(random), equalText(random), flag(random)] }] }),
];

function field(random) {
  return { var: random.pick(numbers) };
}

function quarter(random) {
  return random.below(4000) / 4;
}

function compare(random) {
  return { [random.pick(['>', '>=', '<', '<='])]: [field(random), quarter(random)] };
}

function equalText(random) {
  return { '==': [{ var: random.pick(texts) }, random.pick(WORDS)] };
}

function amongTexts(random) {
  return { in: [{ var: random.pick(texts) }, [random.pick(WORDS), random.pick(WORDS), 'other']] };
}

function flag(random) {
  return { var: random.pick(flags) };
}
