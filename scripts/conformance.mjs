import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from './gate/run.mjs';
import { root, script } from './gate/tools.mjs';

const CONFORMANCE = join(root, 'packages/engine/conformance');
const FOLDERS = ['examples', 'cases'];
const SUITE_OF_FILE = /^(\w+?)(?:-examples)?\.json$/;

/** `npm run conformance`: examples and our own cases, each by the built command that others run theirs with. */
async function conformance() {
  let worst = 0;
  for (const folder of FOLDERS)
    for (const file of (await readdir(join(CONFORMANCE, folder))).sort()) {
      const suite = SUITE_OF_FILE.exec(file)?.[1];
      if (suite === undefined) continue;
      console.log(`=== ${suite} (${folder})`);
      worst = Math.max(worst, await conformanceOf(suite, join(CONFORMANCE, folder, file)));
    }
  return worst;
}

function conformanceOf(suite, file) {
  return run(script('packages/engine/bin/dougong.mjs', 'conformance', suite, file));
}

process.exitCode = await conformance();
