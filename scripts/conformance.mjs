import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './gate/run.mjs';
import { root, script } from './gate/tools.mjs';

const CASES = join(root, 'packages/engine/conformance/cases');

/** `npm run conformance`: our own case files, each by the built command that others run theirs with. */
async function conformance() {
  const files = (await readdir(CASES)).filter((name) => name.endsWith('.json')).sort();
  let worst = 0;
  for (const file of files) {
    const suite = file.slice(0, -'.json'.length);
    console.log(`=== ${suite}`);
    const code = await run(
      script('packages/engine/bin/dougong.mjs', 'conformance', suite, join(CASES, file)),
    );
    worst = Math.max(worst, code);
  }
  return worst;
}

process.exitCode = await conformance();
