/**
 * One request function for all routes of the server, and one for commands, which go over the open
 * socket where there is one. Every failure is thrown as a Problem with a message and a remedy.
 */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { Signal } from '@lumino/signaling';
import { trans } from '../core/trans';
import { admitted, isShaped } from './check';
import type { CommandChannel } from './command';
import { CommandIds } from './command';
import { Problem, UNREACHABLE } from './problem';
import { quarantined } from './quarantine';
import type { Answers, ErrorView, OutcomeView } from './wire/types';

const BASE = 'commonground/api';
/** Characters of a command that is rather sent as a request: a frame holds up the ones behind it. */
const LONG = 100_000;

type Ids = Readonly<Record<string, string>>;

/** What a request says beside its body: the ids in its path, and its query. */
export interface Given {
  readonly ids?: Ids;
  readonly query?: Readonly<Record<string, string>>;
}

/** The paths of the routes that answer JSON. */
type Paths<M extends 'get' | 'post'> = keyof Answers extends infer K
  ? K extends `${M} ${infer P}`
    ? P
    : never
  : never;

/** Something that a server has done for this member: a command by its name, or a route and its body. */
export type CarriedOut =
  { readonly command: string } | { readonly path: string; readonly body: object };

/** A command by its name, with what it says. */
interface Said {
  readonly command: string;
  readonly [field: string]: unknown;
}

export class Server {
  /** Emitted by all of them: there is one for each plugin, and one page. */
  static readonly carriedOut = new Signal<typeof Server, CarriedOut>(Server);

  constructor(readonly settings: ServerConnection.ISettings) {}

  /** Where commands go while it takes them; without one they are requests. */
  channel: CommandChannel | null = null;

  /** The address of the feed, with the token where JupyterLab itself would append it. */
  feedUrl(): string {
    const url = URLExt.join(this.settings.wsUrl, BASE, 'feed');
    const { appendToken, token } = this.settings;
    return appendToken && token !== ''
      ? `${url}?token=${encodeURIComponent(token)}`
      : url;
  }

  /** Whether it answers that this member is not logged in; false where it does not answer. */
  async refuses(): Promise<boolean> {
    try {
      await this.get('/status');
      return false;
    } catch (error) {
      const { status } = Problem.of(error);
      return status === 401 || status === 403;
    }
  }

  /** What a route answers. Throws a Problem. */
  async get<P extends Paths<'get'>>(
    path: P,
    given: Given = {}
  ): Promise<Answers[`get ${P}`]> {
    return this._answer<`get ${P}`>('get', path, given);
  }

  /** Post JSON to a route: what it answers. Throws a Problem. */
  async post<P extends Paths<'post'>>(
    path: P,
    body: object = {},
    ids: Ids = {}
  ): Promise<Answers[`post ${P}`]> {
    const answer = await this._answer<`post ${P}`>('post', path, { ids }, body);
    Server.carriedOut.emit({ path, body });
    return answer;
  }

  /** The text of a route that answers a file. Throws a Problem. */
  async text(path: string, given: Given = {}): Promise<string> {
    return (await this._send('get', path, given)).text();
  }

  private async _answer<K extends keyof Answers>(
    method: string,
    path: string,
    given: Given,
    body?: object,
    key?: string
  ): Promise<Answers[K]> {
    const response = await this._send(method, path, given, body, key);
    const version = response.headers.get('X-CommonGround-Version');
    return admitted(`${method} ${path}` as K, await json(response), version);
  }

  /**
   * Have a command carried out, once: where the socket is lost before it answers, the command is
   * sent again as a request under the same id. The result is its outcome. Throws a Problem.
   */
  async command(command: Said): Promise<OutcomeView> {
    const outcome = await this._carryOut(command);
    Server.carriedOut.emit({ command: command.command });
    return outcome;
  }

  private async _carryOut(command: object): Promise<OutcomeView> {
    const text = JSON.stringify(command);
    const id = this._ids.take(text);
    const answer = await (text.length > LONG ? null : this.channel?.command(id, text));
    if (answer === null || answer === undefined) {
      return this._requested(text, command, id);
    }
    if (answer.status !== 200 || !answer.outcome) {
      throw problemOf(answer.status, answer.error);
    }
    return answer.outcome;
  }

  private async _requested(
    text: string,
    command: object,
    id: string
  ): Promise<OutcomeView> {
    try {
      return await this._answer<'post /commands'>('post', '/commands', {}, command, id);
    } catch (error) {
      if (error instanceof Problem && error.code === UNREACHABLE) {
        this._ids.lost(text, id);
      }
      throw error;
    }
  }

  /** A response whose status is 2xx. Throws a Problem for any other. */
  private async _send(
    method: string,
    path: string,
    { ids = {}, query = {} }: Given,
    body?: object,
    key?: string
  ): Promise<Response> {
    const route = path.replace(/\{(\w+)\}/g, (_, id: string) =>
      encodeURIComponent(ids[id] ?? '')
    );
    const url =
      URLExt.join(this.settings.baseUrl, BASE, route) +
      URLExt.objectToQueryString({ ...query });
    const init: RequestInit = { method: method.toUpperCase(), cache: 'no-store' };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
    }
    if (key !== undefined) {
      const headers = new Headers(this.settings.init.headers);
      headers.set('Idempotency-Key', key);
      init.headers = headers;
    }
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this.settings);
    } catch {
      throw new Problem(
        trans.__('The server can’t be reached.'),
        trans.__('Check that it is running and that you are online, then try again.'),
        UNREACHABLE
      );
    }
    if (!response.ok) {
      throw problemOf(response.status, await json(response));
    }
    return response;
  }

  private readonly _ids = new CommandIds();
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

const byStatus = (): Readonly<Record<number, readonly [string, string]>> => ({
  401: [
    trans.__('You are not logged in any more.'),
    trans.__('Reload the page and log in.')
  ],
  403: [
    trans.__('The server refused this.'),
    trans.__('Reload the page; if it goes on, you may not be logged in any more.')
  ],
  404: [
    trans.__('The server has no such address.'),
    trans.__(
      'Check that the Common Ground server extension is enabled: %1.',
      '`jupyter server extension list`'
    )
  ],
  413: [
    trans.__('The text is too large.'),
    trans.__('Send a shorter text, or split it.')
  ]
});

function problemOf(status: number, answer: unknown): Problem {
  const [message, remedy] = byStatus()[status] ?? [
    trans.__('The server answered with an error (%1).', status),
    trans.__('Try again; the server’s log says more.')
  ];
  if (!isShaped('ErrorView', answer)) {
    return new Problem(message, remedy, 'http', status);
  }
  const error = answer as ErrorView;
  return (
    quarantined(status, error) ??
    new Problem(error.message || message, error.remedy, error.code, status)
  );
}
