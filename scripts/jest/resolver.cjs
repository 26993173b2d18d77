'use strict';

/**
 * Resolves as Node does, with two additions: our own `./x.js` means the source `./x.ts` or `./x.tsx` beside it,
 * and an ESM-only package is entered by its `import` condition, because the transform makes CommonJS of it.
 */
const { existsSync } = require('node:fs');
const { resolve, sep } = require('node:path');

const RELATIVE_JS = /^\.{1,2}\/.*\.js$/;
const IN_NODE_MODULES = `${sep}node_modules${sep}`;

function sourceBeside(request, basedir) {
  if (!RELATIVE_JS.test(request) || basedir.includes(IN_NODE_MODULES)) return undefined;
  const stem = resolve(basedir, request.slice(0, -'.js'.length));
  return [`${stem}.ts`, `${stem}.tsx`].find((candidate) => existsSync(candidate));
}

module.exports = function resolveModule(request, options) {
  const source = sourceBeside(request, options.basedir);
  if (source !== undefined) return source;
  try {
    return options.defaultResolver(request, options);
  } catch (error) {
    if (request.startsWith('.') || request.startsWith('/')) throw error;
    const conditions = (options.conditions ?? []).filter((condition) => condition !== 'require');
    try {
      return options.defaultResolver(request, {
        ...options,
        conditions: [...conditions, 'import', 'default'],
      });
    } catch {
      throw error;
    }
  }
};
