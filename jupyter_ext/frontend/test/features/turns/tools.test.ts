import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { calledWith, fieldsOf, nameOfTool } from '../../../src/features/turns/tools';

describe('what a tool was asked for', () => {
  it('is read field by field, without what is empty', () => {
    const input =
      '{"to": ["@ann", "#api"], "title": "Cents", "body": "", "area": null}';
    assert.deepEqual(fieldsOf(input), [
      { name: 'to', value: '@ann, #api' },
      { name: 'title', value: 'Cents' }
    ]);
  });

  it('is shown as it is where it is no object in JSON', () => {
    assert.deepEqual(fieldsOf('{"to": '), [{ name: '', value: '{"to": ' }]);
    assert.deepEqual(fieldsOf('[1]'), [{ name: '', value: '[1]' }]);
    assert.deepEqual(fieldsOf(''), []);
    assert.deepEqual(fieldsOf('{}'), []);
  });

  it('is told in a line that is not long', () => {
    const input = JSON.stringify({ query: 'word '.repeat(40), n: 3 });
    const call = { input } as Parameters<typeof calledWith>[0];
    assert.ok(calledWith(call).length <= 61);
    assert.ok(calledWith(call).startsWith('word word'));
  });

  it('has its own name where a package brought the tool', () => {
    assert.equal(nameOfTool('weather'), 'weather');
    assert.notEqual(nameOfTool('announce'), 'announce');
  });
});
