import { runSteps } from './gate/run-steps.mjs';
import { lintSteps } from './gate/steps.mjs';

/** `npm run lint`: code rules, import directions, and no trade words in the packages. */
process.exitCode = (await runSteps(lintSteps)) ? 0 : 1;
