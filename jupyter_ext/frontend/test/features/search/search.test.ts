import assert from 'node:assert/strict';
import { beforeEach, describe, it, mock } from 'node:test';
import { asks, SearchModel, wantedOf } from '../../../src/features/search/model';
import type { Findings, Wanted } from '../../../src/features/search/wire';
import { kindLabel } from '../../../src/core/kinds';

Object.assign(globalThis, { window: globalThis });

const EMPTY = { text: '', kind: '', person: '', area: '', since: '' };

function findings(total: number): Findings {
  return { hits: [], total, kinds: {} };
}

/** A server that answers when the test says so. */
class Asked {
  readonly wanted: Wanted[] = [];

  readonly find = (wanted: Wanted): Promise<Findings> => {
    this.wanted.push(wanted);
    return new Promise(resolve => this._answers.push(resolve));
  };

  async answer(at: number, found: Findings): Promise<void> {
    this._answers[at]?.(found);
    for (let turn = 0; turn < 8; turn += 1) {
      await Promise.resolve();
    }
  }

  private readonly _answers: ((found: Findings) => void)[] = [];
}

describe('what is asked for', () => {
  it('names a person and an area as words, and leaves out what is not chosen', () => {
    const question = { ...EMPTY, text: ' vat rate ', person: 'bob', area: 'billing' };
    assert.deepEqual(wantedOf(question, 20), {
      text: 'vat rate @bob #billing',
      kinds: [],
      limit: 20
    });
    assert.deepEqual(wantedOf({ ...EMPTY, kind: 'task', since: '7d' }, 40), {
      text: '',
      kinds: ['task'],
      limit: 40,
      since: '7d'
    });
    assert.equal(asks({ ...EMPTY, text: '  ' }), false);
    assert.equal(asks({ ...EMPTY, since: '7d' }), true);
  });

  it('says kinds in words, those of other packages as they are', () => {
    assert.equal(kindLabel('decision'), 'Decision');
    assert.equal(kindLabel('question'), 'Question to the AI');
    assert.equal(kindLabel('forecast'), 'forecast');
  });
});

describe('the box', () => {
  beforeEach(() => {
    mock.timers.reset();
    mock.timers.enable({ apis: ['setTimeout'] });
  });

  it('asks once the writing pauses', () => {
    const server = new Asked();
    const search = new SearchModel(server.find, () => undefined);
    for (const text of ['v', 'va', 'vat']) {
      search.ask({ text });
      mock.timers.tick(50);
    }
    assert.equal(server.wanted.length, 0);
    mock.timers.tick(200);
    assert.deepEqual(
      server.wanted.map(({ text }) => text),
      ['vat']
    );
    assert.equal(search.shown, true);
  });

  it('drops an answer that a later question overtook', async () => {
    const server = new Asked();
    const search = new SearchModel(server.find, () => undefined);
    search.ask({ text: 'old' });
    void search.now();
    search.ask({ text: 'new' });
    void search.now();
    await server.answer(1, findings(1));
    await server.answer(0, findings(2));
    assert.ok(search.found.tag === 'ready' && search.found.value.total === 1);
  });

  it('shows the tabs once a result is opened, and the results again when it is gone to', () => {
    const search = new SearchModel(new Asked().find, () => undefined);
    search.ask({ text: 'vat' });
    search.hide();
    assert.equal(search.shown, false);
    search.show();
    assert.equal(search.shown, true);
    search.clear();
    assert.equal(search.shown, false);
    assert.equal(search.question.text, '');
  });

  it('forgets an answer that comes after it was emptied', async () => {
    const server = new Asked();
    const search = new SearchModel(server.find, () => undefined);
    search.ask({ text: 'vat' });
    void search.now();
    search.clear();
    await server.answer(0, findings(3));
    assert.equal(search.found.tag, 'pending');
  });

  it('asks for more while there is more', async () => {
    const server = new Asked();
    const search = new SearchModel(server.find, () => undefined);
    search.ask({ text: 'vat' });
    void search.now();
    await server.answer(0, findings(50));
    assert.equal(search.more, true);
    search.showMore();
    assert.equal(server.wanted[1]?.limit, 40);
  });
});
