import { script, tool } from './tools.mjs';

const WORKERS = '--maxWorkers=2';
/** By which the simulation of the ledger values, one after the other. */
const METHODS = ['moving_average', 'fifo', 'standard'];

/**
 * The gate, cheap steps first. This list is the only place that says what `npm test` runs; a step is never left out because its files are
 * missing. `needs` names steps without which the result would mean nothing.
 */
export const steps = [
  { name: 'format', command: tool('prettier', ['--check', '--log-level', 'warn', '.']) },
  { name: 'lint', command: tool('eslint', ['.']) },
  {
    name: 'import-directions',
    command: tool(
      'dependency-cruiser',
      ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'packages'],
      'depcruise',
    ),
  },
  { name: 'vertical-words', command: script('scripts/check-vertical-words.mjs') },
  {
    name: 'typecheck',
    command: tool('turbo', ['run', 'typecheck', '--continue', '--output-logs=errors-only']),
  },
  { name: 'build', command: tool('turbo', ['run', 'build', '--output-logs=errors-only']) },
  {
    name: 'unit',
    command: tool('jest', [
      '--selectProjects',
      'kernel',
      'ui',
      'runtime-ui',
      'designer',
      'engine-unit',
      WORKERS,
    ]),
  },
  {
    name: 'integration',
    needs: ['build'],
    command: tool('jest', ['--selectProjects', 'engine-integration', WORKERS]),
  },
  { name: 'conformance', needs: ['build'], command: script('scripts/conformance.mjs') },
  { name: 'templates', needs: ['build'], command: script('scripts/check-templates.mjs') },
  { name: 'boot', needs: ['build'], command: script('scripts/boot-smoke.mjs') },
  { name: 'example-expense-claim', needs: ['build'], command: script('examples/expense-claim/run.mjs') },
  { name: 'e2e', needs: ['build'], command: script('scripts/e2e.mjs') },
  { name: 'soak-slice', needs: ['build'], command: script('scripts/soak.mjs', '--quick') },
  {
    name: 'ledger-simulation',
    needs: ['build'],
    command: script('scripts/soak-ledger.mjs', '--quick', '--seed', '6', '--method', METHODS.join(',')),
  },
  { name: 'bench-guard', needs: ['build'], command: script('bench/run.mjs', '--quick') },
];

/** The steps of `npm run lint`. */
export const lintSteps = steps.filter(({ name }) =>
  ['lint', 'import-directions', 'vertical-words'].includes(name),
);

/** The steps of `npm run nightly`, which take too long for the gate; every night has another seed. */
export const nightlySteps = [
  { name: 'soak', command: script('scripts/soak.mjs') },
  ...METHODS.map((method) => ({
    name: `ledger-simulation-${method.replaceAll('_', '-')}`,
    command: script('scripts/soak-ledger.mjs', '--method', method),
  })),
];
