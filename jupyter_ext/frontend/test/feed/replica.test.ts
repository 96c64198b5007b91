import * as encoding from 'lib0/encoding';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { writeSyncStep2, writeUpdate } from 'y-protocols/sync';
import * as Y from 'yjs';
import { Replicas } from '../../src/feed/replica';

/** A server's document with one entry, and frames about it. */
function serverDoc(title: string): Y.Doc {
  const doc = new Y.Doc();
  doc.transact(() => {
    const entry = new Y.Map<unknown>();
    entry.set('kind', 'decision');
    entry.set('created_by', 'alice');
    entry.set('created_at', 5);
    doc.getMap('entries').set('e', entry);
    addRevision(doc, 'a', title);
    doc.getMap('members').set('alice', { display_name: 'Alice', initials: 'A' });
  });
  return doc;
}

function addRevision(
  doc: Y.Doc,
  id: string,
  title: string,
  parents: string[] = []
): void {
  const revision = new Y.Map<unknown>();
  for (const [key, value] of Object.entries({ entry: 'e', parents, author: 'alice' })) {
    revision.set(key, value);
  }
  revision.set('at', 5);
  revision.set('title', title);
  revision.set('status', 'accepted');
  doc.getMap('revisions').set(id, revision);
}

function frame(room: string, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarString(encoder, room);
  encoding.writeVarUint(encoder, 0);
  write(encoder);
  return encoding.toUint8Array(encoder);
}

const whole = (doc: Y.Doc): Uint8Array =>
  frame('team', encoder => writeSyncStep2(encoder, doc));

describe('replicas', () => {
  it('give the entries of the team and its areas as one list', () => {
    const replicas = new Replicas();
    const area = serverDoc('Use UTC');
    const record = new Y.Map<unknown>([['kind', 'work']]);
    area.getMap('entries').set('f', record);
    const of = new Y.Map<unknown>([
      ['entry', 'f'],
      ['title', 'The API of orders']
    ]);
    area.getMap('revisions').set('g', of);
    const rooms = ['team', 'area:api', 'member:ada'].map(name => ({
      name,
      generation: 1
    }));
    replicas.match(rooms);
    replicas.receive(frame('area:api', encoder => writeSyncStep2(encoder, area)));
    assert.equal(replicas.shared(), null);
    replicas.receive(whole(serverDoc('Use UTC')));
    const both = replicas.shared();
    assert.deepEqual(both?.map(entry => entry.id).sort(), ['e', 'f']);
    assert.equal(replicas.shared(), both);
    replicas.match(rooms.slice(0, 1));
    assert.deepEqual(
      replicas.shared()?.map(entry => entry.id),
      ['e']
    );
  });

  it('read entries and people out of what the server sends', () => {
    const replicas = new Replicas();
    assert.equal(replicas.match([{ name: 'team', generation: 1 }]).length, 1);
    assert.equal(replicas.get('team')?.synced, false);
    assert.equal(replicas.receive(whole(serverDoc('Use UTC'))), 'team');
    const team = replicas.get('team');
    assert.equal(team?.synced, true);
    assert.equal(team?.entries()[0]?.heads[0]?.title, 'Use UTC');
    assert.equal(team?.people().get('alice')?.display_name, 'Alice');
  });

  it('follow updates', () => {
    const replicas = new Replicas();
    const doc = serverDoc('Use UTC');
    replicas.match([{ name: 'team', generation: 1 }]);
    replicas.receive(whole(doc));
    doc.on('update', (update: Uint8Array) =>
      replicas.receive(frame('team', encoder => writeUpdate(encoder, update)))
    );
    addRevision(doc, 'b', 'Use UTC everywhere', ['a']);
    const [entry] = replicas.get('team')?.entries() ?? [];
    assert.deepEqual(
      entry?.heads.map(head => head.title),
      ['Use UTC everywhere']
    );
  });

  it('keep what they have over a reconnection and ask for the rest only', () => {
    const replicas = new Replicas();
    replicas.match([{ name: 'team', generation: 1 }]);
    replicas.receive(whole(serverDoc('Use UTC')));
    const before = replicas.get('team');
    const [hello] = replicas.match([{ name: 'team', generation: 1 }]);
    assert.equal(replicas.get('team'), before);
    const [empty] = new Replicas().match([{ name: 'team', generation: 1 }]);
    assert.ok(
      (hello?.length ?? 0) > (empty?.length ?? 0),
      'its state vector says more'
    );
  });

  it('drop a document of another generation, and rooms that are gone', () => {
    const replicas = new Replicas();
    replicas.match([
      { name: 'team', generation: 1 },
      { name: 'member:alice', generation: 1 }
    ]);
    replicas.receive(whole(serverDoc('A secret')));
    replicas.match([{ name: 'team', generation: 2 }]);
    assert.deepEqual(replicas.get('team')?.entries(), []);
    assert.equal(replicas.get('team')?.synced, false);
    assert.equal(replicas.get('member:alice'), undefined);
  });

  it('pass over frames of rooms that they do not follow', () => {
    const replicas = new Replicas();
    assert.equal(replicas.receive(whole(serverDoc('x'))), null);
  });

  it('drop a document that an unreadable update may have hurt', () => {
    const replicas = new Replicas();
    replicas.match([{ name: 'team', generation: 1 }]);
    const broken = frame('team', encoder =>
      writeUpdate(encoder, new Uint8Array([9, 9, 9, 9, 9]))
    );
    assert.throws(() => replicas.receive(broken));
    assert.equal(replicas.get('team'), undefined);
  });

  it('leave out rows that make no sense', () => {
    const doc = serverDoc('Use UTC');
    doc.getMap('revisions').set('odd', 'text');
    doc.getMap('entries').set('worse', [1, 2]);
    const replicas = new Replicas();
    replicas.match([{ name: 'team', generation: 1 }]);
    replicas.receive(whole(doc));
    assert.deepEqual(
      replicas
        .get('team')
        ?.entries()
        .map(entry => entry.id),
      ['e']
    );
  });
});
