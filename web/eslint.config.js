import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const OUTWARD = 'Imports run one way: lib, ui, charts, api <- features <- app.';

/** What the files of one layer must not reach; everything across folders goes through "@/". */
function layer(files, forbidden) {
  return {
    files,
    rules: {
      'no-restricted-imports': [
        'error',
        {
          patterns: [
            { group: ['../*'], message: 'Address another folder as "@/…", so that the layer is seen.' },
            { group: forbidden.map((folder) => `@/${folder}/**`), message: OUTWARD },
          ],
        },
      ],
    },
  };
}

export default tseslint.config(
  { ignores: ['dist', 'playwright-report', 'test-results'] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } },
    rules: {
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-definitions': ['error', 'interface'],
    },
  },
  { files: ['**/*.js'], ...tseslint.configs.disableTypeChecked },
  {
    files: ['src/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      // Speaks of a compiler that is not used here.
      'react-hooks/preserve-manual-memoization': 'off',
      'no-console': 'error',
    },
  },
  layer(['src/lib/**'], ['ui', 'charts', 'api', 'features', 'app']),
  layer(['src/charts/**'], ['ui', 'api', 'features', 'app']),
  layer(['src/api/**'], ['ui', 'charts', 'features', 'app']),
  layer(['src/ui/**'], ['features', 'app']),
  layer(['src/features/**'], ['features', 'app']),
);
