/**
 * The live connection to the server: one WebSocket that is kept up. Knows frames, back-off and when
 * to give up.
 */

import type { ServerConnection } from '@jupyterlab/services';
import type { IDisposable } from '@lumino/disposable';
import type { ISignal } from '@lumino/signaling';
import { Signal } from '@lumino/signaling';
import type { CommandChannel } from '../api/command';
import type { CommandAnswer } from '../api/wire/types';
import type { Frame } from '../api/wire/frame';
import { readFrame } from '../api/wire/frame';
import { backoff } from './backoff';
import { PendingCommands } from './pending';

/** `waiting`: lost, and tried again by itself. `refused`: not logged in; looked at now and then. */
export type Connection =
  | { readonly tag: 'connecting' }
  | { readonly tag: 'online' }
  | { readonly tag: 'waiting'; readonly attempt: number }
  | { readonly tag: 'refused' };

const NOT_LOGGED_IN = 4401;
/** Milliseconds after which a connection counts as good, so that the next loss starts from the shortest wait. */
const GOOD_AFTER = 10_000;
/** Milliseconds without a hello after which a connection is given up and tried again. */
const HELLO_WITHIN = 20_000;
/** Milliseconds without a word of the server after which it is asked for one. */
const QUIET = 20_000;
/** Milliseconds within which it has to answer: a connection may be dead without being closed. */
const ANSWER_WITHIN = 10_000;
/** Milliseconds until it is looked whether who was refused has logged in, in another tab perhaps. */
const LOOK_AGAIN = 15_000;

export class Feed implements IDisposable, CommandChannel {
  constructor(
    private readonly _settings: ServerConnection.ISettings,
    private readonly _url: () => string,
    /** Whether the server answers that this member is not logged in. */
    private readonly _isRefused: () => Promise<boolean>
  ) {}

  get connection(): Connection {
    return this._connection;
  }

  get connectionChanged(): ISignal<this, Connection> {
    return this._connectionChanged;
  }

  get frame(): ISignal<this, Frame> {
    return this._frame;
  }

  get update(): ISignal<this, Uint8Array> {
    return this._update;
  }

  get isDisposed(): boolean {
    return this._disposed;
  }

  /** Makes a frame that the server answers whenever it is there; null while there is none. */
  set probe(probe: () => Uint8Array | null) {
    this._probe = probe;
  }

  /** Connect, and stay connected until disposed or refused. */
  start(): void {
    window.addEventListener('online', this._onOnline);
    this._connect();
  }

  /** Ask the server for a sign of life: where none comes in time, the connection is made anew. */
  check(): void {
    const frame = this._connection.tag === 'online' ? this._probe() : null;
    if (frame !== null && !this._asked) {
      this._asked = true;
      this.send(frame);
      this._listen(ANSWER_WITHIN);
    }
  }

  /** Try at once, whatever the back-off says. */
  reconnect(): void {
    if (!this._disposed && this._connection.tag !== 'online') {
      this._attempt = 0;
      this._connect();
    }
  }

  /** Close and connect anew after the back-off, to fetch again what could not be read. */
  restart(): void {
    if (!this._disposed) {
      this._hangUp();
      this._retry();
    }
  }

  send(frame: Uint8Array): void {
    if (this._socket?.readyState === this._settings.WebSocket.OPEN) {
      this._socket.send(new Uint8Array(frame));
    }
  }

  /** Send a command where the server takes commands on this socket; null where it does not. */
  command(id: string, json: string): Promise<CommandAnswer | null> | null {
    if (!this._commands || this._socket?.readyState !== this._settings.WebSocket.OPEN) {
      return null;
    }
    const answer = this._pending.wait(id);
    this._socket.send(`{"type":"command","id":"${id}","command":${json}}`);
    return answer;
  }

  dispose(): void {
    if (this._disposed) {
      return;
    }
    this._disposed = true;
    window.removeEventListener('online', this._onOnline);
    this._hangUp();
    Signal.clearData(this);
  }

  private readonly _onOnline = (): void => {
    this.check();
    this.reconnect();
  };

