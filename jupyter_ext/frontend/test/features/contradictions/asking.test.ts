import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Command } from '../../../src/api/wire/command';
import { entriesOf } from '../../../src/core/entry';
import type { Entry } from '../../../src/core/entry';
import { AskingModel } from '../../../src/features/contradictions/asking';
import type { Near } from '../../../src/features/contradictions/requests';

const near = (revision: string): Near => ({
  entry: `e_${revision}`,
  revision,
  kind: 'knowledge',
  title: `About ${revision}`,
  body: '',
  author: 'bob'
});

function entry(kind: 'knowledge' | 'note' = 'knowledge'): Entry {
  const revision = {
    id: 'r_own',
    entry: 'e_own',
    parents: [],
    author: 'alice',
    at: 1,
    title: 'Own',
    body: '',
    status: 'accepted' as const,
    area: null,
    source: 'sidebar'
  };
  const [made] = entriesOf([
    {
      id: 'e_own',
      kind,
      room: 'team',
      created_by: 'alice',
      created_at: 1,
      heads: ['r_own'],
      disputed: false,
      revisions: [revision]
    }
  ]);
  assert.ok(made);
  return made;
}

function asking(
  found: readonly Near[],
  say: (command: Command) => Promise<unknown> = () => Promise.resolve()
): { model: AskingModel; said: Command[] } {
  const said: Command[] = [];
  const model = new AskingModel({
    near: () => Promise.resolve(found),
    say: command => {
      said.push(command);
      return say(command);
    },
    changed: () => undefined
  });
  return { model, said };
}

describe('what is asked about an entry that was written', () => {
  it('is one near entry after the other, each answer a command', async () => {
    const { model, said } = asking([near('a'), near('b')]);
    await model.ask(entry());
    assert.equal(model.now?.near[model.now.at]?.title, 'About a');
    await model.say('contradicts');
    assert.equal(model.now?.at, 1);
    model.skip();
    assert.equal(model.now, null);
    assert.deepEqual(said, [
      { command: 'relate', first: 'r_own', second: 'a', how: 'contradicts' }
    ]);
  });

  it('is nothing where nothing is near, and nothing about a note', async () => {
    const none = asking([]);
    await none.model.ask(entry());
    assert.equal(none.model.now, null);
    const note = asking([near('a')]);
    await note.model.ask(entry('note'));
    assert.equal(note.model.now, null);
  });

  it('stays, with the reason, where the answer was refused', async () => {
    const { model } = asking([near('a')], () => Promise.reject(new Error('No')));
    await model.ask(entry());
    await model.say('same');
    assert.equal(model.now?.at, 0);
    assert.notEqual(model.now.problem, null);
    assert.equal(model.now.busy, false);
  });

  it('is left out whole by closing, also when it comes late', async () => {
    const { model } = asking([near('a'), near('b')]);
    const coming = model.ask(entry());
    model.close();
    await coming;
    assert.equal(model.now, null);
  });

  it('is nothing where the server does not answer', async () => {
    const model = new AskingModel({
      near: () => Promise.reject(new Error('Gone')),
      say: () => Promise.resolve(),
      changed: () => undefined
    });
    await model.ask(entry());
    assert.equal(model.now, null);
  });
});
