import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it, mock } from 'node:test';
import { ServerConnection } from '@jupyterlab/services';
import { Feed } from '../../src/feed/feed';
import { hello, online, Socket } from './socket';

function made(): { feed: Feed; told: string[] } {
  const settings = ServerConnection.makeSettings({
    WebSocket: Socket as unknown as typeof WebSocket
  });
  const feed = new Feed(
    settings,
    () => 'ws://localhost/feed',
    () => Promise.resolve(false)
  );
  feed.probe = () => new Uint8Array([1]);
  const told: string[] = [];
  feed.connectionChanged.connect((_, { tag }) => told.push(tag));
  return { feed, told };
}

describe('a connection', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('that is silent is asked for a sign of life, and stays while it gives one', () => {
    const { feed, told } = made();
    const socket = online(feed);
    for (let times = 1; times < 4; times += 1) {
      mock.timers.tick(20_000);
      assert.equal(socket.asked.length, times);
      socket.hearUpdate();
    }
    assert.deepEqual(told, ['connecting', 'online']);
    feed.dispose();
  });

  it('that is dead without being closed is made anew within half a minute', () => {
    const { feed, told } = made();
    const socket = online(feed);
    mock.timers.tick(20_000);
    mock.timers.tick(10_000);
    assert.equal(socket.readyState, 3);
    assert.equal(told.at(-1), 'waiting');
    mock.timers.tick(1_000);
    assert.notEqual(Socket.last, socket);
    hello(Socket.last);
    assert.equal(feed.connection.tag, 'online');
    feed.dispose();
  });

  it('that is asked for a sign of life by hand has ten seconds to answer', () => {
    const { feed } = made();
    online(feed);
    feed.check();
    mock.timers.tick(10_000);
    assert.equal(feed.connection.tag, 'waiting');
    feed.dispose();
  });

  it('that is lost stays lost while it is tried again, in the panel too', () => {
    const { feed, told } = made();
    online(feed).lose();
    told.length = 0;
    for (let times = 0; times < 3; times += 1) {
      mock.timers.tick(30_000);
      Socket.last.lose();
    }
    assert.deepEqual(new Set(told), new Set(['waiting']));
    assert.deepEqual(feed.connection, { tag: 'waiting', attempt: 4 });
    feed.reconnect();
    assert.equal(feed.connection.tag, 'waiting');
    hello(Socket.last);
    assert.equal(feed.connection.tag, 'online');
    feed.dispose();
  });
});
