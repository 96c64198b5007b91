/**
 * The server's routes as typed calls, through one request function. Every failure is thrown as a
 * Problem with a message and a remedy; refuses to retry or to remember anything.
 */

import { URLExt } from '@jupyterlab/coreutils';
import { ServerConnection } from '@jupyterlab/services';
import type { Entry } from '../core/entry';
import { parseEntries } from '../core/entry';
import type {
  Comparison,
  ComparisonAct,
  ComparisonCommand,
  FileDiff,
  OptionText
} from '../features/comparison/wire';
import {
  parseComparison,
  parseDiff,
  parseOptionText
} from '../features/comparison/wire';
import type { Consequences } from '../features/entries/consequences';
import { parseConsequences } from '../features/entries/consequences';
import type { Handoff } from '../features/handoff/handoff';
import { parseHandoff } from '../features/handoff/handoff';
import type { Inbox } from '../features/messages/message';
import { parseInbox } from '../features/messages/message';
import type { ReviewItem } from '../features/review/wire';
import { parseReview } from '../features/review/wire';
import type { Sprint } from '../features/sprint/sprint';
import { parseSprint } from '../features/sprint/sprint';
import type { People, Redaction, SuggestedAreas } from '../features/team/wire';
import { parsePeople, parseSuggested } from '../features/team/wire';
import type { Thread } from '../features/turns/thread';
import { parseThread } from '../features/turns/thread';
import { asList, asNumber, asText, asTextOrNull, isRecord } from './guards';
import { Problem } from './problem';
import { quarantined } from './quarantine';
import type { Command } from './wire/command';
import type { Revision } from './wire/entry';
import { parseRevision } from './wire/entry';
import type { Member } from './wire/member';
import { parseMember } from './wire/member';
import type { ServerStatus } from './wire/status';
import { parseStatus } from './wire/status';
import type { Turn, Visibility } from './wire/turn';
import { parseTurn } from './wire/turn';

const BASE = 'commonground/api';

/** What a command did: its entry as the server has it now, and the thing it is about. */
export interface Outcome {
  readonly entry: Entry | null;
  readonly thing: string | null;
}

export interface TurnPage {
  turns: Turn[];
  more: boolean;
}

export class Api {
  constructor(readonly settings: ServerConnection.ISettings) {}

  /** The address of the feed, with the token where JupyterLab itself would append it. */
  feedUrl(): string {
    const url = URLExt.join(this.settings.wsUrl, BASE, 'feed');
    const { appendToken, token } = this.settings;
    return appendToken && token !== ''
      ? `${url}?token=${encodeURIComponent(token)}`
      : url;
  }

  async status(): Promise<ServerStatus> {
    return admit(parseStatus(await this._request('GET', 'status')));
  }

  async entries(room: 'team' | 'mine'): Promise<Entry[]> {
    const answer = await this._request('GET', 'entries', { room });
    return parseEntries(field(answer, 'entries'));
  }

  /** The versions of an entry that left its live document, oldest first. */
  async history(entry: string): Promise<Revision[]> {
    const answer = await this._request(
      'GET',
      `entries/${encodeURIComponent(entry)}/history`
    );
    return asList(field(answer, 'revisions'), one => parseRevision(one));
  }

  async members(): Promise<Member[]> {
    return asList(field(await this._request('GET', 'members'), 'members'), parseMember);
  }

  /** What waits for the owner, in the order in which to look at it. */
  async review(): Promise<ReviewItem[]> {
    return parseReview(field(await this._request('GET', 'review'), 'items'));
  }

  async people(): Promise<People> {
    return admit(parsePeople(await this._request('GET', 'people')));
  }

  /** What came since you left, in the time of this browser where you named no zone. */
  async handoff(zone: string): Promise<Handoff> {
    const query = { for: 'since', zone };
    return admit(parseHandoff(await this._request('GET', 'handoff', query)));
  }

  /** Say up to when you know; what you restate is for everybody. */
  async acknowledgeHandoff(handoff: Handoff, restated: string): Promise<void> {
    const { until, written } = handoff;
    const body = { until, restated, handoffs: written.slice(-200) };
    await this._request('POST', 'handoff/acknowledge', {}, body);
  }

  async suggestedAreas(): Promise<SuggestedAreas> {
    return admit(parseSuggested(await this._request('GET', 'areas/suggested')));
  }

  /** The sprint that runs, or the newest with that goal; null where there is none. */
  async sprint(goal: string | null): Promise<Sprint | null> {
    const answer = await this._request('GET', 'sprint', goal === null ? {} : { goal });
    const found = parseSprint(answer);
    return found === undefined ? admit(null) : found;
  }

  /** Take a leaked text out of everything that the server keeps, for good. */
  async redact(text: string, reason: string): Promise<Redaction> {
    const answer = await this._request('POST', 'redactions', {}, { text, reason });
    return {
      versions: asNumber(field(answer, 'versions')),
      turns: asNumber(field(answer, 'turns')),
      clean: field(answer, 'clean') === true
    };
  }

  /** Send a command. */
  async command(command: Command): Promise<Outcome> {
    const answer = await this._request('POST', 'commands', {}, command);
    const entry = field(answer, 'entry');
    return {
      entry: entry === null ? null : admit(parseEntries([entry])[0] ?? null),
      thing: asTextOrNull(field(answer, 'thing'))
    };
  }

