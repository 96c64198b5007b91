/**
 * One request function for all routes of the server. Every failure is thrown as a Problem with a
 * message and a remedy; nothing is retried or remembered here.
 */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { admitted, isShaped } from './check';
import { Problem } from './problem';
import { quarantined } from './quarantine';
import type { Answers, ErrorView } from './wire/types';

const BASE = 'commonground/api';

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

export class Server {
  constructor(readonly settings: ServerConnection.ISettings) {}

  /** The address of the feed, with the token where JupyterLab itself would append it. */
  feedUrl(): string {
    const url = URLExt.join(this.settings.wsUrl, BASE, 'feed');
    const { appendToken, token } = this.settings;
    return appendToken && token !== ''
      ? `${url}?token=${encodeURIComponent(token)}`
      : url;
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
    return this._answer<`post ${P}`>('post', path, { ids }, body);
  }

  /** The text of a route that answers a file. Throws a Problem. */
  async text(path: string, given: Given = {}): Promise<string> {
    return (await this._send('get', path, given)).text();
  }

  private async _answer<K extends keyof Answers>(
    method: string,
    path: string,
    given: Given,
    body?: object
  ): Promise<Answers[K]> {
    const response = await this._send(method, path, given, body);
    const version = response.headers.get('X-CommonGround-Version');
    return admitted(`${method} ${path}` as K, await json(response), version);
  }

  /** A response whose status is 2xx. Throws a Problem for any other. */
  private async _send(
    method: string,
    path: string,
    { ids = {}, query = {} }: Given,
    body?: object
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
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this.settings);
    } catch {
      throw new Problem(
        'The server can’t be reached.',
        'Check that it is running and that you are online, then try again.',
        'network'
      );
    }
    if (!response.ok) {
      throw problemOf(response.status, await json(response));
    }
    return response;
  }
}

async function json(response: Response): Promise<unknown> {
  return response.json().catch(() => null);
}

const BY_STATUS: Readonly<Record<number, readonly [string, string]>> = {
  401: ['You are not logged in any more.', 'Reload the page and log in.'],
  403: [
    'The server refused this.',
    'Reload the page; if it goes on, you may not be logged in any more.'
  ],
  404: [
    'The server has no such address.',
    'Check that the Common Ground server extension is enabled: `jupyter server extension list`.'
  ],
  413: ['The text is too large.', 'Send a shorter text, or split it.']
};

function problemOf(status: number, answer: unknown): Problem {
  const [message, remedy] = BY_STATUS[status] ?? [
    `The server answered with an error (${status}).`,
    'Try again; the server’s log says more.'
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
