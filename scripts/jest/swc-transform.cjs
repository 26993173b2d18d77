'use strict';

/**
 * Jest's one transform. TypeScript and every ESM file, also those in node_modules, become CommonJS; CommonJS files stay as they are.
 * Jest's native ESM is not an option on Node 20: it breaks on any CommonJS package that requires an ESM one.
 */
const { createHash } = require('node:crypto');
const { existsSync, readFileSync } = require('node:fs');
const { dirname, extname, join } = require('node:path');
const swc = require('@swc/core');

const TYPESCRIPT = new Set(['.ts', '.tsx', '.mts', '.cts']);
const ownVersion = createHash('sha1').update(readFileSync(__filename)).update(swc.version).digest('hex');
const packageTypes = new Map();

/** The `type` of the nearest package.json, as Node itself decides it. */
function packageTypeOf(directory) {
  if (packageTypes.has(directory)) return packageTypes.get(directory);
  const manifest = join(directory, 'package.json');
  const parent = dirname(directory);
  let type = 'commonjs';
  if (existsSync(manifest)) type = JSON.parse(readFileSync(manifest, 'utf8')).type ?? 'commonjs';
  else if (parent !== directory) type = packageTypeOf(parent);
  packageTypes.set(directory, type);
  return type;
}

// Some packages ship ES modules for bundlers in `.js` files without saying so in their package.json.
const MODULE_SYNTAX = /^(?:import|export)\b(?!\s*[(.])/m;

/** Which language a file is in: TypeScript, an ES module, or CommonJS that is left alone. */
function languageOf(source, file) {
  const extension = extname(file);
  if (TYPESCRIPT.has(extension)) return 'typescript';
  if (extension === '.mjs') return 'esm';
  if (extension === '.cjs') return 'commonjs';
  if (packageTypeOf(dirname(file)) === 'module') return 'esm';
  return extension === '.js' && MODULE_SYNTAX.test(source) ? 'esm' : 'commonjs';
}

const CJS_NAMES = ['__dirname', '__filename', 'require'];

// An ES module may declare the names that CommonJS gives to every file; they must not meet in the output.
function renameDeclaredCjsNames(source) {
  let renamed = source;
  for (const name of CJS_NAMES) {
    const declared = new RegExp(`\\b(?:const|let|var)\\s+${name}\\s*=`);
    if (declared.test(source))
      renamed = renamed.replace(new RegExp(`(?<![.\\w$])${name}\\b`, 'g'), `own${name}`);
  }
  return renamed;
}

function parserFor(file, language) {
  if (language === 'typescript')
    return { syntax: 'typescript', tsx: file.endsWith('.tsx'), decorators: true };
  return { syntax: 'ecmascript', jsx: file.endsWith('.jsx') };
}

function swcOptions(file, language) {
  return {
    filename: file,
    swcrc: false,
    configFile: false,
    isModule: true,
    sourceMaps: language === 'typescript' ? 'inline' : false,
    module: { type: 'commonjs', importInterop: 'swc' },
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: parserFor(file, language),
      transform: {
        legacyDecorator: true,
        decoratorMetadata: true,
        useDefineForClassFields: language !== 'typescript',
        react: { runtime: 'automatic' },
        hidden: { jest: true },
      },
    },
  };
}

module.exports = {
  canInstrument: false,
  getCacheKey(source, file) {
    return createHash('sha1')
      .update(ownVersion)
      .update(languageOf(source, file))
      .update(file)
      .update(source)
      .digest('hex');
  },
  process(source, file) {
    const language = languageOf(source, file);
    if (language === 'commonjs') return { code: source };
    return swc.transformSync(renameDeclaredCjsNames(source), swcOptions(file, language));
  },
};
