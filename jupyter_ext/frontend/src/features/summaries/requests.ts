/** Requests about summaries. Each throws a Problem when it fails. */

import type { Server } from '../../api/server';
import type {
  GroupsAnswer,
  SummariesAnswer,
  SummaryTextView
} from '../../api/wire/types';

export type Group = GroupsAnswer['groups'][number];
export type Made = SummariesAnswer['summaries'][number];

export class SummaryRequests {
  constructor(private readonly _server: Server) {}

  /** Those that wait for the owner, and those that took the place of several entries. */
  async made(): Promise<readonly Made[]> {
    return (await this._server.get('/summaries')).summaries;
  }

  /** Small entries that speak of one subject; it may take a while, as a job. */
  async look(): Promise<readonly Group[]> {
    return (await this._server.post('/summaries/look')).groups;
  }

  /** A text for these entries, to edit. */
  draft(entries: readonly string[]): Promise<SummaryTextView> {
    return this._server.post('/summaries/draft', { entries });
  }
}
