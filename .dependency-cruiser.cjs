/**
 * The import directions of the house. A domain may use the domains of the lines above its own, never one beside or below it.
 */
const KERNEL_ORDER = [
  ['foundation'],
  ['messages'],
  ['metadata'],
  ['expression'],
  ['access'],
  ['forms'],
  ['records'],
  ['rules', 'registers'],
  ['costing', 'reconciliation', 'scanning', 'connectors'],
  ['flows'],
  ['inbox', 'notifications'],
  // Tells in words what differs between definitions.
  ['changes'],
  ['reports', 'templates', 'exchange', 'promotion'],
  // Composes the whole decision of a command.
  ['commands'],
];

// The same package is met as its sources and, where it is built, as its output.
const folderOf = (name) => `^(packages/${name}/|node_modules/@dougong/${name}/|@dougong/${name}/)`;
const domain = (names) => `^packages/kernel/src/(${names.join('|')})/`;

function kernelOrderRules() {
  return KERNEL_ORDER.flatMap((names, level) =>
    names.map((name) => {
      const forbidden = KERNEL_ORDER.slice(level)
        .flat()
        .filter((other) => other !== name);
      return {
        name: `kernel-order-${name}`,
        comment: `${name} may not use ${forbidden.join(', ')}.`,
        severity: 'error',
        from: { path: domain([name]) },
        to: { path: domain(forbidden) },
      };
    }),
  ).filter((rule) => rule.to.path !== domain([]));
}

function packageRule(from, mayUse) {
  const packages = ['kernel', 'engine', 'ui', 'runtime-ui', 'designer'];
  const forbidden = packages.filter((name) => name !== from && !mayUse.includes(name));
  return {
    name: `direction-of-${from}`,
    comment: `${from} may use ${mayUse.join(', ') || 'no other package'}.`,
    severity: 'error',
    from: { path: `^packages/${from}/` },
    to: { path: forbidden.map(folderOf) },
  };
}

function onlyIn(library, places) {
  return {
    name: `only-there-${library.replace(/\W+/g, '-')}`,
    comment: `${library} is used in one place, so that it can be replaced there.`,
    severity: 'error',
    from: { path: '^packages/', pathNot: places },
    to: { path: `(^|node_modules/)${library}(/|$)` },
  };
}

module.exports = {
  forbidden: [
    {
      name: 'no-cycles',
      comment:
        'Files that load each other in a circle. Circles of types alone vanish when compiled; the order of the domains covers those too.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    packageRule('kernel', []),
    packageRule('engine', ['kernel']),
    packageRule('ui', ['kernel']),
    packageRule('runtime-ui', ['kernel', 'ui']),
    packageRule('designer', ['kernel', 'ui']),
    ...kernelOrderRules(),
    {
      name: 'kernel-speaks-in-codes',
      comment: 'The kernel decides with codes and parameters; only the edges make sentences of them.',
      severity: 'error',
      from: { path: '^packages/kernel/src/', pathNot: '^packages/kernel/src/messages/|\\.spec\\.ts$' },
      to: { path: '^packages/kernel/src/messages/' },
    },
    {
      name: 'domain-door',
      comment: 'A domain of the kernel is entered through its index.',
      severity: 'error',
      from: { path: '^packages/kernel/src/([^/]+)/' },
      to: {
        path: '^packages/kernel/src/[^/]+/',
        pathNot: ['^packages/kernel/src/$1/', '^packages/kernel/src/[^/]+/index\\.ts$', '\\.fixtures\\.ts$'],
      },
    },
    {
      name: 'fixtures-are-for-tests',
      severity: 'error',
      from: { path: '^packages/', pathNot: '(\\.spec\\.tsx?|\\.fixtures\\.tsx?)$|^packages/[^/]+/test/' },
      to: { path: '\\.fixtures\\.tsx?$' },
    },
    {
      name: 'package-door',
      comment: 'Another package is entered by its name, not by a path into its folder.',
      severity: 'error',
      from: { path: '^packages/([^/]+)/' },
      to: {
        path: '^packages/[^/]+/',
        pathNot: ['^packages/$1/'],
        dependencyTypes: ['local'],
        dependencyTypesNot: ['aliased-workspace'],
      },
    },
    {
      name: 'kernel-touches-nothing',
      severity: 'error',
      from: { path: '^packages/kernel/src/', pathNot: '\\.(spec|fixtures)\\.ts$' },
      to: { dependencyTypes: ['core'] },
    },
    onlyIn('typeorm', ['^packages/engine/src/database/', '/typeorm-[^/]*$', '^packages/engine/test/']),
    onlyIn('@rjsf', ['^packages/ui/src/forms/']),
    onlyIn('@xyflow/react', ['^packages/designer/src/flows/canvas/']),
    {
      name: 'names-that-say-nothing',
      comment: 'Name a file after what it does.',
      severity: 'error',
      from: {},
      to: { path: '^packages/.*(^|/|-)(utils?|helpers?|common|manager)(/|\\.|-)', pathNot: 'node_modules' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.cache|node_modules/\\.)' },
    tsPreCompilationDeps: true,
    combinedDependencies: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
