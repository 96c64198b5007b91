/**
 * One request function for all routes of the server. Every failure is thrown as a Problem with a
 * message and a remedy; nothing is retried or remembered here.
 */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import { trans } from '../core/trans';
import { field } from './answer';
import { asText } from './guards';
import { Problem } from './problem';
import { quarantined } from './quarantine';

const BASE = 'commonground/api';

export type Query = Readonly<Record<string, string>>;

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

  /** The JSON of a route. Throws a Problem. */
  async get(route: string, query: Query = {}): Promise<unknown> {
    return json(await this._send('GET', route, query));
  }

  /** The text of a route that answers no JSON. Throws a Problem. */
  async text(route: string, query: Query = {}): Promise<string> {
    return (await this._send('GET', route, query)).text();
  }

  /** Post JSON to a route. Throws a Problem. */
  async post(route: string, body: object = {}): Promise<unknown> {
    return json(await this._send('POST', route, {}, body));
  }

  /** A response whose status is 2xx. Throws a Problem for any other. */
  private async _send(
    method: 'GET' | 'POST',
    route: string,
    query: Query,
    body?: object
  ): Promise<Response> {
    const url =
      URLExt.join(this.settings.baseUrl, BASE, route) +
      URLExt.objectToQueryString({ ...query });
    const init: RequestInit = { method, cache: 'no-store' };
    if (body !== undefined) {
      init.body = JSON.stringify(body);
    }
    let response: Response;
    try {
      response = await ServerConnection.makeRequest(url, init, this.settings);
    } catch {
      throw new Problem(
        trans.__('The server can’t be reached.'),
        trans.__('Check that it is running and that you are online, then try again.'),
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
  const kept = quarantined(status, answer);
  if (kept !== null) {
    return kept;
  }
  const [message, remedy] = byStatus()[status] ?? [
    trans.__('The server answered with an error (%1).', status),
    trans.__('Try again; the server’s log says more.')
  ];
  const own = asText(field(answer, 'code'));
  return new Problem(
    asText(field(answer, 'message')) || message,
    own === '' ? remedy : asText(field(answer, 'remedy')),
    own || 'http',
    status
  );
}
