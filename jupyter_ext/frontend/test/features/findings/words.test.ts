import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { restingWord } from '../../../src/features/findings/words';

describe('what rests on a finding', () => {
  it('is said with how it stands', () => {
    assert.equal(restingWord('finding', 'accepted'), 'Finding, accepted');
    assert.equal(restingWord('decision', 'disputed'), 'Decision, in dispute');
    assert.equal(restingWord('handoff', 'open'), 'Handoff, open');
    assert.equal(restingWord('forecast', 'new'), 'forecast, new');
  });
});
