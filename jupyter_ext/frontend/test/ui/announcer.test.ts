import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { saidOf, saidOfRoute } from '../../src/core/said';
import { Announcer } from '../../src/ui/announcer';
import { one, page } from '../page';

describe('the live region', () => {
  it('reads every line, the same words twice, and keeps the last few', () => {
    const document = page('');
    const announcer = new Announcer(document);
    ['Saved', 'Saved', '', 'Sent', 'Accepted'].forEach(text => announcer.say(text));
    const region = one(document, '[aria-live="polite"]');
    const lines = [...region.children].map(line => line.textContent);
    assert.deepEqual(lines, ['Saved', 'Sent', 'Accepted']);
  });
});

describe('what was carried out', () => {
  it('is said, also where nobody thought of words', () => {
    assert.equal(saidOf('accept'), 'Accepted');
    assert.equal(saidOf('made_tomorrow'), 'Done');
  });

  it('is not said where the board says more, or where nobody did it on purpose', () => {
    assert.equal(saidOf('sprint_move'), '');
    assert.equal(saidOfRoute('/drafts', {}), '');
    assert.equal(
      saidOfRoute('/comparisons/{comparison_id}', { act: 'decide' }),
      'Decided'
    );
  });
});
