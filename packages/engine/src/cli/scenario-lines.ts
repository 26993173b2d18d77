import { sentence } from '../http/sentences/index.js';
import { UNWATCHED } from '../jobs/long-work.js';
import type { LongWork } from '../jobs/long-work.js';
import type { ScenarioOutcome } from '../scenarios/scenario-bundle.js';
import type { OutcomeListener } from '../scenarios/scenario-player.js';
import type { Terminal } from './command.js';
import { sentenceOf } from './finding-line.js';
import { terminalLanguage } from './terminal-language.js';

const TENTHS = 10;

/** Tells of each scenario as it ends, beside what the command itself writes. */
export function tellingProgress(terminal: Terminal): OutcomeListener {
  return (outcome) => terminal.err(progressLine(outcome));
}

/** Tells each step of long work, beside what the command itself writes. */
export function tellingSteps(terminal: Terminal): LongWork {
  let last = '';
  return {
    ...UNWATCHED,
    step: ({ code, params = {}, done, total }) => {
      const words = sentence(`step_${code}`, params, terminalLanguage());
      const isCounted = code === 'tables' && total !== undefined && total > 0;
      const line = isCounted ? `${words} (${done ?? 0}/${total})` : words;
      if (line !== last) terminal.err(line);
      last = line;
      return Promise.resolve();
    },
  };
}

function progressLine({ scenario, passed, seconds }: ScenarioOutcome): string {
  return `${passed ? 'passed' : 'FAILED'} ${scenario} (${Math.round(seconds * TENTHS) / TENTHS} s)`;
}

/** Every failure: scenario, place in its file, what is wrong and what to do. */
export function failureLines(outcomes: readonly ScenarioOutcome[]): readonly string[] {
  return outcomes.flatMap(({ scenario, failures }) =>
    failures.map((found) => `${scenario}#${found.path} ${found.code}: ${sentenceOf(found)}`),
  );
}
