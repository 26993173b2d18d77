import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { notFound } from './refusal.js';
import { nothingHere } from './route-methods.js';

/** `packages/`, seen from `src/http` and from `dist/http` alike. */
const PACKAGES = fileURLToPath(new URL('../../../', import.meta.url));

/** A built UI and the address under which it is served. */
export interface Site {
  readonly prefix: string;
  readonly root: string;
}

/** Longer addresses first. */
const SITES: readonly Site[] = [
  { prefix: '/designer/', root: join(PACKAGES, 'designer', 'dist') },
  { prefix: '/', root: join(PACKAGES, 'runtime-ui', 'dist') },
];

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the built UIs. An address without a file is one of the UI's own pages and gets its `index.html`; files under
 * `assets/` carry a hash in their name and may be kept for ever.
 */
export async function registerStaticFiles(
  server: FastifyInstance,
  sites: readonly Site[] = SITES,
): Promise<void> {
  await server.register(fastifyStatic, { root: PACKAGES, serve: false, cacheControl: false });
  server.get('/designer', (_request, reply) => reply.redirect('/designer/'));
  for (const site of sites) server.get(`${site.prefix}*`, (request, reply) => serve(site, request, reply));
}

function serve(site: Site, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const path = (request.params as { '*': string })['*'];
  if (site.prefix === '/' && isApi(path)) throw nothingHere(request.server, request.method, `/${path}`);
  if (isAsset(path)) return sendAsset(site, path, reply);
  if (!existsSync(join(site.root, 'index.html'))) throw notFound();
  const file = isFileName(path) && existsSync(join(site.root, path)) ? path : 'index.html';
  return reply.header('cache-control', 'no-cache').sendFile(file, site.root);
}

function sendAsset(site: Site, path: string, reply: FastifyReply): FastifyReply {
  if (!existsSync(join(site.root, path))) throw notFound();
  return reply
    .header('cache-control', `public, max-age=${YEAR_SECONDS}, immutable`)
    .sendFile(path, site.root);
}

function isApi(path: string): boolean {
  return path === 'api' || path.startsWith('api/');
}

/** No parent folders, no hidden files: `sendFile` checks again. */
function isAsset(path: string): boolean {
  return /^assets\/[A-Za-z0-9_./-]+$/.test(path) && !path.includes('..');
}

function isFileName(path: string): boolean {
  return /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+$/.test(path);
}
