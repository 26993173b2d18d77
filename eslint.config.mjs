import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const TESTS = ['**/*.spec.{ts,tsx}', '**/*.fixtures.ts', '**/test/**', 'e2e/**'];
const CONFIGS = ['*.config.mjs', 'packages/*/*.config.ts', 'scripts/jest/*.mjs'];

const exactNumbers = [
  {
    selector: "CallExpression[callee.name='Number']",
    message: 'Money and quantities are Decimal, on the wire strings. Number() loses digits.',
  },
  {
    selector: "CallExpression[callee.name='parseFloat'], CallExpression[callee.property.name='parseFloat']",
    message: 'Money and quantities are Decimal, on the wire strings. parseFloat loses digits.',
  },
  {
    selector: "CallExpression[callee.property.name='toFixed']",
    message: 'Round with the Decimal functions of @dougong/kernel/foundation, which say how.',
  },
];

const namedExports = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name: one thing has one name everywhere.',
};

const clocklessKernel = [
  {
    selector: "NewExpression[callee.name='Date'][arguments.length=0]",
    message: 'The kernel takes the time as an argument.',
  },
];

const packageDoors = {
  group: ['@dougong/*/*/*', '@dougong/*/src/**', '@dougong/*/dist/**'],
  message: 'A package is entered through the subpaths that its package.json exports.',
};

const kernelStaysPure = {
  group: ['node:*', '@nestjs/*', 'typeorm', 'pg', 'react', 'react-dom', 'antd'],
  message: 'The kernel touches nothing: hand it in as an argument.',
};

function forbiddenGlobals(...names) {
  return names.map((name) => ({ name, message: 'The kernel touches nothing: hand it in as an argument.' }));
}

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '**/.cache/',
      '**/.turbo/',
      '**/coverage/',
      '**/output/',
      'e2e/client/trade-api.ts',
      '.dougong/',
    ],
  },
  js.configs.recommended,
  tseslint.configs.recommended,
  {
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      'no-undef': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'off',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 70, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/consistent-type-imports': 'error' },
  },
  {
    files: ['packages/**/*.{ts,tsx}'],
    rules: {
      'no-console': 'error',
      'no-restricted-imports': ['error', { patterns: [packageDoors] }],
      'no-restricted-syntax': ['error', namedExports, ...exactNumbers],
    },
  },
  {
    files: ['packages/kernel/src/**/*.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...forbiddenGlobals('process', 'Buffer', 'fetch', 'crypto', 'performance', 'window', 'document'),
        ...forbiddenGlobals('localStorage', 'setTimeout', 'setInterval', 'setImmediate', 'queueMicrotask'),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'The kernel takes the time as an argument.' },
        { object: 'Math', property: 'random', message: 'The kernel takes ids as arguments.' },
      ],
      'no-restricted-imports': ['error', { patterns: [packageDoors, kernelStaysPure] }],
      'no-restricted-syntax': ['error', namedExports, ...exactNumbers, ...clocklessKernel],
    },
  },
  {
    files: ['packages/{ui,runtime-ui,designer}/src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: { 'react-hooks/rules-of-hooks': 'error', 'react-hooks/exhaustive-deps': 'error' },
  },
  {
    // The sources are consumed as they are, so a file brings the declaration of its style sheets along.
    files: ['packages/ui/src/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/triple-slash-reference': ['error', { path: 'always' }] },
  },
  {
    // The one file that may: here Decimal's own toFixed, which is exact, becomes the wire format.
    files: ['packages/kernel/src/foundation/decimal.ts'],
    rules: { 'no-restricted-syntax': ['error', namedExports, ...clocklessKernel] },
  },
  {
    // The only rules that need types, and therefore time: a forgotten await in the engine is a lost write.
    files: ['packages/engine/{src,test,conformance}/**/*.ts'],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: false }],
      // Nest reads the classes of constructor parameters at run time, so they may not become type imports.
      '@typescript-eslint/consistent-type-imports': 'off',
    },
  },
  {
    files: TESTS,
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      // Tests may hold plain numbers against exact ones.
      'no-restricted-syntax': ['error', namedExports],
    },
  },
  {
    files: CONFIGS,
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    files: ['**/*.cjs'],
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