  private _connect(): void {
    this._hangUp();
    if (this._failures === 0) {
      this._set({ tag: 'connecting' }); // else it stays lost until it is there again
    }
    let socket: WebSocket;
    try {
      socket = new this._settings.WebSocket(this._url());
    } catch {
      this._retry();
      return;
    }
    socket.binaryType = 'arraybuffer';
    socket.onmessage = event => this._onMessage(socket, event.data);
    socket.onclose = event => this._onClose(socket, event.code);
    this._socket = socket;
    this._timer = window.setTimeout(() => socket.close(), HELLO_WITHIN);
  }

  private _onMessage(socket: WebSocket, data: unknown): void {
    if (socket !== this._socket) {
      return;
    }
    this._heard();
    if (data instanceof ArrayBuffer) {
      this._update.emit(new Uint8Array(data));
      return;
    }
    const frame = typeof data === 'string' ? readFrame(data) : null;
    if (frame === null) {
      return;
    }
    if (frame.type === 'answer') {
      this._pending.answered(frame);
      return;
    }
    if (frame.type === 'hello') {
      this._commands = frame.commands;
      window.clearTimeout(this._timer);
      this._timer = window.setTimeout(() => (this._attempt = 0), GOOD_AFTER);
      this._failures = 0;
      this._frame.emit(frame);
      this._set({ tag: 'online' });
      this._heard();
      return;
    }
    this._frame.emit(frame);
  }

  private _onClose(socket: WebSocket, code: number): void {
    if (socket !== this._socket) {
      return;
    }
    this._hangUp();
    if (code === NOT_LOGGED_IN) {
      this._refuse();
      return;
    }
    this._retry();
    // A browser is not told why a server did not open a socket.
    void this._isRefused().then(refused => {
      if (refused && !this._disposed && this._connection.tag !== 'online') {
        this._hangUp();
        this._refuse();
      }
    });
  }

  private _heard(): void {
    this._asked = false;
    if (this._connection.tag === 'online') {
      this._listen(QUIET);
    }
  }

  /** Wait for a word of the server; then ask for one, and then give the connection up. */
  private _listen(within: number): void {
    window.clearTimeout(this._silence);
    this._silence = window.setTimeout(() => {
      if (this._asked) {
        this.restart();
      } else {
        this.check();
      }
    }, within);
  }

  private _refuse(): void {
    this._failures = 0;
    this._set({ tag: 'refused' });
    this._timer = window.setTimeout(() => void this._lookAgain(), LOOK_AGAIN);
  }

  private async _lookAgain(): Promise<void> {
    const refused = await this._isRefused();
    if (this._disposed || this._connection.tag !== 'refused') {
      return;
    }
    if (refused) {
      this._refuse();
    } else {
      this.reconnect();
    }
  }

  private _retry(): void {
    const delay = backoff(this._attempt, Math.random());
    this._attempt += 1;
    this._failures += 1;
    this._timer = window.setTimeout(() => this._connect(), delay);
    this._set({ tag: 'waiting', attempt: this._failures });
  }

  private _hangUp(): void {
    window.clearTimeout(this._timer);
    window.clearTimeout(this._silence);
    const socket = this._socket;
    this._socket = null;
    this._asked = false;
    this._commands = false;
    this._pending.lose();
    if (socket !== null) {
      socket.onmessage = null;
      socket.onclose = null;
      socket.close();
    }
  }

  private _set(connection: Connection): void {
    this._connection = connection;
    this._connectionChanged.emit(connection);
  }

  private _connection: Connection = { tag: 'connecting' };
  private _attempt = 0;
  /** Attempts that failed since it was online. */
  private _failures = 0;
  private _probe: () => Uint8Array | null = () => null;
  /** Whether a sign of life was asked for and none came yet. */
  private _asked = false;
  private _silence = 0;
  /** Whether this socket takes commands. */
  private _commands = false;
  private readonly _pending = new PendingCommands();
  private _disposed = false;
  private _socket: WebSocket | null = null;
  private _timer = 0;
  private readonly _connectionChanged = new Signal<this, Connection>(this);
  private readonly _frame = new Signal<this, Frame>(this);
  private readonly _update = new Signal<this, Uint8Array>(this);
}
