import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { reasonIn, requestedIn, requestOf } from '../../src/core/ask';
import { isPlain } from '../../src/ui/format';

const MARK = 'a1'.repeat(32);

describe('a request to allow what is no secret', () => {
  it('gives the owner what a click needs, and shows people the reason alone', () => {
    const kept = [{ mark: MARK, rule: 'github-token', label: 'GitHub token' }];
    const { title, body } = requestOf(kept, ' It is in their docs. ');
    assert.equal(title, 'Please allow a value that is no secret: GitHub token');
    assert.deepEqual(requestedIn(body), [{ mark: MARK, rule: 'github-token' }]);
    assert.equal(reasonIn(body), 'It is in their docs.');
    assert.ok(!isPlain(body));
  });

  it('is nothing that another message asks for', () => {
    assert.deepEqual(requestedIn('<!-- allow: everything -->'), []);
    assert.deepEqual(requestedIn(`Say allow: ${MARK} x`), []);
    assert.equal(reasonIn('Which rate?'), 'Which rate?');
  });
});
