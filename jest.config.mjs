const shared = {
  rootDir: import.meta.dirname,
  moduleFileExtensions: ['js', 'mjs', 'cjs', 'jsx', 'ts', 'tsx', 'json', 'node'],
  transform: { '\\.([cm]?[jt]sx?)$': '<rootDir>/scripts/jest/swc-transform.cjs' },
  transformIgnorePatterns: [],
  resolver: '<rootDir>/scripts/jest/resolver.cjs',
  moduleNameMapper: {
    '^@dougong/kernel/([^/]+)$': '<rootDir>/packages/kernel/src/$1/index.ts',
    '^@dougong/ui/([^/]+)$': '<rootDir>/packages/ui/src/$1/index.ts',
    '\\.(css|woff2?|svg|png)$': '<rootDir>/scripts/jest/asset-stub.cjs',
  },
  modulePathIgnorePatterns: ['<rootDir>/packages/[^/]+/dist/', '<rootDir>/packages/[^/]+/.cache/'],
  cacheDirectory: '<rootDir>/.cache/jest',
  injectGlobals: true,
};

function nodeProject(displayName, folder, tests) {
  return {
    ...shared,
    displayName,
    testEnvironment: 'node',
    roots: [`<rootDir>/${folder}`],
    testMatch: [`<rootDir>/${folder}/${tests}`],
  };
}

function browserProject(displayName) {
  return {
    ...nodeProject(displayName, `packages/${displayName}`, 'src/**/*.spec.{ts,tsx}'),
    testEnvironment: 'jsdom',
    setupFiles: ['<rootDir>/scripts/jest/jsdom-setup.cjs'],
  };
}

// A project has no time limit of its own in Jest's configuration.
const patience = '<rootDir>/scripts/jest/patience.cjs';

/** @type {import('jest').Config} */
export default {
  // A worker keeps something of every file that it has run; near the limit of its heap it would do little but collect garbage.
  workerIdleMemoryLimit: '1GB',
  projects: [
    nodeProject('kernel', 'packages/kernel', 'src/**/*.spec.ts'),
    browserProject('ui'),
    browserProject('runtime-ui'),
    browserProject('designer'),
    nodeProject('engine-unit', 'packages/engine', 'src/**/*.spec.ts'),
    {
      ...nodeProject('engine-integration', 'packages/engine', 'test/**/*.spec.ts'),
      globalSetup: '<rootDir>/scripts/jest/start-database.mjs',
      globalTeardown: '<rootDir>/scripts/jest/stop-database.mjs',
      setupFilesAfterEnv: [patience],
    },
    {
      ...nodeProject('e2e', 'e2e', 'journeys/**/*.spec.ts'),
      globalSetup: '<rootDir>/scripts/jest/keep-demo.mjs',
      globalTeardown: '<rootDir>/scripts/jest/forget-demo.mjs',
      setupFilesAfterEnv: [patience],
    },
  ],
};
