import type { Names } from '../../../surroundings/names.js';
import type { TestOutcome } from '../trial-contract.js';

type Difference = TestOutcome['differences'][number];

/** What differs, by the titles that the designer knows; what it knows no better is told as the engine does. */
export function differenceText(
  { where, expected, found, sentence }: Difference,
  names: Names,
  nodeTitle: (id: string) => string,
): string {
  const word = WORDS[where];
  if (word === undefined) return names.title(sentence);
  const [wanted, came] = [expected, found].map((value) => word(value, names, nodeTitle));
  return names.text(`trial.tests.differs.${where}`, { expected: wanted, found: came });
}

type Word = (value: unknown, names: Names, nodeTitle: (id: string) => string) => string;

const WORDS: Readonly<Record<string, Word>> = {
  status: (value, { text }) => text(`trial.status.${String(value)}`, { defaultValue: String(value) }),
  state: (value, names) => names.state(String(value)),
  path: (value, _, nodeTitle) =>
    [value]
      .flat()
      .map((id) => nodeTitle(String(id)))
      .join(' › '),
};
