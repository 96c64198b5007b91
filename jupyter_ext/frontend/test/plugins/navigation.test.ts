import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Navigation } from '../../src/plugins/sidebar/navigation';
import { Kept } from '../../src/ui/kept';

function page(): Kept {
  const held = new Map<string, string>();
  return new Kept('', {
    getItem: key => held.get(key) ?? null,
    setItem: (key, value) => void held.set(key, value)
  });
}

const panelOf = (kept: Kept): Navigation =>
  new Navigation(() => undefined, 'context', kept);

describe('the open tab', () => {
  it('is found again when the page is loaded anew, before the default one', () => {
    const kept = page();
    panelOf(kept).go('people');
    const again = panelOf(kept);
    again.startAt('review');
    assert.equal(again.tab, 'people');
  });

  it('is the default one on a page where nobody went to another', () => {
    const kept = page();
    panelOf(kept).startAt('review');
    const again = panelOf(kept);
    assert.equal(again.tab, 'context');
    again.startAt('review');
    assert.equal(again.tab, 'review');
  });

  it('is the first one where what was kept is no tab', () => {
    const kept = page();
    kept.keep('tab', ['cellar']);
    assert.equal(panelOf(kept).tab, 'context');
  });
});
