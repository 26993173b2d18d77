import { request as httpRequest } from 'node:http';
import { done } from './api-client.js';
import type { ApiClient } from './api-client.js';
import type { EngineProcess } from './engine.js';

/** A route of the engine as its own description names it. */
export interface ApiRoute {
  readonly method: string;
  /** With its places: `/api/v1/tasks/{id}/actions/{action}`. */
  readonly path: string;
}

/** What came back for exact bytes. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends a request as it stands: `fetch` would mend addresses and headers on the way. */
export function sendRaw(
  engine: EngineProcess,
  path: string,
  { method = 'GET', headers = {}, body }: RawRequest = {},
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const all = { ...length, ...headers };
    const options = { host: '127.0.0.1', port: engine.port, path, method, headers: all, agent: false };
    const request = httpRequest(options, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece: Buffer) => pieces.push(piece));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(pieces).toString('utf8'),
        }),
      );
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Every route that the engine describes, so that a new one is attacked as well. */
export async function routesOf(engine: EngineProcess): Promise<readonly ApiRoute[]> {
  const answer = await fetch(`${engine.url}/api/openapi.json`);
  const { paths } = (await answer.json()) as { readonly paths: Readonly<Record<string, object>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
}

export const nameOf = ({ method, path }: ApiRoute): string => `${method} ${path}`;

/** Names of the places in an address, in order. */
export function placesIn(path: string): readonly string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

/** The address of a route with something in each place. */
export function fill(path: string, values: Readonly<Record<string, string>>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? 'x');
}

/** The secret of somebody's session, as the browser keeps it. */
export async function sessionCookie(
  engine: EngineProcess,
  person: { readonly login: string; readonly password: string },
  shown?: string,
): Promise<string> {
  const answer = await fetch(`${engine.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(shown ? { cookie: shown } : {}) },
    body: JSON.stringify({ login: person.login, password: person.password }),
  });
  const cookie = answer.headers.get('set-cookie')?.split(';', 1)[0];
  if (cookie === undefined) throw new Error(`${person.login} cannot sign in: ${await answer.text()}`);
  return cookie;
}

/** Somebody without any role, who has chosen a password. */
export async function newcomer(
  engine: EngineProcess,
  admin: ApiClient,
  login: string,
  roles: readonly string[] = [],
): Promise<{ readonly id: string; readonly login: string; readonly password: string }> {
  const { id } = done(await admin.post('/users', { login, name: login, roles })) as unknown as { id: string };
  const { link } = done(await admin.post(`/users/${id}/invitations`)) as unknown as { link: string };
  const password = 'Sparrow-under-47-roofs';
  const token = link.split('#')[1];
  done(await admin.post('/invitations/actions/accept', { token, password }));
  return { id, login, password };
}

/** A key of an account made for it. */
export async function keyWith(
  admin: ApiClient,
  login: string,
  { roles, scope }: { readonly roles: readonly string[]; readonly scope: object | null },
): Promise<string> {
  const account = done(await admin.post('/service-accounts', { login, name: login, roles }));
  const made = done(
    await admin.post(`/service-accounts/${String(account['id'])}/keys`, { name: login, scope }),
  );
  return String(made['key']);
}
