import eslint from '@eslint/js';
import { createProjectGraphAsync } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import { createNodeResolver, importX } from 'eslint-plugin-import-x';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { suffixes } from './tools/eslint/suffixes.mjs';
import { validatedInput } from './tools/eslint/validated-input.mjs';

// The boundary rule reads Nx's cached graph and says nothing where there is none: on a fresh clone it would be off.
await createProjectGraphAsync({ exitOnError: true });

const layer = (name, ...mayUse) => ({
  sourceTag: `layer:${name}`,
  onlyDependOnLibsWithTags: mayUse.map((used) => `layer:${used}`),
});

/** `tools/planted.spec.ts` plants a violation of each rule below that is ours, and must see it caught. */
export default defineConfig(
  globalIgnores(['**/dist/', '**/.nx/', '**/.fuhua/', '**/coverage/', 'docs/generated/']),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  eslint.configs.recommended,
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: Object.fromEntries(
        ['console', 'performance', 'process', 'URL', 'fetch', 'Buffer', 'setTimeout'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    plugins: {
      '@nx': nx,
      'import-x': importX,
      fuhua: { rules: { 'validated-input': validatedInput } },
    },
    settings: {
      // Without these two no-cycle reads no TypeScript and finds nothing.
      'import-x/parsers': { '@typescript-eslint/parser': ['.ts'] },
      'import-x/extensions': ['.ts'],
      'import-x/resolver-next': [
        createNodeResolver({
          extensions: ['.ts', '.js', '.json'],
          conditionNames: ['@fuhua/source', 'import', 'node', 'default'],
        }),
      ],
    },
    rules: {
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-import-type-side-effects': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { allowDefaultCaseForExhaustiveSwitch: false, considerDefaultExhaustiveForUnions: false },
      ],
      '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      'import-x/no-cycle': 'error',
      'fuhua/validated-input': 'error',
      '@nx/enforce-module-boundaries': [
        'error',
        {
          enforceBuildableLibDependency: false,
          banTransitiveDependencies: true,
          depConstraints: [
            layer('kernel'),
            layer('rules', 'kernel'),
            layer('contracts', 'kernel'),
            layer('platform', 'kernel', 'contracts', 'testing'),
            layer('testing', 'kernel', 'contracts', 'rules'),
            layer('directory', 'kernel', 'rules', 'contracts', 'platform', 'testing'),
            layer('service', 'kernel', 'rules', 'contracts', 'platform', 'directory', 'testing'),
            { sourceTag: 'layer:app', onlyDependOnLibsWithTags: ['*'] },
          ],
        },
      ],
    },
  },
  ...suffixes,
  {
    files: ['**/*.{spec,suite}.ts', 'services/*/test/**/*.ts', 'libs/testing/src/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
);
