import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { Problem, UNREACHABLE } from '../../src/api/problem';
import { DraftBox, fits, typedIn } from '../../src/ui/draftbox';
import type { Carried, Drawer } from '../../src/ui/draftshelf';
import { DraftShelf } from '../../src/ui/draftshelf';

Object.assign(globalThis, { window: globalThis });

const DAY = 24 * 3_600_000;

/** A browser's storage; `full` takes nothing more. */
class Browser implements Drawer {
  full = false;

  get length(): number {
    return this._items.size;
  }

  key(at: number): string | null {
    return [...this._items.keys()][at] ?? null;
  }

  getItem(key: string): string | null {
    return this._items.get(key) ?? null;
  }

  setItem(key: string, value: string): void {
    if (this.full) {
      throw new Error('QuotaExceededError');
    }
    this._items.set(key, value);
  }

  removeItem(key: string): void {
    this._items.delete(key);
  }

  private readonly _items = new Map<string, string>();
}

/** A server that keeps the latest word of each draft, as the real one does. */
class Kept {
  problem: Problem | null = null;
  asked = 0;

  /** Milliseconds that its clock is behind the browsers'. */
  behind = 0;

  readonly exchange = (changed: readonly Carried[]): Promise<Carried[]> => {
    this.asked += 1;
    if (this.problem !== null) {
      return Promise.reject(this.problem);
    }
    const now = Date.now() - this.behind;
    for (const one of changed) {
      const draft = { ...one, at: Math.min(one.at, now) };
      if (draft.at > (this._drafts.get(draft.key)?.at ?? 0)) {
        this._drafts.set(draft.key, draft);
      }
    }
    return Promise.resolve([...this._drafts.values()]);
  };

  private readonly _drafts = new Map<string, Carried>();
}

function page(browser: Browser | null, server: Kept, member = 'ada'): DraftBox {
  const box = new DraftBox(name => new DraftShelf(name, browser), server.exchange);
  box.belongTo(member, member !== '');
  return box;
}

async function settled(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) {
    await Promise.resolve();
  }
}

async function quiet(): Promise<void> {
  mock.timers.tick(1_000);
  await settled();
}

