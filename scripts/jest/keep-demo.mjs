import { chmod, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the journeys keep the demo as it is after its first start, so that it is installed once for all of them. */
export default async function keepDemo() {
  const folder = await mkdtemp(join(tmpdir(), 'dougong-demo-'));
  // The embedded server runs as another account, for which root's own folders are closed.
  await chmod(folder, 0o755);
  process.env['JEST_DEMO_FOLDER'] = folder;
}
