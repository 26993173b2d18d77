import { rm } from 'node:fs/promises';

export default async function forgetDemo() {
  const folder = process.env['JEST_DEMO_FOLDER'];
  if (folder) await rm(folder, { recursive: true, force: true });
}
