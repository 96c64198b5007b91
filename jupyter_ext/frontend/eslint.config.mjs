import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

const nodeGlobals = { console: 'readonly', process: 'readonly' };

export default tseslint.config(
  { ignores: ['lib/', 'build/', 'node_modules/', 'style/index.js'] },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  { files: ['scripts/**'], languageOptions: { globals: nodeGlobals } },
  {
    files: ['**/*.ts', '**/*.tsx'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      ...reactHooks.configs.recommended.rules,
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-function-return-type': [
        'error',
        { allowExpressions: true }
      ],
      '@typescript-eslint/no-invalid-void-type': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }]
    }
  }
);
