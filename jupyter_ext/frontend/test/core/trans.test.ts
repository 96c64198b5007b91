import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { afterEach, describe, it } from 'node:test';
import type { Gettext } from '@jupyterlab/translation';
import { ModuleKind, transpileModule } from 'typescript';
import type { Translation } from '../../src/core/trans';
import { trans, translateWith } from '../../src/core/trans';
import { partLabels } from '../../src/features/messages/message';
import { inOne } from '../../src/plugins/needs';

/** JupyterLab's own formatter: its module is for bundlers, so it is read for Node first. */
function jupyterlab(): typeof Gettext {
  const source = readFileSync(
    'node_modules/@jupyterlab/translation/lib/gettext.js',
    'utf8'
  );
  const { outputText } = transpileModule(source, {
    compilerOptions: { module: ModuleKind.CommonJS }
  });
  const exported: { Gettext?: typeof Gettext } = {};
  new Function('exports', 'require', outputText)(exported, () => ({}));
  assert.ok(exported.Gettext !== undefined);
  return exported.Gettext;
}

const ENGLISH: Translation = {
  __: (text, ...values) => jupyterlab().strfmt(text, ...values),
  _n: (one, many, count, ...values) =>
    jupyterlab().strfmt(count === 1 ? one : many, count, ...values),
  _p: (_, text) => text
};

const UPPER: Translation = {
  __: (text, ...values) => ENGLISH.__(text, ...values).toUpperCase(),
  _n: (one, many, count, ...values) =>
    ENGLISH._n(one, many, count, ...values).toUpperCase(),
  _p: (_, text) => text.toUpperCase()
};

function texts(): string[] {
  return [
    trans.__('Questions from %1 cells', '%%ai'),
    trans.__('Take them from a file: %1', '%cg sprint import FILE'),
    trans.__('Write %cg or %%%%ai, and 100%% of %2 in %1', 'Rome', 'all'),
    trans.__('%1 is %1, and %%1 is a place', '%2'),
    trans._n('%1 entry of %2', '%1 entries of %2', 1, 'Ada'),
    trans._n('%1 entry of %2', '%1 entries of %2', 0, 'Ada')
  ];
}

describe('a text', () => {
  afterEach(() => translateWith(ENGLISH));

  it('without a translator is filled in as JupyterLab does it', () => {
    const own = texts();
    translateWith(ENGLISH);
    assert.deepEqual(own, texts());
    assert.deepEqual(own, [
      'Questions from %%ai cells',
      'Take them from a file: %cg sprint import FILE',
      'Write %cg or %%ai, and 100% of all in Rome',
      '%2 is %2, and %1 is a place',
      '1 entry of Ada',
      '0 entries of Ada'
    ]);
  });

  it('is translated when it is read, however early its module was loaded', () => {
    translateWith(UPPER);
    assert.deepEqual(
      partLabels().map(([, label]) => label),
      ['SCHEMA', 'INTERFACE', 'EXAMPLE RESPONSES', 'FILES', 'WHAT IS LEFT']
    );
    const need = {
      kind: 'message' as const,
      key: 'a',
      message: 'b',
      tab: 'inbox' as const
    };
    assert.equal(inOne([need, need])?.message, '2 THINGS NEED YOU, THE FIRST: B');
  });
});
