import assert from 'node:assert/strict';
import { afterEach, describe, it, mock } from 'node:test';
import { ServerConnection } from '@jupyterlab/services';
import type { OutcomeView } from '../../src/api/wire/types';
import { filled } from '../filled';
import { Server } from '../../src/api/server';
import { Feed } from '../../src/feed/feed';
import { online, Socket } from './socket';

interface Asked {
  readonly key: string | null;
  readonly body: unknown;
}

/** A server, its feed, and the requests that were made. */
function made(answer: () => Response): {
  server: Server;
  feed: Feed;
  asked: Asked[];
} {
  const asked: Asked[] = [];
  const settings = ServerConnection.makeSettings({
    baseUrl: 'http://localhost/',
    wsUrl: 'ws://localhost/',
    WebSocket: Socket as unknown as typeof WebSocket,
    fetch: async (input: RequestInfo | URL) => {
      const request = input as Request;
      const body: unknown = await request.json();
      asked.push({ key: request.headers.get('Idempotency-Key'), body });
      return answer();
    }
  });
  const server = new Server(settings);
  const feed = new Feed(
    settings,
    () => 'ws://localhost/feed',
    () => Promise.resolve(false)
  );
  server.channel = feed;
  return { server, feed, asked };
}

const outcome = (thing?: string): OutcomeView =>
  filled('OutcomeView', thing === undefined ? {} : { thing });
const done = (outcome: object): Response =>
  new Response(JSON.stringify(outcome), { status: 200 });
const ADD = { command: 'add', kind: 'work', title: 'T' };

function frameOf(socket: Socket): { type: string; id: string; command: unknown } {
  const text = socket.sent.at(-1);
  assert.ok(text !== undefined);
  return JSON.parse(text) as { type: string; id: string; command: unknown };
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

describe('a command', () => {
  afterEach(() => mock.timers.reset());

  it('goes over the open socket and is answered there', async () => {
    const { server, feed, asked } = made(() => done(outcome()));
    const socket = online(feed);
    const sent = server.command(ADD);
    const frame = frameOf(socket);
    assert.deepEqual([frame.type, frame.command], ['command', ADD]);
    socket.hear({
      type: 'answer',
      id: 'another',
      status: 200,
      outcome: outcome('x')
    });
    socket.hear({
      type: 'answer',
      id: frame.id,
      status: 200,
      outcome: outcome('m_1')
    });
    assert.deepEqual(await sent, outcome('m_1'));
    assert.equal(asked.length, 0);
    feed.dispose();
  });

  it('that is refused there is a Problem, and no request follows', async () => {
    const { server, feed, asked } = made(() => done(outcome()));
    const socket = online(feed);
    const sent = assert.rejects(server.command(ADD), {
      message: 'No.',
      remedy: 'Ask.',
      code: 'not_allowed',
      status: 403
    });
    const error = { code: 'not_allowed', message: 'No.', remedy: 'Ask.' };
    socket.hear({ type: 'answer', id: frameOf(socket).id, status: 403, error });
    await sent;
    assert.equal(asked.length, 0);
    feed.dispose();
  });

  it('is a request while there is no socket, or none that takes commands', async () => {
    const { server, feed, asked } = made(() => done(outcome('m_2')));
    assert.deepEqual(await server.command(ADD), outcome('m_2'));
    const socket = online(feed, false);
    await server.command(ADD);
    assert.deepEqual(socket.sent, []);
    assert.deepEqual(
      asked.map(({ body }) => body),
      [ADD, ADD]
    );
    assert.notEqual(asked[0]?.key, asked[1]?.key);
    feed.dispose();
  });

  it('whose socket breaks before the answer is asked for again under the same id', async () => {
    const { server, feed, asked } = made(() => done(outcome('m_3')));
    const socket = online(feed);
    const sent = server.command(ADD);
    const { id } = frameOf(socket);
    socket.lose();
    assert.deepEqual(await sent, outcome('m_3'));
    assert.deepEqual(asked, [{ key: id, body: ADD }]);
    feed.dispose();
  });

  it('that is not answered in time is asked for again under the same id', async () => {
    mock.timers.enable({ apis: ['setTimeout'] });
    const { server, feed, asked } = made(() => done(outcome('m_4')));
    const socket = online(feed);
    const sent = server.command(ADD);
    const { id } = frameOf(socket);
    mock.timers.tick(15_000);
    assert.deepEqual(await sent, outcome('m_4'));
    assert.equal(asked[0]?.key, id);
    feed.dispose();
  });

  it('that nobody answered keeps its id when a person sends it again', async () => {
    let works = false;
    const { server, feed, asked } = made(() => {
      if (!works) {
        throw new TypeError('offline');
      }
      return done(outcome('m_5'));
    });
    const socket = online(feed);
    const sent = assert.rejects(server.command(ADD), { code: 'network' });
    const { id } = frameOf(socket);
    socket.lose();
    await sent;
    works = true;
    await server.command({ ...ADD, title: 'Another' });
    await server.command(ADD);
    await server.command(ADD);
    await settled();
    const keys = asked.map(({ key }) => key);
    assert.deepEqual([keys[0], keys[2]], [id, id]);
    assert.equal(new Set(keys).size, 3);
    feed.dispose();
  });
});
