import { runSteps } from './gate/run-steps.mjs';
import { nightlySteps } from './gate/steps.mjs';

/** `npm run nightly`: the soaks at their full length, of a tree that is built. */
process.exitCode = (await runSteps(nightlySteps)) ? 0 : 1;
