import helmet from '@fastify/helmet';
import fastify from 'fastify';
import type { Settings } from '../config/settings.js';

const SECURITY =
  /^(content-security-policy|strict-transport-security|referrer-policy|origin-|cross-origin-|x-)/;

/**
 * What every answer tells browsers for their safety. It is the same for all of them, but the plugin works it out for each
 * request; so a server of its own is asked once.
 */
export async function securityHeaders(settings: Settings): Promise<Readonly<Record<string, string>>> {
  const server = fastify();
  await server.register(helmet, policy(settings));
  server.get('/', () => '');
  const { headers } = await server.inject('/');
  await server.close();
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      SECURITY.test(name) && typeof value === 'string' ? [[name, value]] : [],
    ),
  );
}

/** Nothing may come from or go to another origin; styles may stand inline because the UI kit sets them by script. */
function policy(settings: Settings) {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // What reads codes from pictures is WebAssembly; texts are still never run as code.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'self'"],
      },
    },
    hsts: settings.trustProxy,
    crossOriginEmbedderPolicy: false,
    originAgentCluster: false,
  };
}
