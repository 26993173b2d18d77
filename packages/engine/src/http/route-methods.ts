import type { FastifyInstance } from 'fastify';
import { Refusal } from './refusal.js';

interface KnownRoute {
  readonly pattern: RegExp;
  readonly methods: Set<string>;
}

/** Every address of the API with the methods that it takes, by server. */
const known = new WeakMap<object, Map<string, KnownRoute>>();

/** Watches which routes are made, so that a wrong method can be told from a wrong address. */
export function watchRoutes(server: FastifyInstance): void {
  const routes = new Map<string, KnownRoute>();
  known.set(server.server, routes);
  server.addHook('onRoute', ({ url, method }) => {
    if (url.includes('*')) return;
    const route = routes.get(url) ?? { pattern: patternOf(url), methods: new Set<string>() };
    for (const each of [method].flat()) route.methods.add(each.toUpperCase());
    routes.set(url, route);
  });
}

/** Nothing answers here: another method does, which is 405 with its name, or the address is wrong. */
export function nothingHere(server: FastifyInstance, method: string, path: string): Refusal {
  const methods = methodsOf(server, path);
  if (methods.length === 0 || methods.includes(method)) return new Refusal(404, 'not_found');
  const params = { method, allowed: methods };
  return new Refusal(405, 'method_not_allowed', [], { params, headers: { Allow: methods.join(', ') } });
}

function methodsOf(server: FastifyInstance, path: string): readonly string[] {
  const found = [...(known.get(server.server)?.values() ?? [])].filter(({ pattern }) => pattern.test(path));
  return [...new Set(found.flatMap(({ methods }) => [...methods]))].toSorted();
}

/** `/forms/:form/records` as an expression; names of places stand for one part of the path each. */
function patternOf(url: string): RegExp {
  const parts = url
    .split('/')
    .map((part) => (part.startsWith(':') ? '[^/]+' : part.replace(/[.$+^()[\]|\\]/g, '\\$&')));
  return new RegExp(`^${parts.join('/')}/?$`);
}
