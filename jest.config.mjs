/** One project a suffix, so that every spec belongs to exactly one. Run through `npm test`. */
const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  testEnvironmentOptions: { customExportConditions: ['@fuhua/source', 'node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        swcrc: false,
        jsc: {
          parser: { syntax: 'typescript', decorators: true },
          transform: {
            legacyDecorator: true,
            decoratorMetadata: true,
            useDefineForClassFields: false,
            verbatimModuleSyntax: true,
          },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  setupFilesAfterEnv: ['<rootDir>/tools/patience.mjs'],
  modulePathIgnorePatterns: ['/dist/', '/.nx/', '/.fuhua/'],
};
const only = (suffix, ignore = []) => ({
  ...base,
  displayName: suffix || 'spec',
  testMatch: [`<rootDir>/{libs,services,apps,tools}/**/*${suffix ? `.${suffix}` : ''}.spec.ts`],
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...ignore],
});
export default {
  coverageProvider: 'babel',
  reporters: process.env.CI_TOTALS
    ? ['default', '<rootDir>/tools/totals-reporter.mjs']
    : ['default'],
  maxWorkers: 2,
  workerIdleMemoryLimit: '512MB',
  projects: [
    only('', ['\\.int\\.spec\\.ts$', '\\.e2e\\.spec\\.ts$', '\\.engine\\.spec\\.ts$']),
    only('int'),
    only('e2e'),
  ],
};