describe('drafts', () => {
  beforeEach(() =>
    mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000 * DAY })
  );
  afterEach(() => mock.timers.reset());

  it('are there on the next page of the same browser at once, and of the same member only', () => {
    const [browser, server] = [new Browser(), new Kept()];
    page(browser, server).put('entry add', { title: 'Half' });
    assert.deepEqual(page(browser, server).get('entry add'), { title: 'Half' });
    assert.equal(page(browser, server, 'bob').get('entry add'), undefined);
    assert.deepEqual(page(browser, server).keys('entry '), ['entry add']);
  });

  it('are there in another browser, and gone there once they are sent', async () => {
    const server = new Kept();
    const here = page(new Browser(), server);
    const there = page(new Browser(), server);
    here.put('question', 'Why');
    await quiet();
    there.exchange();
    await settled();
    assert.equal(there.text('question'), 'Why');
    there.put('question', 'Why not?');
    await quiet();
    here.exchange();
    await settled();
    assert.equal(here.text('question'), 'Why not?');
    here.drop('question');
    await quiet();
    there.exchange();
    await settled();
    assert.equal(there.get('question'), undefined);
  });

  it('are gone on the next page of another browser as soon as they are sent', async () => {
    const [browser, server] = [new Browser(), new Kept()];
    const here = page(browser, server);
    here.put('question', 'Why');
    await quiet();
    here.dispose();
    const there = page(new Browser(), server);
    await settled();
    there.drop('question');
    mock.timers.tick(0);
    await settled();
    const again = page(browser, server);
    await settled();
    assert.equal(again.get('question'), undefined);
    assert.equal(browser.length, 0);
  });

  it('stay ended where the clock of the browser that wrote them goes ahead', async () => {
    const [browser, server] = [new Browser(), new Kept()];
    server.behind = 60_000;
    const here = page(browser, server);
    here.put('question', 'Why');
    await quiet();
    here.dispose();
    const there = page(new Browser(), server);
    await settled();
    there.drop('question');
    await quiet();
    mock.timers.tick(30_000);
    const again = page(browser, server);
    await settled();
    assert.equal(again.get('question'), undefined);
    assert.equal(page(new Browser(), server).get('question'), undefined);
  });

  it('that the server has no room for are not replaced by what it has', async () => {
    const [browser, server] = [new Browser(), new Kept()];
    const here = page(browser, server);
    here.put('question', 'Why');
    await quiet();
    const long = 'x'.repeat(60_000);
    here.put('question', long);
    await quiet();
    here.exchange();
    await settled();
    assert.equal(here.text('question'), long);
    const next = page(browser, server);
    await settled();
    assert.equal(next.text('question'), long);
  });

  it('stay ended where the server could not be told at once', async () => {
    const [browser, server] = [new Browser(), new Kept()];
    const here = page(browser, server);
    here.put('question', 'Why');
    await quiet();
    server.problem = new Problem('Gone.', '', UNREACHABLE);
    here.drop('question');
    await quiet();
    here.dispose();
    server.problem = null;
    const next = page(browser, server);
    await settled();
    assert.equal(next.get('question'), undefined);
    assert.equal(browser.length, 0);
  });

  it('come to the server once it is there again', async () => {
    const server = new Kept();
    server.problem = new Problem('Gone.', '', UNREACHABLE);
    const here = page(new Browser(), server);
    here.put('question', 'Why');
    await quiet();
    server.problem = null;
    mock.timers.tick(60_000);
    await settled();
    const there = page(new Browser(), server);
    await settled();
    assert.equal(there.text('question'), 'Why');
  });

  it('are warned of only while no place has them', async () => {
    const [browser, server] = [new Browser(), new Kept()];
    const here = page(browser, server);
    here.put('question', 'Why');
    assert.equal(here.unkept, false);
    browser.full = true;
    here.put('question', 'Why not');
    assert.equal(here.unkept, true);
    await quiet();
    assert.equal(here.unkept, false);
    here.put('question', 'x'.repeat(60_000)); // the server takes no such text
    await quiet();
    assert.equal(here.unkept, true);
    here.drop('question');
    assert.equal(here.unkept, false);
  });

  it('of somebody without a name stay in the browser', async () => {
    const [browser, server] = [new Browser(), new Kept()];
    const here = page(browser, server, '');
    here.put('task', 'Thank Acme');
    await quiet();
    assert.deepEqual([server.asked, browser.length], [0, 1]);
    here.put('task', '');
    assert.equal(browser.length, 0);
  });

  it('end after thirty days, and what is no draft is passed over', () => {
    const [browser, server] = [new Browser(), new Kept()];
    page(browser, server).put('task', 'Thank Acme');
    browser.setItem('commonground:ada:draft:broken', '{');
    mock.timers.tick(29 * DAY);
    assert.equal(page(browser, server).text('task'), 'Thank Acme');
    mock.timers.tick(2 * DAY);
    assert.equal(page(browser, server).get('task'), undefined);
    assert.deepEqual(page(null, server).keys(''), []);
  });

  it('fit their form, and tell how much was typed', () => {
    const first = { name: '', keep: ['a'], open: false, why: null };
    assert.ok(fits({ ...first, name: 'x', keep: ['b', 'c'], why: 'so' }, first));
    for (const wrong of [
      '',
      null,
      [],
      { ...first, keep: 'a' },
      { ...first, name: 1 }
    ]) {
      assert.equal(fits(wrong, first), false);
    }
    const begun = { title: 'Old', body: 'text' };
    assert.equal(typedIn({ title: 'Old', body: 'other' }, begun), 5);
  });
});
