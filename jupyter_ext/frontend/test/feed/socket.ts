/** A feed's socket whose server is the test, and a window with timers. */

import type { Feed } from '../../src/feed/feed';
import { filled } from '../filled';

Object.assign(globalThis, {
  window: {
    setTimeout: (call: () => void, after: number) => setTimeout(call, after),
    clearTimeout: (timer: number) => clearTimeout(timer),
    addEventListener: () => undefined,
    removeEventListener: () => undefined
  }
});

const USER = filled('MemberView', {
  username: 'alice',
  display_name: 'Alice',
  role: 'contributor'
});

/** The browser’s end of a socket whose server is the test. */
export class Socket {
  static readonly OPEN = 1;
  static last: Socket;
  readyState = 1;
  readonly sent: string[] = [];
  readonly asked: Uint8Array[] = [];
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;

  constructor() {
    Socket.last = this;
  }

  send(said: string | Uint8Array): void {
    if (typeof said === 'string') {
      this.sent.push(said);
    } else {
      this.asked.push(said);
    }
  }

  close(): void {
    this.readyState = 3;
  }

  hear(frame: object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  hearUpdate(): void {
    this.onmessage?.({ data: new ArrayBuffer(4) });
  }

  lose(): void {
    this.readyState = 3;
    this.onclose?.({ code: 1006 });
  }
}

/** Start the feed and let the server say hello. */
export function online(feed: Feed, commands = true): Socket {
  feed.start();
  hello(Socket.last, commands);
  return Socket.last;
}

export function hello(socket: Socket, commands = true): void {
  socket.hear({ type: 'hello', user: USER, rooms: [], commands, active: [] });
}