  /** Messages that concern this member, most urgent first. */
  async inbox(): Promise<Inbox> {
    return admit(parseInbox(await this._request('GET', 'inbox')));
  }

  /** Threads with the model, the one used last first. */
  async threads(): Promise<Thread[]> {
    return asList(field(await this._request('GET', 'threads'), 'threads'), parseThread);
  }

  /** Go on with an answered question: the model is shown what was answered. */
  async goOn(message: string): Promise<Turn> {
    const route = `messages/${encodeURIComponent(message)}/go-on`;
    return admit(parseTurn(field(await this._request('POST', route, {}, {}), 'turn')));
  }

  /** What a command would do. Nothing is written. */
  async preview(command: Command): Promise<Consequences> {
    return admit(
      parseConsequences(await this._request('POST', 'preview', {}, command))
    );
  }

  async turns(before?: string): Promise<TurnPage> {
    const query: Record<string, string> = { limit: '50' };
    if (before !== undefined) {
      query['before'] = before;
    }
    const answer = await this._request('GET', 'turns', query);
    return {
      turns: asList(field(answer, 'turns'), parseTurn),
      more: field(answer, 'more') === true
    };
  }

  /** A turn with its text so far and the number of deltas that the text contains. */
  async turn(id: string): Promise<{ turn: Turn; seq: number }> {
    const answer = await this._request('GET', `turns/${encodeURIComponent(id)}`);
    return {
      turn: admit(parseTurn(field(answer, 'turn'))),
      seq: asNumber(field(answer, 'seq'))
    };
  }

  /** Ask the model; `thread` is the id of the thread that it is asked in. */
  async ask(question: string, visibility: Visibility, thread?: string): Promise<Turn> {
    const body =
      thread === undefined
        ? { question, visibility }
        : { question, visibility, thread };
    return admit(
      parseTurn(field(await this._request('POST', 'turns', {}, body), 'turn'))
    );
  }

  async stop(id: string): Promise<Turn> {
    const answer = await this._request(
      'POST',
      `turns/${encodeURIComponent(id)}/stop`,
      {},
      {}
    );
    return admit(parseTurn(field(answer, 'turn')));
  }

  async comparison(id: string): Promise<Comparison> {
    const answer = await this._request('GET', `comparisons/${encodeURIComponent(id)}`);
    return admit(parseComparison(field(answer, 'comparison')));
  }

  async optionText(id: string, option: string, version: string): Promise<OptionText> {
    const route = `comparisons/${encodeURIComponent(id)}/options/${encodeURIComponent(option)}`;
    return admit(parseOptionText(await this._request('GET', route, { version })));
  }

  async comparisonDiff(id: string, from: string, to: string): Promise<FileDiff[]> {
    const route = `comparisons/${encodeURIComponent(id)}/diff`;
    return parseDiff(field(await this._request('GET', route, { from, to }), 'files'));
  }

  /** The table as a text to keep elsewhere. */
  async comparisonTable(id: string, format: 'csv' | 'md'): Promise<string> {
    const route = `comparisons/${encodeURIComponent(id)}/table`;
    return (await this._send('GET', route, { format })).text();
  }

  /** Do something around a comparison; the answer is the comparison after it. */
  async comparisonAct(id: string, act: ComparisonAct): Promise<Comparison> {
    const route = `comparisons/${encodeURIComponent(id)}`;
    const answer = await this._request('POST', route, {}, act);
    return admit(parseComparison(field(answer, 'comparison')));
  }

  async comparisonCommand(id: string, command: ComparisonCommand): Promise<void> {
    await this._request('POST', 'commands', {}, { ...command, comparison: id });
  }

  private async _request(
    method: 'GET' | 'POST',
    route: string,
    query: Record<string, string> = {},
    body?: object
  ): Promise<unknown> {
    const response = await this._send(method, route, query, body);
    return response.json().catch(() => null);
  }

  /** A response that is well. Throws a Problem for any other. */
  private async _send(
    method: 'GET' | 'POST',
    route: string,
    query: Record<string, string> = {},
    body?: object
  ): Promise<Response> {
    const url =
      URLExt.join(this.settings.baseUrl, BASE, route) +
      URLExt.objectToQueryString(query);
    const init: RequestInit = { method, cache: 'no-store' };
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
      throw problemOf(response.status, await response.json().catch(() => null));
    }
    return response;
  }
}

function field(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}

/** The parsed answer, or a Problem where the server's answer has another shape. */
function admit<T>(value: T | null): T {
  if (value === null) {
    throw new Problem(
      'The server’s answer could not be understood.',
      'Reload the page: the browser’s part of Common Ground may be older than the server’s.',
      'unexpected_answer'
    );
  }
  return value;
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
  const kept = quarantined(status, answer);
  if (kept !== null) {
    return kept;
  }
  const [message, remedy] = BY_STATUS[status] ?? [
    `The server answered with an error (${status}).`,
    'Try again; the server’s log says more.'
  ];
  const own = asText(field(answer, 'code'));
  return new Problem(
    asText(field(answer, 'message')) || message,
    own === '' ? remedy : asText(field(answer, 'remedy')),
    own || 'http',
    status
  );
}
