import eslint from '@eslint/js';
import jupyter from '@jupyter/eslint-plugin';
import * as jsonc from 'jsonc-eslint-parser';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const nodeGlobals = { console: 'readonly', process: 'readonly' };

/** What would lose the focus, or could not be found by the test that presses every button. */
const ACCESSIBLE = [
  {
    selector:
      'JSXOpeningElement[name.name=/^(button|select|input|textarea|fieldset)$/] > JSXAttribute[name.name="disabled"]',
    message:
      'A control that is disabled loses the focus: use Button, HeldButton, HeldSelect or readOnly.'
  },
  {
    selector:
      'JSXOpeningElement[name.name=/^(button|HeldButton)$/]:not(:has(JSXAttribute[name.name="data-testid"], JSXSpreadAttribute))',
    message: 'Give it a data-testid: a browser test has to press it.'
  },
  {
    selector: 'JSXOpeningElement[name.name=/^(header|footer|main|nav|aside)$/]',
    message: 'A landmark belongs to the page, not to a part of it: use div or section.'
  }
];

export default tseslint.config(
  {
    ignores: [
      'lib/',
      'build/',
      'node_modules/',
      'style/index.js',
      'src/api/wire/types.ts'
    ]
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  { files: ['scripts/**'], languageOptions: { globals: nodeGlobals } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'react-hooks': reactHooks, jupyter },
    rules: {
      ...reactHooks.configs.recommended.rules,
      'jupyter/command-described-by': 'error',
      'jupyter/command-id-convention': 'error',
      'jupyter/no-dynamic-translation': 'error',
      'jupyter/no-translation-concatenation': 'error',
      'jupyter/no-untranslated-string': 'error',
      'jupyter/plugin-activation-args': 'error',
      'jupyter/plugin-description': 'error',
      'jupyter/plugin-id-convention': 'error',
      'jupyter/token-format': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-function-return-type': [
        'error',
        { allowExpressions: true }
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-restricted-syntax': ['error', ...ACCESSIBLE]
    }
  },
  {
    files: ['schema/*.json'],
    languageOptions: { parser: jsonc },
    plugins: { jupyter },
    rules: { 'jupyter/no-schema-enum': 'error' }
  },
  { files: ['test/**'], rules: { 'jupyter/no-untranslated-string': 'off' } }
);
