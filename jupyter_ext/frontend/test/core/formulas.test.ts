import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { withFormulas } from '../../src/core/formulas';

const MONEY = '<span class="mathjax_ignore">&#36;</span>';

describe('formulas', () => {
  it('are told as models write them, in a line and on their own', () => {
    assert.equal(
      withFormulas(String.raw`So \(a^2\) holds.`),
      String.raw`So \\(a^2\\) holds.`
    );
    assert.equal(
      withFormulas('\\[\nE = mc^2\n\\]\n\nso'),
      '\\\\[\nE = mc^2\n\\\\]\n\nso'
    );
    assert.equal(withFormulas(String.raw`let \(x\) be`), String.raw`let \\(x\\) be`);
  });

  it('with dollars stay, and money is none', () => {
    for (const same of ['$x$ and $$y$$', '$5x + 3$', String.raw`$\$5$`, 'no sign']) {
      assert.equal(withFormulas(same), same);
    }
    assert.equal(withFormulas('$5 and $6'), `${MONEY}5 and ${MONEY}6`);
    assert.equal(withFormulas(String.raw`\$5 and \$6`), `${MONEY}5 and ${MONEY}6`);
    assert.equal(withFormulas('$5-$6, so $x$'), `${MONEY}5-${MONEY}6, so $x$`);
    assert.equal(withFormulas('$HOME and $PATH'), `${MONEY}HOME and ${MONEY}PATH`);
    assert.equal(
      withFormulas('| $5 |\n|---|\n| $6 |'),
      `| ${MONEY}5 |\n|---|\n| ${MONEY}6 |`
    );
    assert.equal(withFormulas('costs $5\n\nor $6'), `costs ${MONEY}5\n\nor ${MONEY}6`);
  });

  it('are none in code, in addresses, or where a bracket is meant', () => {
    for (const same of [
      'set `$5` and `\\(x^2\\)`',
      '```sh\necho $5 \\(x^2\\)\n```',
      '    echo $5\n',
      '- a list\n\n  ```\n  $5\n  ```',
      'https://example.org/?a=$5',
      '[it](/a$5)',
      String.raw`\[sic\]`,
      String.raw`\\(already\\)`
    ]) {
      assert.equal(withFormulas(same), same);
    }
  });
});
