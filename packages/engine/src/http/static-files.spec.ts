import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.js';
import { registerStaticFiles } from './static-files.js';

let folder: string;
let server: FastifyInstance;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'dougong-sites-'));
  for (const site of ['main', 'design']) {
    mkdirSync(join(folder, site, 'assets'), { recursive: true });
    writeFileSync(join(folder, site, 'index.html'), `<title>${site}</title>`);
    writeFileSync(join(folder, site, 'assets', 'app-1a2b.js'), `"${site}"`);
  }
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  server = fastify();
  server.setErrorHandler((error, _request, reply) =>
    reply.status(error instanceof Refusal ? error.status : 500).send(),
  );
  await registerStaticFiles(server, [
    { prefix: '/designer/', root: join(folder, 'design') },
    { prefix: '/', root: join(folder, 'main') },
  ]);
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

async function get(
  url: string,
): Promise<{ status: number; text: string; cache: unknown; location: unknown }> {
  const answer = await server.inject({ method: 'GET', url });
  const { 'cache-control': cache, location } = answer.headers;
  return { status: answer.statusCode, text: answer.payload, cache, location };
}

describe('the built UIs', () => {
  test.each([
    ['/', 'main'],
    ['/forms/request/1', 'main'],
    ['/designer/', 'design'],
    ['/designer/flows/approval', 'design'],
  ])('%s shows the page of %s, asked for anew each time', async (url, site) => {
    expect(await get(url)).toMatchObject({ status: 200, text: `<title>${site}</title>`, cache: 'no-cache' });
  });

  test('files with a hash in their name are kept for a year', async () => {
    expect(await get('/assets/app-1a2b.js')).toMatchObject({
      text: '"main"',
      cache: 'public, max-age=31536000, immutable',
    });
    expect(await get('/designer/assets/app-1a2b.js')).toMatchObject({ text: '"design"' });
  });

  test('a file that a newer build no longer has is not found, rather than a page', async () => {
    expect((await get('/assets/app-0000.js')).status).toBe(404);
  });

  test('an address of the API that does not exist is no page', async () => {
    expect((await get('/api/v1/nothing')).status).toBe(404);
  });

  test('the designer without its slash is sent to it', async () => {
    expect(await get('/designer')).toMatchObject({ status: 302, location: '/designer/' });
  });

  test.each([
    '/../secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
  ])('%s does not lead out of the folder', async (url) => {
    expect((await get(url)).text).not.toContain('secret');
  });
});
