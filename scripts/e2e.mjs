import { run } from './gate/run.mjs';
import { tool } from './gate/tools.mjs';

/** `npm run test:e2e`: the browser journeys, one after the other. Arguments go to Jest. */
const jest = tool('jest', ['--selectProjects', 'e2e', '--runInBand', ...process.argv.slice(2)]);
process.exitCode = await run(jest);
